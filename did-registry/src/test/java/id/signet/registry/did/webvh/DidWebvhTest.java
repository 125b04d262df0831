package id.signet.registry.did.webvh;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.resolution.Dereferenced;
import id.signet.registry.did.resolution.Dereferencer;
import id.signet.registry.did.resolution.DereferencingOptions;
import id.signet.registry.did.resolution.ResolutionError;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.net.Fetched;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Each bad log breaks one rule. */
class DidWebvhTest {

    private static final String HOST = "issuer.example";

    private final Map<String, byte[]> published = new HashMap<>();
    private final InMemorySeenLogs seen = new InMemorySeenLogs();
    private final DidWebvh method = new DidWebvh(WebvhAuthor.NOTHING_HOSTED, (address, mediaTypes) -> {
        byte[] file = published.get(address.toString());
        return file == null
                ? new Fetched.Absent()
                : new Fetched.Found(Bytes.of(file), "text/jsonl", WebvhAuthor.BEGINNING, -1);
    }, seen, Clock.fixed(WebvhAuthor.BEGINNING.plus(Duration.ofDays(1)), ZoneOffset.UTC));
    private final WebvhAuthor author = new WebvhAuthor();
    private final String key = author.key();
    private final String other = author.key();

    private static void nothing(ObjectNode json) {}

    private ResolutionResult resolve(WebvhAuthor log) {
        return resolve(log, ResolutionOptions.LATEST);
    }

    private ResolutionResult resolve(WebvhAuthor log, ResolutionOptions options) {
        published.put("https://" + HOST + "/.well-known/did.jsonl", log.log());
        published.put("https://" + HOST + "/.well-known/did-witness.json", log.witnesses());
        return method.resolve(log.did(), options);
    }

    private void assertRefused(WebvhAuthor log, String reason) {
        assertThat(resolve(log)).isInstanceOfSatisfying(ResolutionResult.Refused.class, refused -> {
            assertThat(refused.error()).isEqualTo(ResolutionError.INVALID_DID);
            assertThat(refused.message()).contains(reason);
        });
    }

    private WebvhAuthor twoVersions() {
        return author.create(key, HOST, DidWebvhTest::nothing).update(key, DidWebvhTest::nothing);
    }

    private static ResolutionResult.Resolved good(ResolutionResult result) {
        assertThat(result).isInstanceOf(ResolutionResult.Resolved.class);
        return (ResolutionResult.Resolved) result;
    }

    @Test
    void aVersionIsFoundByItsIdItsNumberAndItsTime() {
        WebvhAuthor log = twoVersions();
        String first = log.versionId(0);
        assertThat(good(resolve(log)).metadata().versionId()).contains(log.versionId(1));
        assertThat(good(resolve(log, ResolutionOptions.atVersion(first))).metadata().nextVersionId())
                .contains(log.versionId(1));
        assertThat(good(resolve(log, ResolutionOptions.atNumber(1))).metadata().versionId()).contains(first);
        assertThat(good(resolve(log, ResolutionOptions.atTime(WebvhAuthor.BEGINNING.plusSeconds(59)))).metadata()
                .versionId()).contains(first);
        assertThat(resolve(log, ResolutionOptions.atTime(WebvhAuthor.BEGINNING.minusSeconds(1))))
                .isInstanceOf(ResolutionResult.NotFound.class);
        assertThat(resolve(log, ResolutionOptions.atNumber(3))).isInstanceOf(ResolutionResult.NotFound.class);
    }

    @Test
    void whatStandsBeforeAFaultIsStillAnsweredWhenItIsAskedForByName() {
        WebvhAuthor log = twoVersions().update(other, DidWebvhTest::nothing);
        assertRefused(log, "entry 3");
        assertThat(good(resolve(log, ResolutionOptions.atNumber(2))).metadata().versionId())
                .contains(log.versionId(1));
        assertThat(resolve(log, ResolutionOptions.atTime(WebvhAuthor.BEGINNING.plusSeconds(90))))
                .as("nobody knows when version 2 ended")
                .isInstanceOf(ResolutionResult.Refused.class);
    }

