package id.signet.credential.format.sdjwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.UnsuitableInput;
import id.signet.credential.testing.World;
import id.signet.crypto.Base64Url;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SdJwtTest {

    private static final Disclosure NAME = Disclosure.parse(encode("[\"salt-1\",\"name\",\"Jane\"]"));
    private static final Disclosure LEVEL = Disclosure.parse(encode("[\"salt-2\",\"A\"]"));

    @Test
    void aDisclosedClaimStandsWhereItsDigestStood() {
        var processed = DisclosedClaims.process(payload(NAME), List.of(NAME));

        assertThat(processed.claims()).isEqualTo(StrictJson.parse("{\"kept\":1,\"name\":\"Jane\"}"));
        assertThat(processed.complete()).isTrue();
        assertThat(processed.disclosed()).containsExactly("name");
    }

    @Test
    void aDigestWithoutDisclosureIsADecoyOrAWithheldClaim() {
        var processed = DisclosedClaims.process(payload(NAME), List.of());

        assertThat(processed.claims()).isEqualTo(StrictJson.parse("{\"kept\":1}"));
        assertThat(processed.complete()).isFalse();
    }

    @Test
    void S01_theSameDigestTwiceIsRefused() {
        var digest = digest(NAME);
        refused("{\"_sd\":[\"%s\",\"%s\"]}".formatted(digest, digest), NAME);
        refused("{\"_sd\":[\"%s\"],\"inner\":{\"_sd\":[\"%s\"]}}".formatted(digest, digest), NAME);
        refused("{\"_sd\":[\"%s\"],\"inner\":{\"_sd\":[\"%s\"]}}".formatted(digest, digest));
    }

    @Test
    void S01_theSameDigestInTwoDisclosuresIsRefused() {
        var digest = digest(NAME);
        var first = Disclosure.parse(encode("[\"s3\",\"one\",{\"_sd\":[\"%s\"]}]".formatted(digest)));
        var second = Disclosure.parse(encode("[\"s4\",\"two\",{\"_sd\":[\"%s\"]}]".formatted(digest)));

        refused("{\"_sd\":[\"%s\",\"%s\"]}".formatted(digest(first), digest(second)), first, second, NAME);
    }

    @Test
    void S02_theSameDisclosureTwiceIsRefused() {
        assertThat(refusal(() -> DisclosedClaims.process(payload(NAME), List.of(NAME, NAME))).code())
                .isEqualTo("disclosure-repeated");
    }

    @Test
    void S02_aDisclosureThatNoDigestNamesIsRefused() {
        assertThat(refusal(() -> DisclosedClaims.process(payload(NAME), List.of(NAME, LEVEL))).code())
                .isEqualTo("disclosure-unreferenced");
    }

    @Test
    void S03_aDisclosureWithAReservedNameIsRefused() {
        for (var name : List.of("_sd", "...")) {
            assertThat(refusal(() -> Disclosure.parse(encode("[\"s\",\"%s\",1]".formatted(name)))).problem())
                    .isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        }
        var algorithm = Disclosure.parse(encode("[\"s\",\"_sd_alg\",\"sha-1\"]"));
        refused("{\"_sd\":[\"%s\"]}".formatted(digest(algorithm)), algorithm);
    }

    @Test
    void S03_aDisclosureOfAClaimThatIsThereIsRefused() {
        refused("{\"_sd\":[\"%s\"],\"name\":\"John\"}".formatted(digest(NAME)), NAME);
        var twin = Disclosure.parse(encode("[\"other\",\"name\",\"John\"]"));
        refused("{\"_sd\":[\"%s\",\"%s\"]}".formatted(digest(NAME), digest(twin)), NAME, twin);
    }

    @Test
    void S04_aDisclosureOfTheWrongShapeIsRefused() {
        for (var bad : List.of("[]", "[\"s\"]", "[\"s\",\"n\",1,2]", "{}", "\"s\"", "[\"s\",1,2]", "[1,\"n\",2]",
                "[\"s\",\"n\",")) {
            assertThat(refusal(() -> Disclosure.parse(encode(bad))).problem())
                    .as(bad)
                    .isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        }
    }

    @Test
    void S04_aDisclosureOfAMemberCannotStandForAnElementNorTheOtherWayRound() {
        refused("{\"list\":[{\"...\":\"%s\"}]}".formatted(digest(NAME)), NAME);
        refused("{\"_sd\":[\"%s\"]}".formatted(digest(LEVEL)), LEVEL);
    }

    @Test
    void S06_onlyGoodHashFunctionsCountAndOnlyAtTheTop() {
        for (var bad : List.of("\"sha-1\"", "\"sha-256-32\"", "\"md9\"", "\"SHA-256\"", "\"\"", "1", "null")) {
            var refusal = refusal(() -> DisclosedClaims.process(
                    StrictJson.parseObject("{\"_sd_alg\":%s,\"kept\":1}".formatted(bad)), List.of()));
            assertThat(refusal.problem()).as(bad).isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        }
        refused("{\"inner\":{\"_sd_alg\":\"sha-256\"}}");
        var hidden = Disclosure.parse(encode("[\"s\",\"inner\",{\"_sd_alg\":\"sha-256\"}]"));
        refused("{\"_sd\":[\"%s\"]}".formatted(digest(hidden)), hidden);
    }

    @Test
    void sha384WorksLikeSha256() {
        var payload = Json.object().put("_sd_alg", "sha-384");
        payload.putArray("_sd").add(NAME.digest(DigestAlgorithm.SHA_384));

        assertThat(DisclosedClaims.process(payload, List.of(NAME)).claims().get("name").stringValue())
                .isEqualTo("Jane");
    }

    @Test
    void S07_fiftyThousandDisclosuresAreTooMany() {
        var text = "jwt~" + (NAME.text() + "~").repeat(5_000);
        assertThatThrownBy(() -> SdJwt.parse(text)).isInstanceOf(MalformedInput.TooLarge.class);
        assertThatThrownBy(() -> SdJwt.parse("jwt~" + (NAME.text() + "~").repeat(50_000)))
                .isInstanceOf(MalformedInput.TooLarge.class);
    }

    @Test
    void S07_twoHundredDisclosuresInsideEachOtherAreTooDeep() {
        var disclosures = new ArrayList<Disclosure>();
        var value = "1";
        for (var i = 0; i < 200; i++) {
            var disclosure = Disclosure.parse(encode("[\"salt-%d\",\"n\",%s]".formatted(i, value)));
            disclosures.add(disclosure);
            value = "{\"_sd\":[\"%s\"]}".formatted(digest(disclosure));
        }
        var payload = StrictJson.parseObject(value);

        assertThat(refusal(() -> DisclosedClaims.process(payload, disclosures)).problem())
                .isEqualTo(Problem.PARSING);
    }

    @Test
    void S08_aDisclosureIsHashedAsSentAndHasOneSpelling() {
        var spaced = Disclosure.parse(encode("[\"salt-1\", \"name\", \"Jane\"]"));
        assertThat(digest(spaced)).isNotEqualTo(digest(NAME));
        assertThat(refusal(() -> DisclosedClaims.process(payload(NAME), List.of(spaced))).code())
                .isEqualTo("disclosure-unreferenced");
        for (var bad : List.of(NAME.text() + "=", NAME.text() + " ", " " + NAME.text(), spareBits(LEVEL.text()))) {
            assertThat(refusal(() -> Disclosure.parse(bad)).problem())
                    .as(bad)
                    .isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
        }
    }

    @Test
    void S09_theTildesAreWhereTheyShouldBe() {
        for (var bad : List.of("a.b.c", "a.b.c~~", "a.b.c~" + NAME.text() + "~~", "~", "~~", "a.b.c~~~~")) {
            assertThat(refusal(() -> SdJwt.parse(bad)).problem()).as(bad).isEqualTo(Problem.PARSING);
        }
        // Without its last tilde the last disclosure stands where a key binding would.
        assertThat(SdJwt.parse("a.b.c~" + NAME.text()).keyBinding()).contains(NAME.text());
    }

    /** Neither a counter nor a short number in a long coat: each of the 128 bits is as often set as not. */
    @Test
    void S19_saltsHave128RandomBitsAndNeverComeTwice() {
        var salts = Salts.random();
        var count = 1_000_000;
        var seen = new HashSet<String>(2 * count);
        var set = new int[128];
        for (var i = 0; i < count; i++) {
            var salt = salts.next();
            assertThat(seen.add(salt)).isTrue();
            var bytes = Base64Url.decode(salt);
            assertThat(bytes.length).isEqualTo(16);
            for (var bit = 0; bit < 128; bit++) {
                set[bit] += bytes[bit / 8] >> (bit % 8) & 1;
            }
        }
        // Ten standard deviations: a good source fails once in 10^23 runs.
        for (var times : set) {
            assertThat(times).isBetween(count / 2 - 5_000, count / 2 + 5_000);
        }
    }

    @Test
    void S19_everyDisclosureAndDecoyOfTwoEqualCredentialsHasItsOwnSalt() {
        var seen = new HashSet<String>();
        var world = new World();
        for (var i = 0; i < 200; i++) {
            var token = world.sdJwt("/name", "/address", "/address/city", "/levels/0");
            for (var text : token.substring(0, token.length() - 1).split("~", -1)) {
                if (!text.contains(".")) {
                    assertThat(seen.add(Disclosure.parse(text).salt())).isTrue();
                }
            }
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(800);
    }

    @Test
    void S20_digestsStandInTheirTwoShapesOnly() {
        for (var bad : List.of(
                "{\"list\":[{\"...\":\"x\",\"y\":1}]}",
                "{\"list\":[{\"...\":1}]}",
                "{\"...\":\"x\"}",
                "{\"_sd\":\"x\"}",
                "{\"_sd\":[1]}",
                "{\"_sd\":null}",
                "{\"_sd\":{}}")) {
            assertThat(refusal(() -> DisclosedClaims.process(StrictJson.parseObject(bad), List.of())).problem())
                    .as(bad)
                    .isEqualTo(Problem.PARSING);
        }
    }

    @Test
    void whatIsConcealedComesBackWhole() {
        var claims = StrictJson.parseObject(
                """
                {"name":"Jane","address":{"street":"1 Main St","city":"Anytown"},"levels":["A",["B","C"],{"d":null}],"a/b~c":1}
                """);
        var pointers = Set.of("/name", "/address", "/address/street", "/levels/0", "/levels/1/1", "/levels/2",
                "/a~1b~0c");
        var concealed = Concealment.conceal(claims, pointers, Salts.random(), true);

        assertThat(concealed.disclosures()).hasSize(pointers.size());
        assertThat(concealed.payload().toString()).doesNotContain("Jane", "Main", "Anytown", "\"A\"", "\"C\"");
        var all = DisclosedClaims.process(concealed.payload(), concealed.disclosures());
        assertThat(all.claims()).isEqualTo(claims);
        var none = DisclosedClaims.process(concealed.payload(), List.of());
        assertThat(none.claims()).isEqualTo(StrictJson.parse("{\"levels\":[[\"B\"]]}"));
    }

    @Test
    void anInnerDisclosureNeedsTheOneAroundIt() {
        var claims = StrictJson.parseObject("{\"address\":{\"street\":\"1 Main St\",\"city\":\"Anytown\"}}");
        var concealed = Concealment.conceal(claims, Set.of("/address", "/address/street"), Salts.random(), false);
        var inner = concealed.disclosures().getFirst();
        var outer = concealed.disclosures().getLast();

        assertThat(refusal(() -> DisclosedClaims.process(concealed.payload(), List.of(inner))).code())
                .isEqualTo("disclosure-unreferenced");
        assertThat(DisclosedClaims.process(concealed.payload(), List.of(outer)).claims())
                .isEqualTo(StrictJson.parse("{\"address\":{\"city\":\"Anytown\"}}"));
    }

    @Test
    void theNumberOfDigestsTellsLittleOfTheNumberOfClaims() {
        for (var claims = 1; claims <= 9; claims++) {
            var object = Json.object();
            var pointers = new HashSet<String>();
            for (var i = 0; i < claims; i++) {
                object.put("c" + i, i);
                pointers.add("/c" + i);
            }
            var concealed = Concealment.conceal(object, pointers, Salts.random(), true);
            var digests = concealed.payload().get("_sd");
            assertThat(digests.size()).isEqualTo(claims <= 4 ? 4 : claims <= 8 ? 8 : 16);
            var texts = new ArrayList<String>();
            digests.forEach(digest -> texts.add(digest.stringValue()));
            assertThat(texts).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void aPointerThatNamesNothingIsNotIgnored() {
        var claims = StrictJson.parseObject("{\"name\":\"Jane\",\"list\":[1]}");
        for (var pointer : List.of("/nobody", "/list/1", "/list/-", "/name/x", "name", "")) {
            assertThatThrownBy(() -> Concealment.conceal(claims, Set.of(pointer), Salts.random(), false))
                    .as(pointer)
                    .isInstanceOf(UnsuitableInput.class);
        }
    }

    @Test
    void noClaimHasANameThatSdJwtReserves() {
        for (var name : List.of("_sd", "...", "_sd_alg")) {
            assertThatThrownBy(() -> Concealment.conceal(Json.object().put(name, 1), Set.of(), Salts.random(), false))
                    .isInstanceOf(UnsuitableInput.class);
        }
    }

    private static ObjectNode payload(Disclosure disclosure) {
        return StrictJson
                .parseObject("{\"_sd\":[\"%s\"],\"kept\":1,\"_sd_alg\":\"sha-256\"}".formatted(digest(disclosure)));
    }

    private static void refused(String payload, Disclosure... disclosures) {
        assertThat(refusal(() -> DisclosedClaims.process(StrictJson.parseObject(payload), List.of(disclosures)))
                .problem())
                .isEqualTo(Problem.CRYPTOGRAPHIC_SECURITY);
    }

    private static MalformedCredential refusal(ThrowingCallable work) {
        var thrown = catchThrowableOfType(MalformedCredential.class, work);
        assertThat(thrown).isNotNull();
        return thrown;
    }

    private static String digest(Disclosure disclosure) {
        return disclosure.digest(DigestAlgorithm.SHA_256);
    }

    private static String encode(String json) {
        return Base64Url.encode(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The same bytes with a bit set that no byte has. */
    private static String spareBits(String text) {
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        assertThat(text.length() % 4).isNotZero();
        var last = alphabet.indexOf(text.charAt(text.length() - 1));
        return text.substring(0, text.length() - 1) + alphabet.charAt(last + 1);
    }
}
