package id.signet.credential.status;

import static id.signet.credential.testing.IssuingHouse.command;
import static id.signet.credential.testing.IssuingHouse.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.credential.StatusEntry;
import id.signet.credential.issue.IssueOutcome.Issued;
import id.signet.credential.issue.IssuanceFailPoints;
import id.signet.credential.status.StatusFailPoints.Point;
import id.signet.credential.status.StatusOutcome.Published;
import id.signet.credential.status.StatusOutcome.Refused;
import id.signet.credential.status.StatusOutcome.StatusRefusal;
import id.signet.credential.status.codec.BitstringCodec;
import id.signet.credential.status.codec.TokenStatusCodec;
import id.signet.credential.testing.IssuingHouse;
import id.signet.credential.testing.IssuingHouse.Ground;
import id.signet.credential.testing.Killed;
import id.signet.crypto.Bytes;
import id.signet.ledger.LeafIndex;
import id.signet.crypto.cose.CoseSign1;
import id.signet.crypto.cose.Cose;
import id.signet.crypto.cbor.StrictCbor;
import id.signet.crypto.cbor.Cbor;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.ledger.jdbc.JdbcLedgerStore;
import id.signet.ledger.jdbc.Replay;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.receipt.ReceiptResult;
import id.signet.ledger.receipt.ReceiptVerifier;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.operation.SignedOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What status lists promise, on each database. */
abstract class StatusContract {

    private Ground ground;
    private IssuingHouse house;

    abstract TestDatabase open();

    @BeforeEach
    void enter() {
        ground = new Ground(open());
        house = new IssuingHouse(ground);
    }

    @AfterEach
    void leave() {
        house.close();
        ground.database().close();
    }

    private void restart(StatusFailPoints failPoints) {
        house = house.restarted(IssuanceFailPoints.NONE, failPoints);
    }

    private Issued issue(Did issuer, String format, String more) {
        return (Issued) house.issuing.issue(house.caller(), command(issuer, format, more));
    }

    private StatusOutcome change(UUID credential, StatusPurpose purpose, boolean value) {
        return house.status.change(house.caller(), credential, purpose, value);
    }