    @Test
    void N18_aHashThatIsNotOfItsEntryIsFound() {
        assertRefused(twoVersions().spoil(1, entry -> ((ObjectNode) entry.get("state")).put("more", 1)),
                "hash is not that of its content");
    }

    @Test
    void N18_aLogOfAnotherScidIsFound() {
        WebvhAuthor log = twoVersions();
        Did asked = Did.parse(log.did().toString().replace(":" + HOST, ":other.example"));
        published.put("https://other.example/.well-known/did.jsonl", log.log());
        assertThat(method.resolve(asked, ResolutionOptions.LATEST)).isInstanceOf(ResolutionResult.Refused.class);
        assertRefused(twoVersions().spoil(0, entry -> entry.put("versionTime", "2026-01-01T00:00:01Z")), "SCID");
    }

    @Test
    void N18_timeRisesAndIsNotOfTheFuture() {
        assertRefused(author.create(key, HOST, DidWebvhTest::nothing)
                .update(key, entry -> entry.put("versionTime", WebvhAuthor.BEGINNING.toString())), "not after");
        assertRefused(author.create(key, HOST, DidWebvhTest::nothing)
                .update(key, entry -> entry.put("versionTime", "2027-01-01T00:00:00Z")), "future");
        assertRefused(author.create(key, HOST, DidWebvhTest::nothing)
                .update(key, entry -> entry.put("versionTime", "2026-01-01T01:00:00+01:00")), "UTC");
    }

    @Test
    void N18_onlyTheKeysInForceSign() {
        assertRefused(author.create(key, HOST, DidWebvhTest::nothing).update(other, DidWebvhTest::nothing),
                "key that may sign");
        assertRefused(author.create(key, HOST, DidWebvhTest::nothing)
                .update(other, entry -> ((ObjectNode) entry.get("parameters")).putArray("updateKeys").add(other)),
                "key that may sign");
        WebvhAuthor rotated = author.create(key, HOST, DidWebvhTest::nothing)
                .update(key, entry -> ((ObjectNode) entry.get("parameters")).putArray("updateKeys").add(other));
        assertRefused(rotated.update(key, DidWebvhTest::nothing), "key that may sign");
        good(resolve(rotated.cut(2).update(other, DidWebvhTest::nothing)));
    }

    @Test
    void N19_aLogThatWasSeenLongerIsRefusedAndWhatWasSeenIsKept() {
        WebvhAuthor log = twoVersions();
        good(resolve(log));
        assertRefused(log.cut(1), "does not hold version");
        WebvhAuthor another = log.cut(1).update(key, entry -> ((ObjectNode) entry.get("state")).put("branch", true));
        assertRefused(another, "does not hold version");
        assertThat(seen.of(WebvhDid.of(log.did()).scid()).orElseThrow().number()).isEqualTo(2);
    }

    @Test
    void N20_aKeyThatWasNotCommittedToSignsNothing() {
        Consumer<ObjectNode> committed = parameters -> parameters.putArray("nextKeyHashes")
                .add(WebvhHash.ofMultikey(other).text());
        Consumer<ObjectNode> stays = entry -> {
            ObjectNode parameters = (ObjectNode) entry.get("parameters");
            parameters.putArray("updateKeys").add(key);
            parameters.putArray("nextKeyHashes");
        };
        assertRefused(author.create(key, HOST, committed).update(key, stays), "not committed to");
        assertRefused(author.create(key, HOST, committed).update(key, DidWebvhTest::nothing), "names updateKeys");
        good(resolve(author.create(key, HOST, committed).update(other, entry -> {
            ObjectNode parameters = (ObjectNode) entry.get("parameters");
            parameters.putArray("updateKeys").add(other);
            parameters.putArray("nextKeyHashes");
        })));
    }

    @Test
    void N20_whoIsReplacedAsAWitnessMustApproveIt() {
        Consumer<ObjectNode> first = parameters -> witness(parameters, 1, key);
        Consumer<ObjectNode> second = entry -> witness((ObjectNode) entry.get("parameters"), 1, other);
        WebvhAuthor log = author.create(key, HOST, first).update(key, second);
        assertRefused(log, "entry 1: 0 of its witnesses");
        assertRefused(log.approve(1, other), "entry 1: 0 of its witnesses");
        good(resolve(log.approve(1, key)));
    }

