package id.signet.credential.verify;

import static id.signet.credential.testing.World.failed;
import static id.signet.credential.testing.World.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.Problem;
import id.signet.credential.StatusEntry;
import id.signet.credential.status.codec.BitstringCodec;
import id.signet.credential.status.codec.TokenStatusCodec;
import id.signet.credential.testing.FakeSigners;
import id.signet.credential.testing.World;
import id.signet.credential.verify.StatusLists.Answer.Found;
import id.signet.crypto.Bytes;
import id.signet.credential.status.StatusListToken;
import id.signet.crypto.cbor.Cbor;
import id.signet.crypto.cbor.StrictCbor;
import id.signet.crypto.cose.Cose;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.proof.Cryptosuites;
import id.signet.crypto.proof.ProofOptions;
import id.signet.crypto.proof.SecuredDocument;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class StatusAttacksTest {

    private static final String LIST = "https://signet.example/status/1";
    private static final int INDEX = 94_567;

    private final World world = new World();

    @Test
    void aCredentialWhoseBitIsNotSetIsGood() {
        world.lists.put(LIST, bitstring(bits(), change -> {
        }));

        var report = world.verify(credential());
        assertThat(report.verified()).as("%s", report.checks()).isTrue();
        assertThat(report.time().status()).hasSize(1);
        assertThat(report.check(CheckName.STATUS).outcome())
                .isInstanceOfSatisfying(
                        CheckOutcome.Passed.class,
                        passed -> assertThat(passed.evidence().facts()).containsKeys("list", "index", "listIssuedAt"));
    }

    @Test
    void aRevokedCredentialFailsAndTheRowSaysWhereThatStands() {
        var bits = bits();
        BitstringCodec.write(bits, 1, INDEX, 1);
        world.lists.put(LIST, bitstring(bits, change -> {
        }));

        var failed = failed(world.verify(credential()), CheckName.STATUS);
        assertThat(failed.code()).isEqualTo("revoked");
        assertThat(failed.evidence().get("index").orElseThrow().longValue()).isEqualTo(INDEX);
        assertThat(world.verify(credential(), VerificationPolicy.vcApi(Set.of())).verified()).isTrue();
    }

    @Test
    void aTokenListSaysRevokedAndSuspended() {
        for (var value : List.of(0, 1, 2, 3)) {
            var bits = new byte[32_768];
            TokenStatusCodec.write(bits, 2, INDEX, value);
            world.lists.put(LIST, token(bits, 2, claims -> {
            }));
            var report = world.verify(World.text(sdJwt().stringValue()));
            switch (value) {
                case 0 -> assertThat(report.verified()).as("%s", report.checks()).isTrue();
                case 1 -> assertThat(failed(report, CheckName.STATUS).code()).isEqualTo("revoked");
                case 2 -> assertThat(failed(report, CheckName.STATUS).code()).isEqualTo("suspended");
                default -> assertThat(unknown(report, CheckName.STATUS).code()).isEqualTo("status-value-unknown");
            }
        }
    }

    @Test
    void aTokenListInCborSaysTheSame() {
        for (var value : List.of(0, 1, 2)) {
            var bits = new byte[32_768];
            TokenStatusCodec.write(bits, 2, INDEX, value);
            world.lists.put(LIST, cwt(bits, "application/statuslist+cwt", world.issuerKey));
            var report = world.verify(sdJwt());
            switch (value) {
                case 0 -> assertThat(report.verified()).as("%s", report.checks()).isTrue();
                case 1 -> assertThat(failed(report, CheckName.STATUS).code()).isEqualTo("revoked");
                default -> assertThat(failed(report, CheckName.STATUS).code()).isEqualTo("suspended");
            }
        }
    }

    /** As in the specification's own example; it can name only another key of the issuer. */
    @Test
    void aTokenListInCborMayNameItsKeyOutsideTheSignature() {
        var signed = StrictCbor.parse(cwt(bits(), "application/statuslist+cwt", world.issuerKey).body().toArray(),
                StrictCbor.Limits.DEFAULT.withTags(18L));
        var parts = ((Cbor.Array) ((Cbor.Tagged) signed).content()).items();
        Map<Cbor, Cbor> header = Map.of(Cbor.of(1), Cbor.of(-8), Cbor.of(16), Cbor.of("application/statuslist+cwt"));
        var protectedHeader = Cbor.of(new Cbor.Dictionary(header).encoded());
        var input = Cbor.of(List.of(Cbor.of("Signature1"), protectedHeader, Cbor.of(new byte[0]), parts.get(2)));
        Map<Cbor, Cbor> open = Map.of(Cbor.of(4), Cbor.of(Bytes.utf8(World.METHOD).toArray()));
        var message = new Cbor.Tagged(18, Cbor.of(List.of(protectedHeader, new Cbor.Dictionary(open), parts.get(2),
                Cbor.of(world.issuerKey.sign(input.encoded())))));
        world.lists.put(LIST, new Found("application/statuslist+cwt", Bytes.of(message.encoded())));

        assertThat(world.verify(sdJwt()).verified()).isTrue();
    }

    @Test
    void L06_aTokenListInCborOfAnotherKeyIsNotBelieved() {
        world.lists.put(LIST, cwt(bits(), "application/statuslist+cwt", SoftwareSigningKey.generate(KeyType.ED25519)));

        assertThat(failed(world.verify(sdJwt()), CheckName.STATUS).code()).isEqualTo("status-list-signature");
    }

    @Test
    void J26_noOtherMessagePassesForAStatusListInCbor() {
        for (var type : List.of("application/vc+cose", "application/vp+cose", "statuslist+cwt",
                "application/statuslist+jwt")) {
            world.lists.put(LIST, cwt(bits(), type, world.issuerKey));

            assertThat(failed(world.verify(sdJwt()), CheckName.STATUS).code()).as(type)
                    .isEqualTo("status-list-malformed");
        }
        var jwt = token(bits(), 2, claims -> {
        });
        world.lists.put(LIST, new Found("application/statuslist+cwt", jwt.body()));
        assertThat(failed(world.verify(sdJwt()), CheckName.STATUS).code()).isEqualTo("status-list-malformed");
    }

    @Test
    void L01_aListForSuspensionSaysNothingOfRevocation() {
        world.lists.put(
                LIST,
                bitstring(bits(), list -> list.withObject("/credentialSubject").put("statusPurpose", "suspension")));

        var failed = failed(world.verify(credential()), CheckName.STATUS);
        assertThat(failed.problem()).isEqualTo(Problem.STATUS_VERIFICATION);
        assertThat(failed.code()).isEqualTo("status-purpose-mismatch");
    }

    @Test
    void L02_anIndexBeyondTheListIsOutOfRange() {
        world.lists.put(LIST, bitstring(bits(), change -> {
        }));
        for (var index : List.of("262144", "2147483648", "4294967296")) {
            var credential = withEntry(entry -> entry.put("statusListIndex", index));
            assertThat(failed(world.verify(credential), CheckName.STATUS).problem()).isEqualTo(Problem.RANGE);
        }
        world.lists.put(LIST, token(new byte[32_768], 2, claims -> {
        }));
        var beyond = World.issue(
                world.sdJwt,
                World.with(
                        World.sd(world.unsecured(world.certificate()), List.of(), world.holderKey.publicKey()),
                        new StatusEntry.TokenEntry(131_072, LIST)),
                world.issuerKey);
        assertThat(failed(world.verify(beyond), CheckName.STATUS).problem()).isEqualTo(Problem.RANGE);
    }

    @Test
    void aStatusOfMoreThanOneBitHasOneMessageForEachValue() {
        String zero = "{\"status\":\"0x0\",\"message\":\"a\"}";
        String one = "{\"status\":\"0x1\",\"message\":\"b\"}";
        String two = "{\"status\":\"0x2\",\"message\":\"c\"}";
        for (var messages : List.of("[]", "{}", "[" + zero + "," + one + "]",
                "[" + zero + "," + one + "," + two + "," + two
                        + "]",
                "[1,2,3,4]", "[" + zero + "," + one + "," + two + ",{\"status\":\"3\",\"message\":\"d\"}]")) {
            var credential = withEntry(entry -> {
                entry.put("statusSize", 2);
                entry.set("statusMessage", StrictJson.parse(messages));
            });
            assertThat(failed(world.verify(credential), CheckName.STRUCTURE).code()).as(messages)
                    .isEqualTo("status-entry-malformed");
        }
        var without = withEntry(entry -> entry.put("statusSize", 2));
        assertThat(failed(world.verify(without), CheckName.STRUCTURE).code()).isEqualTo("status-entry-malformed");
    }

    @Test
    void L02_anIndexIsADecimalStringAndASizeAPowerOfTwo() {
        for (var index : List.of("\"-1\"", "\"01\"", "\"1.5\"", "\"9223372036854775808\"", "\"\"", "\"1e3\"", "5",
                "null", "\"\u0663\"")) {
            var credential = withEntry(entry -> entry.set("statusListIndex", StrictJson.parse(index)));
            assertThat(failed(world.verify(credential), CheckName.STRUCTURE).problem())
                    .as(index)
                    .isEqualTo(Problem.MALFORMED_VALUE);
        }
        for (var size : List.of("0", "3", "64", "-1", "\"1\"", "1.5")) {
            var credential = withEntry(entry -> entry.set("statusSize", StrictJson.parse(size)));
            assertThat(failed(world.verify(credential), CheckName.STRUCTURE).problem())
                    .as(size)
                    .isEqualTo(Problem.MALFORMED_VALUE);
        }
        for (var index : List.of("-1", "\"1\"", "1.5", "null", "1e300")) {
            var token = Jws.sign(
                    Json.object().put("typ", "dc+sd-jwt").put("kid", World.METHOD),
                    Bytes.utf8("{\"iss\":\"%s\",\"vct\":\"v\",\"status\":{\"status_list\":{\"idx\":%s,\"uri\":\"%s\"}}}"
                            .formatted(World.ISSUER, index, LIST))
                            .toArray(),
                    world.issuerKey);
            failed(world.verify(token + "~"), CheckName.STRUCTURE);
        }
        for (var size : List.of(0, 3, 64)) {
            world.lists.put(LIST,
                    token(new byte[32_768], 2, claims -> claims.withObject("/status_list").put("bits", size)));
            assertThat(failed(world.verify(sdJwt()), CheckName.STATUS).problem())
                    .isEqualTo(Problem.STATUS_VERIFICATION);
        }
    }

    @Test
    void L03_aBombIsCutOff() {
        world.lists.put(LIST, bitstring(new byte[BitstringCodec.MAXIMUM_BYTES + 1], change -> {
        }));
        assertThat(failed(world.verify(credential()), CheckName.STATUS).problem())
                .isEqualTo(Problem.STATUS_VERIFICATION);
        world.lists.put(LIST, token(new byte[BitstringCodec.MAXIMUM_BYTES + 1], 2, change -> {
        }));
        assertThat(failed(world.verify(sdJwt()), CheckName.STATUS).problem()).isEqualTo(Problem.STATUS_VERIFICATION);
    }

    @Test
    void L04_aListTooShortToHideInIsRefused() {
        world.lists.put(LIST, bitstring(new byte[16 * 1024 - 1], change -> {
        }));

        assertThat(failed(world.verify(credential()), CheckName.STATUS).problem())
                .isEqualTo(Problem.STATUS_LIST_LENGTH);
    }

    @Test
    void L05_aListInTheWrongContainerIsRefused() {
        var zlib = "u" + TokenStatusCodec.encode(bits());
        world.lists.put(
                LIST, bitstring(bits(), list -> list.withObject("/credentialSubject").put("encodedList", zlib)));
        assertThat(failed(world.verify(credential()), CheckName.STATUS).problem())
                .isEqualTo(Problem.STATUS_VERIFICATION);
        var gzip = BitstringCodec.encode(bits()).substring(1);
        world.lists.put(LIST, token(bits(), 2, claims -> claims.withObject("/status_list").put("lst", gzip)));
        assertThat(failed(world.verify(sdJwt()), CheckName.STATUS).problem()).isEqualTo(Problem.STATUS_VERIFICATION);
        world.lists.put(LIST, new Found("text/html", Bytes.utf8("<html>")));
        assertThat(failed(world.verify(credential()), CheckName.STATUS).problem())
                .isEqualTo(Problem.STATUS_VERIFICATION);
        world.lists.put(LIST, new Found("application/vc", Bytes.utf8("{")));
        assertThat(failed(world.verify(credential()), CheckName.STATUS).problem())
                .isEqualTo(Problem.STATUS_VERIFICATION);
    }

    @Test
    void L06_aListOfAnotherIssuerIsNotBelieved() {
        var other = SoftwareSigningKey.generate(KeyType.ED25519);
        var did = "did:weid:test:0x00000000000000000000000000000000000000ff";
        world.signers.put(did + "#1", FakeSigners.found(other.publicKey(), did));

        world.lists.put(LIST, new Found("application/vc", Bytes.utf8(
                signedList(list(bits()).put("issuer", did), other, did + "#1").toString())));
        assertThat(failed(world.verify(credential()), CheckName.STATUS).code()).isEqualTo("status-list-issuer");

        world.lists.put(LIST,
                new Found("application/vc", Bytes.utf8(signedList(list(bits()), other, did + "#1").toString())));
        assertThat(failed(world.verify(credential()), CheckName.STATUS).code()).isEqualTo("status-list-issuer");

        world.lists.put(LIST, token(bits(), 2, claims -> {
        }, other, did + "#1"));
        assertThat(failed(world.verify(sdJwt()), CheckName.STATUS).code()).isEqualTo("status-list-issuer");
    }

    @Test
    void L06_aListThatBringsItsOwnKeyIsNotBelieved() {
        var thief = SoftwareSigningKey.generate(KeyType.ED25519);
        var header = Json.object().put("typ", "statuslist+jwt").put("kid", World.METHOD);
        header.set("jwk", Jwk.toJson(thief.publicKey()));
        header.putArray("x5c").add("MIIB");
        world.lists.put(
                LIST,
                new Found(
                        "application/statuslist+jwt",
                        Bytes.utf8(Jws.sign(header, Bytes.utf8(claims(bits(), 2).toString()).toArray(), thief))));

        var failed = failed(world.verify(sdJwt()), CheckName.STATUS);
        assertThat(failed.problem()).isEqualTo(Problem.STATUS_VERIFICATION);
        assertThat(failed.code()).isEqualTo("status-list-signature");
    }

    @Test
    void L06_aForgedListUnderTheIssuersNameIsNotBelieved() {
        var thief = SoftwareSigningKey.generate(KeyType.ED25519);
        world.lists.put(
                LIST,
                new Found("application/vc", Bytes.utf8(signedList(list(bits()), thief, World.METHOD).toString())));

        assertThat(failed(world.verify(credential()), CheckName.STATUS).code()).isEqualTo("status-list-signature");
    }

    /** The other slots of the matrix: a token list is a statuslist+jwt, and nothing else is. */
    @Test
    void J26_noOtherTokenPassesForAStatusList() {
        for (var type : List.of("vc+jwt", "vp+jwt", "kb+jwt", "dc+sd-jwt", "JWT", "statuslist+cwt", "STATUSLIST+JWT")) {
            var header = Json.object().put("typ", type).put("kid", World.METHOD);
            world.lists.put(LIST, new Found("application/statuslist+jwt",
                    Bytes.utf8(Jws.sign(header, Bytes.utf8(claims(bits(), 2).toString()).toArray(), world.issuerKey))));

            assertThat(failed(world.verify(sdJwt()), CheckName.STATUS).problem()).as(type)
                    .isEqualTo(Problem.STATUS_VERIFICATION);
        }
    }

    @Test
    void J26_aStatusListIsNoCredentialAndNoPresentation() {
        var list = token(bits(), 2, change -> {
        }).body().asUtf8();

        for (var token : List.of(list, list + "~")) {
            assertThat(failed(world.verify(token), CheckName.STRUCTURE).code()).isEqualTo("typ-wrong");
            assertThat(world.present(World.text(token), "nonce", "audience").verified()).isFalse();
        }
    }

    @Test
    void L07_anExpiredListLeavesTheStatusUnknown() {
        var now = World.NOW.getEpochSecond();
        world.lists.put(LIST, token(bits(), 2, claims -> claims.put("iat", now - 10).put("exp", now)));
        assertThat(unknown(world.verify(sdJwt()), CheckName.STATUS).problem()).isEqualTo(Problem.STATUS_RETRIEVAL);

        world.lists.put(LIST, bitstring(bits(), list -> list.put("validUntil", "2026-06-01T12:00:00Z")));
        assertThat(unknown(world.verify(credential()), CheckName.STATUS).problem())
                .isEqualTo(Problem.STATUS_RETRIEVAL);
    }

    @Test
    void L07_aListWithoutExpiryIsBelievedForItsTtlWithinBounds() {
        var now = World.NOW.getEpochSecond();
        // ttl 0 counts as a minute, ten years as a day.
        assertUnknown(false, now - 59, 0L);
        assertUnknown(true, now - 60, 0L);
        assertUnknown(false, now - 86_399, 315_360_000L);
        assertUnknown(true, now - 86_400, 315_360_000L);
    }

    @Test
    void L08_anOlderListSeenAfterANewerOneIsARefusal() {
        var revoked = bits();
        BitstringCodec.write(revoked, 1, INDEX, 1);
        var old = bitstring(bits(), change -> {
        });
        world.clock.advance(Duration.ofMinutes(1));
        world.lists.put(LIST, bitstring(revoked, change -> {
        }));
        assertThat(failed(world.verify(credential()), CheckName.STATUS).code()).isEqualTo("revoked");

        world.lists.put(LIST, old);
        var failed = failed(world.verify(credential()), CheckName.STATUS);
        assertThat(failed.problem()).isEqualTo(Problem.STATUS_VERIFICATION);
        assertThat(failed.code()).isEqualTo("status-list-outdated");
    }

    @Test
    void L09_aListThatCannotBeFetchedLeavesTheStatusUnknownAndTheCredentialUnverified() {
        var unknown = unknown(world.verify(credential()), CheckName.STATUS);

        assertThat(unknown.code()).isEqualTo("status-source-unreachable");
        assertThat(unknown.problem()).isEqualTo(Problem.STATUS_RETRIEVAL);
        world.lists.put(LIST, new StatusLists.Answer.Missing());
        assertThat(unknown(world.verify(credential()), CheckName.STATUS).code()).isEqualTo("status-list-missing");
    }

    @Test
    void L10_aTokenListForAnotherAddressIsRefused() {
        world.lists.put(LIST, token(bits(), 2, claims -> claims.put("sub", LIST + "/")));

        assertThat(failed(world.verify(sdJwt()), CheckName.STATUS).code()).isEqualTo("status-list-subject");
    }

    @Test
    void L10_aBitstringListWithTheNameOfAnotherIsRefused() {
        world.lists.put(LIST, bitstring(bits(), list -> list.put("id", LIST + "/")));

        assertThat(failed(world.verify(credential()), CheckName.STATUS).code()).isEqualTo("status-list-subject");
    }

    @Test
    void aListThatIsNotValidYetIsNotBelievedYet() {
        world.lists.put(LIST, bitstring(bits(), list -> list.put("validFrom", "2026-06-01T12:01:01Z")));
        assertThat(unknown(world.verify(credential()), CheckName.STATUS).code()).isEqualTo("status-list-not-yet-valid");

        world.lists.put(LIST, bitstring(bits(), list -> list.put("validFrom", "2026-06-01T12:01:00Z")));
        assertThat(world.verify(credential()).verified()).isTrue();
    }

    @Test
    void theRowTellsWhenTheListOfAnotherHostWasRead() {
        var read = World.NOW.minusSeconds(30);
        world.lists.put(LIST, new Found("application/vc", bitstring(bits(), change -> {
        }).body(), Optional.of(read)));

        assertThat(world.verify(credential()).check(CheckName.STATUS).outcome()).isInstanceOfSatisfying(
                CheckOutcome.Passed.class,
                passed -> assertThat(passed.evidence().get("listReadAt").orElseThrow().stringValue())
                        .isEqualTo(read.toString()));
    }

    @Test
    void oneCredentialDoesNotSendThisServiceToHundredsOfLists() {
        var document = world.certificate();
        var entries = document.putArray("credentialStatus");
        for (int place = 0; place < 17; place++) {
            entries.addObject()
                    .put("type", "BitstringStatusListEntry")
                    .put("statusPurpose", "revocation")
                    .put("statusListIndex", "1")
                    .put("statusListCredential", LIST + place);
        }

        var unknown = unknown(world.verify(signedList(document, world.issuerKey, World.METHOD)), CheckName.STATUS);

        assertThat(unknown.code()).isEqualTo("status-entries-too-many");
        assertThat(world.fetched).isZero();
    }

    @Test
    void afterABadProofNoListIsFetched() {
        var credential = (ObjectNode) credential();
        credential.withObject("/credentialSubject").put("course", "Crane");

        failed(world.verify(credential), CheckName.PROOF);
        assertThat(world.fetched).isZero();
    }

    @Test
    void aStatusOfAnUnknownKindIsNeverTakenForGood() {
        var credential = withEntry(entry -> entry.put("type", "StatusList2021Entry"));

        assertThat(unknown(world.verify(credential), CheckName.STATUS).code()).isEqualTo("status-type-unsupported");
    }

    private void assertUnknown(boolean expected, long issuedAt, long ttl) {
        var fresh = new StatusAttacksTest();
        fresh.world.lists.put(LIST, fresh.token(bits(), 2, claims -> claims.put("iat", issuedAt).put("ttl", ttl)));
        var outcome = fresh.world.verify(fresh.sdJwt()).check(CheckName.STATUS).outcome();
        assertThat(outcome instanceof CheckOutcome.Unknown).as("%s", outcome).isEqualTo(expected);
    }

    private JsonNode credential() {
        return world.issue(
                world.dataIntegrity,
                World.with(
                        world.unsecured(world.certificate()),
                        new StatusEntry.BitstringEntry(StatusEntry.REVOCATION, INDEX, 1, LIST)));
    }

    /** A signed credential whose status entry was written by hand. */
    private ObjectNode withEntry(Consumer<ObjectNode> change) {
        var document = world.certificate();
        var entry = document.putObject("credentialStatus");
        entry.put("id", LIST + "#1")
                .put("type", "BitstringStatusListEntry")
                .put("statusPurpose", "revocation")
                .put("statusListIndex", "1")
                .put("statusListCredential", LIST);
        change.accept(entry);
        return signedList(document, world.issuerKey, World.METHOD);
    }

    private JsonNode sdJwt() {
        return world.issue(
                world.sdJwt,
                World.with(
                        World.sd(world.unsecured(world.certificate()), List.of(), world.holderKey.publicKey()),
                        new StatusEntry.TokenEntry(INDEX, LIST)));
    }

    private static byte[] bits() {
        return new byte[32_768];
    }

    private static ObjectNode list(byte[] bits) {
        var list = StrictJson.parseObject(
                """
                {"@context":["https://www.w3.org/ns/credentials/v2"],"id":"%s",
                 "type":["VerifiableCredential","BitstringStatusListCredential"],"issuer":"%s",
                 "credentialSubject":{"id":"%s#list","type":"BitstringStatusList","statusPurpose":"revocation"}}
                """
                        .formatted(LIST, World.ISSUER, LIST));
        list.withObject("/credentialSubject").put("encodedList", BitstringCodec.encode(bits));
        return list;
    }

    private Found bitstring(byte[] bits, Consumer<ObjectNode> change) {
        var list = list(bits);
        change.accept(list);
        return new Found("application/vc", Bytes.utf8(signedList(list, world.issuerKey, World.METHOD).toString()));
    }

    private ObjectNode signedList(ObjectNode list, SigningKey key, String method) {
        var options = ProofOptions.of(
                Cryptosuites.jcs().named("eddsa-jcs-2022").orElseThrow(), method, "assertionMethod")
                .withCreated(world.clock.instant());
        return SecuredDocument.sign(list, options, key);
    }

    private ObjectNode claims(byte[] bits, int size) {
        var claims = Json.object().put("sub", LIST).put("iat", world.clock.instant().getEpochSecond());
        claims.putObject("status_list").put("bits", size).put("lst", TokenStatusCodec.encode(bits));
        return claims;
    }

    private Found cwt(byte[] bits, String type, SigningKey key) {
        var list = new StatusListToken(Optional.empty(), Optional.of(LIST), world.clock.instant(), Optional.empty(),
                Optional.of(300L), 2, Bytes.of(TokenStatusCodec.compress(bits)));
        return new Found("application/statuslist+cwt", Bytes.of(Cose.sign(
                new Cose.Header(World.METHOD, type, Optional.empty(), Map.of()), list.cborClaims().encoded(), key)));
    }

    private Found token(byte[] bits, int size, Consumer<ObjectNode> change) {
        return token(bits, size, change, world.issuerKey, World.METHOD);
    }

    private Found token(byte[] bits, int size, Consumer<ObjectNode> change, SigningKey key, String method) {
        var claims = claims(bits, size);
        change.accept(claims);
        var header = Json.object().put("typ", "statuslist+jwt").put("kid", method);
        return new Found(
                "application/statuslist+jwt",
                Bytes.utf8(Jws.sign(header, Bytes.utf8(claims.toString()).toArray(), key)));
    }
}