    private static String opaque(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private ServedList.Found served(String url, StatusFace... wanted) {
        return (ServedList.Found) house.status.publishedList(opaque(url), List.of(wanted));
    }

    /** The uncompressed bits, read out of the list as it is served by default. */
    private byte[] bits(String url) {
        var found = served(url);
        return switch (found.face()) {
            case DATA_INTEGRITY -> BitstringCodec.decode(StrictJson.parseObject(found.body().toArray())
                    .path("credentialSubject")
                    .path("encodedList")
                    .stringValue());
            case JWT ->
                BitstringCodec.decode(payload(found).path("credentialSubject").path("encodedList").stringValue());
            case TOKEN -> TokenStatusCodec.decode(payload(found).path("status_list").path("lst").stringValue());
            case TOKEN_CWT -> throw new AssertionError("never served without a wish");
        };
    }

    private static tools.jackson.databind.node.ObjectNode payload(ServedList.Found found) {
        return StrictJson.parseObject(CompactToken.parse(found.body().asUtf8()).payload().toArray());
    }

    private static int set(byte[] bits) {
        int count = 0;
        for (byte b : bits) {
            count += Integer.bitCount(b & 0xff);
        }
        return count;
    }

    @Test
    void aRevocationIsServedSignedAndInTheLogWhenTheCallReturns() {
        Did issuer = house.issuer(KeyType.ED25519);
        Issued issued = issue(issuer, "data-integrity", "");
        issue(issuer, "data-integrity", "");

        var published = (Published) change(issued.id(), StatusPurpose.REVOCATION, true);

        byte[] bits = bits(published.list());
        assertThat(set(bits)).isEqualTo(1);
        assertThat(BitstringCodec.read(bits, 1, published.index())).isEqualTo(1);
        var entry = house.ledger.entry(published.leaf()).orElseThrow();
        var operation = SignedOperation.parse(entry.type(), entry.body()).operation();
        assertThat(entry.type()).isEqualTo("status.list");
        assertThat(operation.party().did()).isEqualTo(issuer);
        assertThat(operation.sequence()).isEqualTo(2);
        assertThat(operation.body().path("list").stringValue()).isEqualTo(published.list());
        assertThat(operation.body().path("sha256").stringValue())
                .isEqualTo(Bytes.of(Hashes.sha256(bits)).base64Url());
        assertThat(new ReceiptVerifier(VerifierKey.parse(house.ledger.verifierKey()))
                .verify(entry.bytes(), published.receipt())).isInstanceOf(ReceiptResult.Verified.class);
        assertThat(house.count("SELECT COUNT(*) FROM audit WHERE action = 'credential.revocation'")).isEqualTo(1);
    }

    @Test
    void theListIsACredentialOfTheIssuerThatBothW3cFormatsRead() {
        Did issuer = house.issuer(KeyType.P256);
        var entry = (StatusEntry.BitstringEntry) house.formats.parse(issue(issuer, "vc+jwt", "").credential())
                .status()
                .getFirst();

        var embedded = served(entry.list());
        var jwt = served(entry.list(), StatusFace.JWT);

        assertThat(embedded.mediaType()).isEqualTo("application/vc");
        assertThat(jwt.mediaType()).isEqualTo("application/vc+jwt");
        var credential = house.formats.parse(StrictJson.parse(embedded.body().toArray()));
        assertThat(credential.types()).contains("BitstringStatusListCredential");
        assertThat(credential.issuer()).isEqualTo(issuer.toString());
        assertThat(credential.id()).contains(entry.list());
        assertThat(house.formats.parse(tools.jackson.databind.node.JsonNodeFactory.instance
                .stringNode(jwt.body().asUtf8())).schemaDocument().path("credentialSubject"))
                .isEqualTo(credential.schemaDocument().path("credentialSubject"));
        assertThat(house.status.publishedList(opaque(entry.list()), List.of(StatusFace.TOKEN)))
                .isInstanceOf(ServedList.NotInThisForm.class);
        assertThat(house.status.publishedList("0".repeat(32), List.of())).isInstanceOf(ServedList.Missing.class);
        assertThat(house.status.publishedList("../etc/passwd", List.of())).isInstanceOf(ServedList.Missing.class);
    }

    @Test
    void aSecp256k1IssuersListIsServedAsJwtAlone() {
        Did issuer = house.issuer(KeyType.SECP256K1);
        var entry = (StatusEntry.BitstringEntry) house.formats.parse(issue(issuer, "vc+jwt", "").credential())
                .status()
                .getFirst();

        assertThat(served(entry.list()).face()).isEqualTo(StatusFace.JWT);
        assertThat(house.status.publishedList(opaque(entry.list()), List.of(StatusFace.DATA_INTEGRITY)))
                .isEqualTo(new ServedList.NotInThisForm(Optional.of(StatusFace.JWT)));
    }

    @Test
    void aTokenListSaysSuspendedThenValidThenRevokedInTwoBits() {
        Did issuer = house.issuer(KeyType.P256);
        Issued issued = issue(issuer, "dc+sd-jwt", ", \"status\": [\"revocation\", \"suspension\"]");
        var entry = (StatusEntry.TokenEntry) house.formats.parse(issued.credential()).status().getFirst();

        change(issued.id(), StatusPurpose.SUSPENSION, true);
        assertThat(TokenStatusCodec.read(bits(entry.list()), 2, entry.index())).isEqualTo(2);
        change(issued.id(), StatusPurpose.SUSPENSION, false);
        assertThat(TokenStatusCodec.read(bits(entry.list()), 2, entry.index())).isZero();
        change(issued.id(), StatusPurpose.SUSPENSION, true);
        change(issued.id(), StatusPurpose.REVOCATION, true);
        assertThat(TokenStatusCodec.read(bits(entry.list()), 2, entry.index())).isEqualTo(1);

        var token = CompactToken.parse(served(entry.list()).body().asUtf8());
        assertThat(token.header().path("typ").stringValue()).isEqualTo("statuslist+jwt");
        var claims = StrictJson.parseObject(token.payload().toArray());
        assertThat(claims.path("sub").stringValue()).isEqualTo(entry.list());
        assertThat(claims.path("iss").stringValue()).isEqualTo(issuer.toString());
        assertThat(claims.path("exp").longValue()).isEqualTo(claims.path("iat").longValue() + 86_400);
        assertThat(claims.path("ttl").longValue()).isEqualTo(300);
        assertThat(claims.path("status_list").path("bits").intValue()).isEqualTo(2);
    }

    @Test
    void aTokenListIsServedInCborToo_withTheSameBitsAndNoFurtherLogEntry() {
        Did issuer = house.issuer(KeyType.P256);
        Issued issued = issue(issuer, "dc+sd-jwt", "");
        var published = (Published) change(issued.id(), StatusPurpose.REVOCATION, true);
        var following = house.ledger.entry(new LeafIndex(published.leaf().value() + 1));

        var found = served(published.list(), StatusFace.TOKEN_CWT);

        assertThat(found.mediaType()).isEqualTo("application/statuslist+cwt");
        var message = CoseSign1.parse(found.body().toArray());
        assertThat(message.type()).contains("application/statuslist+cwt");
        var method = house.document(issuer).method(DidUrl.parseMethodId(message.keyId().orElseThrow())).orElseThrow();
        assertThat(Cose.verify(message, method.key())).isTrue();
        var token = StatusListToken.of((Cbor.Dictionary) StrictCbor.parse(message.payload().toArray()));
        assertThat(token).isEqualTo(StatusListToken.of(payload(served(published.list(), StatusFace.TOKEN))));
        assertThat(TokenStatusCodec.expand(token.compressed().toArray())).isEqualTo(bits(published.list()));
        assertThat(following).isEmpty();
    }

    @Test
    void revocationIsFinal() {
        Issued issued = issue(house.issuer(KeyType.ED25519), "data-integrity",
                ", \"status\": [\"revocation\", \"suspension\"]");
        var first = (Published) change(issued.id(), StatusPurpose.REVOCATION, true);
        var again = (Published) change(issued.id(), StatusPurpose.REVOCATION, true);

        assertThat(first.changed()).isTrue();
        assertThat(again.changed()).isFalse();
        assertThat(again.leaf()).isEqualTo(first.leaf());
        assertThat(change(issued.id(), StatusPurpose.REVOCATION, false))
                .isEqualTo(new Refused(StatusRefusal.REVOCATION_IS_FINAL));
        assertThat(change(issued.id(), StatusPurpose.SUSPENSION, true))
                .isEqualTo(new Refused(StatusRefusal.REVOCATION_IS_FINAL));
        assertThat(BitstringCodec.read(bits(first.list()), 1, first.index())).isEqualTo(1);
    }

    @Test
    void aStatusIsChangedByItsTenantAloneAndOnlyWhereTheCredentialCarriesIt() {
        Issued issued = issue(house.issuer(KeyType.ED25519), "data-integrity", "");

        assertThat(house.status.change(Caller.of(new TenantId("others"), "tester", "r"), issued.id(),
                StatusPurpose.REVOCATION, true)).isEqualTo(new Refused(StatusRefusal.UNKNOWN_CREDENTIAL));
        assertThat(change(UUID.randomUUID(), StatusPurpose.REVOCATION, true))
                .isEqualTo(new Refused(StatusRefusal.UNKNOWN_CREDENTIAL));
        assertThat(change(issued.id(), StatusPurpose.SUSPENSION, true))
                .isEqualTo(new Refused(StatusRefusal.PURPOSE_NOT_CARRIED));
    }

    @Test
    void aRequestThatIsSentAgainDoesNotUndoWhatCameAfterIt() {
        Issued issued = issue(house.issuer(KeyType.P256), "dc+sd-jwt", ", \"status\": [\"suspension\"]");

        house.status.change(house.caller("suspend", "b"), issued.id(), StatusPurpose.SUSPENSION, true);
        house.status.change(house.caller("resume", "b"), issued.id(), StatusPurpose.SUSPENSION, false);
        var late = (Published) house.status.change(house.caller("suspend", "b"), issued.id(), StatusPurpose.SUSPENSION,
                true);

        assertThat(late.changed()).isFalse();
        assertThat(late.value()).isFalse();
        assertThat(set(bits(late.list()))).isZero();
        assertThat(house.status.change(house.caller("suspend", "other"), issued.id(), StatusPurpose.SUSPENSION, true))
                .isEqualTo(new Refused(StatusRefusal.IDEMPOTENCY_KEY_REUSED));
    }

    @Test
    void X07_aRevocationThatRacesSuspensionsAndResumptionsIsNeverLost() throws Exception {
        Did issuer = house.issuer(KeyType.P256);
        for (int round = 0; round < 5; round++) {
            Issued issued = issue(issuer, "dc+sd-jwt", ", \"status\": [\"revocation\", \"suspension\"]");
            var entry = (StatusEntry.TokenEntry) house.formats.parse(issued.credential()).status().getFirst();
            List<Callable<StatusOutcome>> tasks = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                boolean suspend = i % 2 == 0;
                tasks.add(() -> change(issued.id(), StatusPurpose.SUSPENSION, suspend));
            }
            tasks.add(6, () -> change(issued.id(), StatusPurpose.REVOCATION, true));

            var outcomes = together(tasks);

            assertThat(outcomes.get(6)).isInstanceOf(Published.class);
            assertThat(TokenStatusCodec.read(bits(entry.list()), 2, entry.index())).isEqualTo(1);
        }
    }