    @Test
    void N20_anApprovalCountsOnceAndForWhatIsPublished() {
        WebvhAuthor log = author.create(key, HOST, parameters -> witness(parameters, 2, key, other));
        assertRefused(log.approve(0, key).approve(0, key), "1 of its witnesses");
        WebvhAuthor longer = log.update(key, DidWebvhTest::nothing).approve(1, other);
        longer.cut(1);
        assertRefused(longer, "1 of its witnesses");
    }

    private static void witness(ObjectNode parameters, int threshold, String... witnesses) {
        ObjectNode rule = parameters.putObject("witness").put("threshold", threshold);
        for (String witness : witnesses) {
            rule.withArray("witnesses").addObject().put("id", "did:key:" + witness);
        }
    }

    @Test
    void N21_aDidThatMovedSaysNothingAboutWhereItSaysItWas() {
        Consumer<ObjectNode> portable = parameters -> parameters.put("portable", true);
        String bank = "bank.example";
        WebvhAuthor log = author.create(key, bank, portable);
        Did before = log.did();
        log.update(key, entry -> move(entry, bank));
        good(resolve(log));
        assertThat(method.resolve(before, ResolutionOptions.LATEST)).as("the bank publishes nothing")
                .isInstanceOf(ResolutionResult.NotFound.class);
        assertRefused(author.create(key, bank, DidWebvhTest::nothing).update(key, entry -> move(entry, bank)),
                "not portable");
        assertRefused(author.create(other, bank, portable).update(other, entry -> {
            move(entry, bank);
            ((ObjectNode) entry.get("state")).remove("alsoKnownAs");
        }), "without naming");
    }

    private static void move(ObjectNode entry, String from) {
        ObjectNode state = (ObjectNode) entry.get("state");
        String before = state.get("id").asString();
        state.put("id", before.replace(from, HOST));
        state.putArray("alsoKnownAs").add(before);
    }

    @Test
    void anOldAddressThatStillPublishesTheLogNamesTheNewOne() {
        WebvhAuthor log = author.create(key, "old.example", parameters -> parameters.put("portable", true));
        Did before = log.did();
        log.update(key, entry -> move(entry, "old.example"));
        published.put("https://old.example/.well-known/did.jsonl", log.log());
        ResolutionResult.Resolved first = good(method.resolve(before, ResolutionOptions.atNumber(1)));
        assertThat(first.metadata().ofMethod().get("canonicalId").asString()).isEqualTo(log.did().toString());
    }

    @Test
    void aDeactivatedDidIsToldAsSuchAndGoesOnNoMore() {
        WebvhAuthor log = author.create(key, HOST, DidWebvhTest::nothing)
                .update(key, entry -> ((ObjectNode) entry.get("parameters")).put("deactivated", true));
        assertThat(resolve(log)).isInstanceOf(ResolutionResult.Deactivated.class);
        assertThat(good(resolve(log, ResolutionOptions.atNumber(1))).metadata().deactivated()).isTrue();
        assertRefused(log.update(key, DidWebvhTest::nothing), "deactivated before");
    }

    @Test
    void aPathLeadsBelowTheHostAndWhoisToItsPresentation() {
        WebvhAuthor log = twoVersions();
        var document = good(resolve(log)).document();
        DereferencingOptions none = new DereferencingOptions(Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
        assertThat(Dereferencer.dereference(document, DidUrl.parse(log.did() + "/a/b.json"), none))
                .isEqualTo(new Dereferenced.Elsewhere("https://" + HOST + "/a/b.json"));
        assertThat(Dereferencer.dereference(document, DidUrl.parse(log.did() + "/whois"), none))
                .isEqualTo(new Dereferenced.Elsewhere("https://" + HOST + "/whois.vp"));
        assertThat(Dereferencer.dereference(document, DidUrl.parse(log.did() + "/%2e%2e/x"), none))
                .isInstanceOf(Dereferenced.Failed.class);
    }
}
