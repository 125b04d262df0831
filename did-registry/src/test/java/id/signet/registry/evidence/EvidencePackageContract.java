package id.signet.registry.evidence;

import static id.signet.registry.evidence.Depositary.done;
import static id.signet.registry.testing.Registries.caller;
import static id.signet.registry.testing.Registries.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.Ed25519PublicKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.note.SignatureType;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.CreateDid;
import id.signet.registry.did.hosting.HostedMethod;
import id.signet.registry.evidence.EvidenceOutcome.Done;
import id.signet.registry.evidence.EvidenceRegistry.Wish;
import id.signet.registry.evidence.Expert.Verdict;
import id.signet.registry.evidence.Statement.Description;
import id.signet.registry.testing.Registries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages out of a real database, checked by a Java that knows nothing of us: one subclass for each database. */
abstract class EvidencePackageContract {

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Expert expert;

    private Depositary desk;
    private Registries registries;
    private EvidenceRegistry evidence;
    private Did publisher;
    private String work;

    abstract TestDatabase open();

    @BeforeAll
    static void compileTheProgram() throws IOException {
        expert = new Expert(shared);
    }

    @BeforeEach
    void openDepositary() throws IOException {
        desk = new Depositary(open(), folder);
        registries = desk.registries;
        evidence = desk.evidence;
        publisher = registries.weid();
        work = desk.work.toString();
    }

    @AfterEach
    void closeDepositary() {
        desk.close();
    }

    @Test
    void aDepositByEachKindOfDidAndKeyVerifiesWithItsFile() throws IOException {
        for (KeyType type : List.of(KeyType.ED25519, KeyType.P256, KeyType.P384, KeyType.SECP256K1, KeyType.SM2)) {
            for (HostedMethod method : List.of(HostedMethod.WEID, HostedMethod.WEB, HostedMethod.KEY)) {
                assertVerified(desk.zip(desk.deposit(registries.create(method, type).did())),
                        type + " of did:" + method);
            }
        }
        for (KeyType type : List.of(KeyType.ED25519, KeyType.P256, KeyType.P384, KeyType.SECP256K1)) {
            assertVerified(desk.zip(desk.deposit(registries.create(HostedMethod.JWK, type).did())),
                    type + " of did:jwk");
        }
    }

    @Test
    void aReaderOfTheInstructionsNeedsNothingElse() throws IOException {
        Path unpacked = desk.unpacked(desk.zip(desk.deposit(publisher)));

        Verdict verdict = Expert.checksAsTold(unpacked, work, "--log-key", desk.logKey());

        assertThat(verdict.text()).contains("by the key given").endsWith("VERIFIED\n");
        assertThat(verdict.exit()).isZero();
        assertThat(Files.readString(unpacked.resolve("HOW-TO-CHECK.txt"))).contains("java Verify.java", "核验");
    }

    @Test
    void withoutTheLogsKeyTheReportSaysThatThePackageNamedIt() throws IOException {
        assertThat(expert.checks(desk.zip(desk.deposit(publisher))).text())
                .contains("THE KEY CAME FROM THE PACKAGE ITSELF");
    }

    @Test
    void aLongLifeVerifies() throws IOException {
        EvidenceId id = desk.deposit(publisher);
        Did other = Registries.done(registries.dids.create(stranger(), new CreateDid(HostedMethod.WEID, KeyType.SM2)))
                .did();
        evidence.invite(caller(), id, other);
        done(evidence.sign(stranger(), id, Optional.of(other)));
        assertThat(evidence.publish(caller(), id)).isInstanceOf(EvidenceOutcome.Published.class);
        Registries.done(registries.dids.rotateUpdateKey(caller(), publisher, KeyType.P256, Optional.empty()));
        Registries.done(registries.dids.addKey(caller(), publisher, KeyType.SECP256K1,
                Optional.of(desk.method(publisher)), Optional.empty()));
        done(evidence.note(caller(), id, Optional.of(publisher), "shown to the notary\n已出示"));
        done(evidence.revoke(stranger(), id, Optional.of(other), Optional.of("by mistake")));
        done(evidence.reinstate(stranger(), id, Optional.of(other), Optional.empty()));

        Verdict verdict = expert.checks(desk.zip(id), work);

        assertThat(verdict.failed()).as(verdict.text()).isEmpty();
        assertThat(verdict.passed()).contains("package", "log-key", "key-entry", "key-history", "structure",
                "evidence-id", "chain", "anchor", "author-key", "signature", "standing", "publication", "content");
    }

    @Test
    void aDidThatItsControllerChangedVerifies() throws IOException {
        Did controller = registries.create(HostedMethod.WEID, KeyType.P256).did();
        Registries.done(registries.dids.updateControllers(caller(), publisher, List.of(controller),
                Optional.empty()));
        Registries.done(registries.dids.addKey(caller(), publisher, KeyType.P384, Optional.empty(),
                Optional.empty()));

        assertVerified(desk.zip(desk.deposit(publisher)), "a DID with a controller");
    }

    @Test
    void oneOfABatchVerifiesByItself() throws IOException {
        Wish other = new Wish(Digests.ofSha256(Bytes.of(Hashes.sha256(new byte[1]))), Description.NONE,
                Optional.empty(), Optional.empty(), false);
        Done batch = done(evidence.deposit(caller(), Optional.of(publisher),
                List.of(other, other, Depositary.wish(Optional.empty()), other, other)));

        assertVerified(desk.zip(batch.statements().get(2).evidence()), "the third of five");
    }