    @Test
    void manyRevocationsAtOnceShareEntriesAndAllAreShown() throws Exception {
        Did issuer = house.issuer(KeyType.ED25519);
        List<UUID> credentials = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            credentials.add(issue(issuer, "data-integrity", "").id());
        }
        long before = house.ledger.size().value();

        var outcomes = together(credentials.stream()
                .<Callable<StatusOutcome>>map(
                        credential -> () -> change(credential, StatusPurpose.REVOCATION, true))
                .toList());

        assertThat(outcomes).hasOnlyElementsOfType(Published.class);
        assertThat(set(bits(((Published) outcomes.getFirst()).list()))).isEqualTo(30);
        assertThat(house.ledger.size().value() - before).isLessThan(30);
    }

    @ParameterizedTest
    @EnumSource(Point.class)
    void R2_aRevocationOnDiskIsPublishedAfterARestartWhereverTheServiceStopped(Point point) {
        Did issuer = house.issuer(KeyType.ED25519);
        Issued issued = issue(issuer, "data-integrity", "");
        var entry = (StatusEntry.BitstringEntry) house.formats.parse(issued.credential()).status().getFirst();
        restart(reached -> {
            if (reached == point) {
                throw new Killed();
            }
        });
        assertThatThrownBy(() -> change(issued.id(), StatusPurpose.REVOCATION, true)).isInstanceOf(Throwable.class);

        restart(StatusFailPoints.NONE);
        assertThat(house.status.sweep()).isZero();

        assertThat(BitstringCodec.read(bits(entry.list()), 1, entry.index())).isEqualTo(1);
        assertThat(house.count("SELECT COUNT(*) FROM audit WHERE action = 'credential.revocation'")).isEqualTo(1);
        // sequence 1 is the list as it was opened; whatever happened, the revocation made one version
        assertThat(house.count("SELECT sequence FROM status_list_version")).isEqualTo(2);
        assertThat(((Published) change(issued.id(), StatusPurpose.REVOCATION, true)).changed()).isFalse();
    }

    @Test
    void L08_anOlderListNeverReplacesANewerOne() {
        Did issuer = house.issuer(KeyType.ED25519);
        Issued issued = issue(issuer, "data-integrity", "");
        var list = house.statusStore.entries(IssuingHouse.TENANT, issued.id()).getFirst().position().list();
        var old = house.statusStore.find(list).orElseThrow();
        var oldFace = house.statusStore.served(list, StatusFace.DATA_INTEGRITY).orElseThrow();
        var published = (Published) change(issued.id(), StatusPurpose.REVOCATION, true);

        boolean served = house.statusStore.serve(list, old.sequence(), old.leaf().orElseThrow(),
                old.signedBy().orElseThrow(), old.changes(),
                List.of(oldFace), Optional.empty());

        assertThat(served).isFalse();
        assertThat(set(bits(published.list()))).isEqualTo(1);
    }

    @Test
    void aSignatureIsRenewedBeforeItExpiresAndMakesNoEntry() {
        Did issuer = house.issuer(KeyType.ED25519);
        var entry = (StatusEntry.BitstringEntry) house.formats.parse(issue(issuer, "vc+jwt", "").credential())
                .status()
                .getFirst();
        var first = served(entry.list());
        long before = house.ledger.size().value();

        ground.clock.advance(Duration.ofHours(13));
        assertThat(house.status.sweep()).isZero();

        var renewed = served(entry.list());
        assertThat(renewed.expiresAt()).isAfter(first.expiresAt());
        assertThat(renewed.entityTag()).isNotEqualTo(first.entityTag());
        assertThat(house.ledger.size().value()).isEqualTo(before);
    }

    @Test
    void afterARotationTheListIsSignedByAKeyOfTodayAndMakesNoEntry() {
        Did issuer = house.issuer(KeyType.ED25519);
        var credential = house.formats.parse(issue(issuer, "vc+jwt", "").credential());
        var entry = (StatusEntry.BitstringEntry) credential.status().getFirst();
        var retired = DidUrl.parseMethodId(credential.signatures().getFirst().verificationMethod());
        assertThat(signer(entry.list())).isEqualTo(retired.toString());

        var rotated = (DidOutcome.Done) house.departure.alone(IssuingHouse.TENANT, issuer.toString(), () -> house.dids
                .addKey(house.caller(), issuer, KeyType.P256, Optional.of(retired), Optional.empty()));
        long after = house.ledger.size().value();

        assertThat(signer(entry.list())).isEqualTo(rotated.method().orElseThrow().toString());
        // also where a rotation went another way: the list is looked at when it is asked for
        var again = (DidOutcome.Done) house.dids.addKey(house.caller(), issuer, KeyType.P384, rotated.method(),
                Optional.empty());
        assertThat(signer(entry.list())).isEqualTo(again.method().orElseThrow().toString());
        assertThat(house.ledger.size().value()).isEqualTo(after + 1);
    }

    private String signer(String url) {
        return house.formats.parse(StrictJson.parse(served(url).body().toArray()))
                .signatures()
                .getFirst()
                .verificationMethod();
    }

    @Test
    void droppingThePublicRowsAndReplayingTheLogBringsThemBack() {
        Did issuer = house.issuer(KeyType.ED25519);
        change(issue(issuer, "data-integrity", "").id(), StatusPurpose.REVOCATION, true);
        change(issue(issuer, "dc+sd-jwt", "").id(), StatusPurpose.REVOCATION, true);
        var replay = new Replay(new JdbcLedgerStore(ground.database().dataSource(), house.tables), house.tables,
                IssuingHouse.PROJECTIONS);

        assertThat(replay.compare().identical()).isTrue();
        ground.database().client().sql("DELETE FROM status_list_version").update();
        assertThat(replay.compare().identical()).isFalse();
        replay.rebuild();
        assertThat(replay.compare().identical()).isTrue();
    }

    @Test
    void anExpiredListIsSignedAnewBeforeItIsServed() {
        Did issuer = house.issuer(KeyType.ED25519);
        var entry = (StatusEntry.BitstringEntry) house.formats.parse(issue(issuer, "vc+jwt", "").credential())
                .status()
                .getFirst();

        ground.clock.advance(Duration.ofDays(3));

        assertThat(served(entry.list()).expiresAt()).isAfter(ground.clock.instant());
    }

    @Test
    void atDeactivationALastListIsSignedThatOutlivesTheKey() {
        Did issuer = house.issuer(KeyType.ED25519);
        Issued revoked = issue(issuer, "data-integrity", "");
        Issued valid = issue(issuer, "data-integrity", "");
        var published = (Published) change(revoked.id(), StatusPurpose.REVOCATION, true);
        long before = house.ledger.size().value();

        house.departure.alone(IssuingHouse.TENANT, issuer.toString(),
                () -> house.dids.deactivate(house.caller(), issuer, Optional.empty()));

        assertThat(house.ledger.size().value()).isEqualTo(before + 1); // the deactivation; the bits did not change
        ground.clock.advance(Duration.ofDays(365));
        assertThat(house.status.sweep()).isZero();
        var last = served(published.list());
        assertThat(last.expiresAt()).isAfter(ground.clock.instant().plus(Duration.ofDays(365)));
        assertThat(set(bits(published.list()))).isEqualTo(1);
        assertThat(change(valid.id(), StatusPurpose.REVOCATION, true))
                .isEqualTo(new Refused(StatusRefusal.ISSUER_DEACTIVATED));
    }

}