    /** The numbers of RFC 8785, appendix B, and texts in need of every escape. */
    @Test
    void whateverMetadataSaysHasOneCanonicalForm() throws IOException {
        Description odd = new Description(Optional.empty(), Optional.of("\"\\/\u2028😀\t\n"), Optional.empty(),
                Optional.empty(), Optional.of(StrictJson.parseObject("{\"z\":[5e-324,-5e-324,1.7976931348623157e308,"
                        + "9007199254740992,295147905179352830000,1e21,9.999999999999997e22,1e23,1.0000000000000001e23,"
                        + "9.999999999999998e20,0.000001,1e-7,333333333.3333332,333333333.33333325,-0,1.5,4.9e-323],"
                        + "\"\\t\":\"\\u0001\\b\\t\\n\\f\\r\\u001f\\u007f\","
                        + "\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"😀\":4,\"\\u0080\":null,\"\":true}")));
        Done done = done(evidence.deposit(caller(), Optional.of(publisher), List.of(Depositary.wish(odd))));

        assertVerified(desk.zip(done.statements().getFirst().evidence()), "odd metadata");
    }

    @Test
    void aWholeCaseVerifiesInItsOrder() throws IOException {
        CaseId id = desk.caseOfThree(publisher);

        Verdict verdict = expert.checks(desk.zip(id), work);

        assertThat(verdict.failed()).as(verdict.text()).isEmpty();
        assertThat(verdict.text()).contains("3 deposits in order");
    }

    @Test
    void aDepositOfACaseShowsItsPlaceInIt() throws IOException {
        CaseId id = desk.caseOfThree(publisher);
        EvidenceId second = desk.store().ofCase(id, 1, 1).getFirst();

        assertThat(expert.checks(desk.zip(second), work).text()).contains("number 2 of the case " + id);
    }

    @Test
    void theSameStateGivesTheSameBytes() throws IOException {
        EvidenceId id = desk.deposit(publisher);

        assertThat(Files.readAllBytes(desk.zip(id))).isEqualTo(Files.readAllBytes(desk.zip(id)));
    }

    @Test
    void onlyTheTenantGetsItsPackage() {
        EvidenceId id = desk.deposit(publisher);

        assertThat(desk.packages().of(Registries.OTHER_TENANT, id)).isEmpty();
        assertThat(desk.packages().of(Registries.OTHER_TENANT, desk.caseOfThree(publisher))).isEmpty();
    }

    @Test
    void aTimeStampIsComparedWithWhatTheDepositorSigned() throws IOException {
        EvidenceId id = desk.deposit(publisher);
        byte[] signed = evidence.find(id)
                .orElseThrow()
                .statements()
                .getFirst()
                .operation()
                .operation()
                .signedBytes()
                .toArray();
        desk.insertTimestamp(id, 1, imprint(Hashes.sha256(signed)));
        assertThat(expert.checks(desk.zip(id)).passed()).contains("time-stamp");

        desk.insertTimestamp(id, 2, imprint(Hashes.sha256(new byte[1])));
        assertThat(expert.checks(desk.zip(id)).failed()).containsExactly("time-stamp");
    }

    @Test
    void aKeyThatLeftTheDocumentLaterMakesNothingGood() throws IOException {
        EvidenceId id = desk.deposit(publisher);
        Registries
                .done(registries.dids.revokeKey(caller(), publisher, desk.method(publisher), Optional.of(KeyType.P256),
                        Optional.empty()));

        assertThat(expert.checks(desk.zip(id)).failed()).containsExactly("author-key");
    }

    @Test
    void whatItsDepositorTookBackDoesNotStand() throws IOException {
        EvidenceId id = desk.deposit(publisher);
        done(evidence.revoke(caller(), id, Optional.of(publisher), Optional.empty()));

        Verdict verdict = expert.checks(desk.zip(id), work);

        assertThat(verdict.failed()).containsExactly("standing");
        assertThat(verdict.text()).contains("THE DEPOSITOR TOOK IT BACK");
    }

    @Test
    void aWitnessThatDidNotSignIsMissedByWhoAsksForIt() throws IOException {
        VerifierKey witness = new VerifierKey("witness.example", SignatureType.COSIGNATURE_V1,
                (Ed25519PublicKey) SoftwareSigningKey.generate(KeyType.ED25519).publicKey());
        EvidenceId id = desk.deposit(registries.create(HostedMethod.KEY, KeyType.ED25519).did());
        Path zip = desk.written(
                desk.packages(List.of(witness)).of(Registries.TENANT, id).orElseThrow());

        assertThat(expert.checks(zip).text()).contains("cosigned by 0 of 1 witnesses that the package names");
        assertThat(expert.checks(zip, "--witness", witness.text(), "--quorum", "1").failed())
                .containsExactly("anchor");
    }

    // -------------------------------------------------------------------------------------------------------------

    /** The part of a token that the program reads: AlgorithmIdentifier of SHA-256, then the digest. */
    private static byte[] imprint(byte[] digest) {
        ByteArrayOutputStream token = new ByteArrayOutputStream();
        token.writeBytes(HexFormat.of().parseHex("3031300d060960864801650304020105000420"));
        token.writeBytes(digest);
        return token.toByteArray();
    }

    private void assertVerified(Path zip, String what) throws IOException {
        Verdict verdict = expert.checks(zip, work, "--log-key", desk.logKey());
        assertThat(verdict.failed()).as(what + "\n" + verdict.text()).isEmpty();
        assertThat(verdict.passed()).contains("signature", "anchor", "author-key", "content");
        assertThat(verdict.exit()).isZero();
    }
}
