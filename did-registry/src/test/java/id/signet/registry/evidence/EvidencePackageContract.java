package id.signet.registry.evidence;

import static id.signet.registry.testing.Registries.caller;
import static id.signet.registry.testing.Registries.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.note.SignatureType;
import id.signet.ledger.note.VerifierKey;
import id.signet.crypto.key.Ed25519PublicKey;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.hosting.CreateDid;
import id.signet.registry.did.hosting.HostedMethod;
import id.signet.registry.did.method.DidKey;
import id.signet.registry.evidence.EvidenceOutcome.Done;
import id.signet.registry.evidence.EvidenceRegistry.Changed;
import id.signet.registry.evidence.EvidenceRegistry.Wish;
import id.signet.registry.evidence.Expert.Verdict;
import id.signet.registry.evidence.Statement.Description;
import id.signet.registry.jdbc.JdbcEvidence;
import id.signet.registry.testing.Registries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Packages out of a real database, checked by a Java that knows nothing of us: one subclass for each database. */
abstract class EvidencePackageContract extends EvidenceInDatabase {

    private static final Bytes WORK = Bytes.utf8("an original work, 原创作品");

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Expert expert;

    private Path work;
    private EvidencePackages packages;

    @BeforeAll
    static void compileTheProgram() throws IOException {
        expert = new Expert(shared);
    }

    @BeforeEach
    void writeTheWork() throws IOException {
        work = folder.resolve("work.txt");
        Files.write(work, WORK.toArray());
        packages = packages(List.of());
    }

    private EvidencePackages packages(List<VerifierKey> witnesses) {
        return new EvidencePackages(registries.names, ledger, registries.logged, evidence,
                new JdbcEvidence(database.client(), tables), witnesses);
    }

    // --- what verifies -------------------------------------------------------------------------------------------

    @Test
    void aDepositByEachKindOfDidAndKeyVerifiesWithItsFile() throws IOException {
        for (KeyType type : List.of(KeyType.ED25519, KeyType.P256, KeyType.P384, KeyType.SECP256K1, KeyType.SM2)) {
            for (HostedMethod method : List.of(HostedMethod.WEID, HostedMethod.WEB, HostedMethod.KEY)) {
                assertVerified(zip(deposit(registries.create(method, type).did())), type + " of did:" + method);
            }
        }
        for (KeyType type : List.of(KeyType.ED25519, KeyType.P256, KeyType.P384, KeyType.SECP256K1)) {
            assertVerified(zip(deposit(registries.create(HostedMethod.JWK, type).did())), type + " of did:jwk");
        }
    }

    @Test
    void aReaderOfTheInstructionsNeedsNothingElse() throws IOException {
        Path unpacked = unpacked(zip(deposit(publisher)));

        Verdict verdict = Expert.checksAsTold(unpacked, work.toString(), "--log-key", ledger.verifierKey());

        assertThat(verdict.text()).contains("by the key given").endsWith("VERIFIED\n");
        assertThat(verdict.exit()).isZero();
        assertThat(Files.readString(unpacked.resolve("HOW-TO-CHECK.txt"))).contains("java Verify.java", "核验");
    }

    @Test
    void withoutTheLogsKeyTheReportSaysThatThePackageNamedIt() throws IOException {
        assertThat(expert.checks(zip(deposit(publisher))).text()).contains("THE KEY CAME FROM THE PACKAGE ITSELF");
    }

    @Test
    void aLongLifeVerifies() throws IOException {
        EvidenceId id = deposit(publisher);
        Did other = Registries.done(registries.dids.create(stranger(), wishFor(HostedMethod.WEID, KeyType.SM2))).did();
        evidence.invite(caller(), id, other);
        done(evidence.sign(stranger(), id, Optional.of(other)));
        assertThat(evidence.publish(caller(), id)).isInstanceOf(EvidenceOutcome.Published.class);
        Registries.done(registries.dids.rotateUpdateKey(caller(), publisher, KeyType.P256, Optional.empty()));
        Registries.done(registries.dids.addKey(caller(), publisher, KeyType.SECP256K1,
                Optional.of(method(publisher)), Optional.empty()));
        done(evidence.note(caller(), id, Optional.of(publisher), "shown to the notary\n已出示"));
        done(evidence.revoke(stranger(), id, Optional.of(other), Optional.of("by mistake")));
        done(evidence.reinstate(stranger(), id, Optional.of(other), Optional.empty()));

        Verdict verdict = expert.checks(zip(id), work.toString());

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

        assertVerified(zip(deposit(publisher)), "a DID with a controller");
    }

    @Test
    void oneOfABatchVerifiesByItself() throws IOException {
        Wish other = new Wish(Digests.ofSha256(Bytes.of(Hashes.sha256(new byte[1]))), Description.NONE,
                Optional.empty(), Optional.empty(), false);
        Done batch = done(evidence.deposit(caller(), Optional.of(publisher),
                List.of(other, other, wish(Optional.empty()), other, other)));

        assertVerified(zip(batch.statements().get(2).evidence()), "the third of five");
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
        Done done = done(evidence.deposit(caller(), Optional.of(publisher), List.of(new Wish(
                Digests.ofSha256(Bytes.of(Hashes.sha256(WORK.toArray()))), odd, Optional.empty(), Optional.empty(),
                false))));

        assertVerified(zip(done.statements().getFirst().evidence()), "odd metadata");
    }

    @Test
    void aWholeCaseVerifiesInItsOrder() throws IOException {
        CaseId id = caseOfThree();

        Verdict verdict = expert.checks(zip(id), work.toString());

        assertThat(verdict.failed()).as(verdict.text()).isEmpty();
        assertThat(verdict.text()).contains("3 deposits in order");
    }

    @Test
    void aDepositOfACaseShowsItsPlaceInIt() throws IOException {
        CaseId id = caseOfThree();
        EvidenceId second = new JdbcEvidence(database.client(), tables).ofCase(id, 1, 1).getFirst();

        assertThat(expert.checks(zip(second), work.toString()).text()).contains("number 2 of the case " + id);
    }

    @Test
    void theSameStateGivesTheSameBytes() throws IOException {
        EvidenceId id = deposit(publisher);

        assertThat(Files.readAllBytes(zip(id))).isEqualTo(Files.readAllBytes(zip(id)));
    }

    @Test
    void onlyTheTenantGetsItsPackage() {
        EvidenceId id = deposit(publisher);

        assertThat(packages.of(Registries.OTHER_TENANT, id)).isEmpty();
        assertThat(packages.of(Registries.OTHER_TENANT, caseOfThree())).isEmpty();
    }

    @Test
    void aTimeStampIsComparedWithWhatTheDepositorSigned() throws IOException {
        EvidenceId id = deposit(publisher);
        byte[] signed = evidence.find(id)
                .orElseThrow()
                .statements()
                .getFirst()
                .operation()
                .operation()
                .signedBytes()
                .toArray();
        insertTimestamp(id, 1, imprint(Hashes.sha256(signed)));
        assertThat(expert.checks(zip(id)).passed()).contains("time-stamp");

        insertTimestamp(id, 2, imprint(Hashes.sha256(new byte[1])));
        assertThat(expert.checks(zip(id)).failed()).containsExactly("time-stamp");
    }

    // --- each breaks one thing ------------------------------------------------------------------------------------

    @Test
    void anotherFileIsNotWhatWasDeposited() throws IOException {
        Path zip = zip(deposit(publisher));
        Files.write(work, Bytes.utf8("an original work, 原创作呂").toArray());

        assertThat(expert.checks(zip, work.toString()).failed()).containsExactly("content");
    }

    @Test
    void aFlippedByteOfAStatementBreaksItsIdItsAnchorAndItsSignature() throws IOException {
        Path unpacked = unpacked(zip(deposit(publisher)));
        replace(unpacked.resolve("statements/1.json"), "\"title\":\"A", "\"title\":\"B");

        Verdict verdict = expert.checks(unpacked, work.toString());

        assertThat(verdict.failed()).as(verdict.text()).containsExactlyInAnyOrder("evidence-id", "anchor");
        assertThat(verdict.passed()).doesNotContain("signature");
        assertThat(verdict.exit()).isEqualTo(1);
    }

    @Test
    void aFlippedByteOfASignatureIsFound() throws IOException {
        Path unpacked = unpacked(zip(deposit(publisher)));
        Path statement = unpacked.resolve("statements/1.json");
        String text = Files.readString(statement);
        int at = text.indexOf("\"signature\":\"") + 20;
        Files.writeString(statement, text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A')
                + text.substring(at + 1));

        assertThat(expert.checks(unpacked).failed()).containsExactly("signature");
    }

    @Test
    void aFlippedByteOfAReceiptBreaksTheAnchor() throws IOException {
        deposit(publisher);
        Path unpacked = unpacked(zip(deposit(publisher)));
        Path receipt = unpacked.resolve("receipts/1.tlog-proof");
        String text = Files.readString(receipt);
        int at = text.indexOf('\n', text.indexOf("index ")) + 5;
        Files.writeString(receipt, text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A')
                + text.substring(at + 1));

        assertThat(expert.checks(unpacked).failed()).containsExactly("anchor");
    }

    @Test
    void anotherTimeInTheReceiptLeadsToAnotherLeaf() throws IOException {
        Path unpacked = unpacked(zip(deposit(publisher)));
        Path receipt = unpacked.resolve("receipts/1.tlog-proof");
        String text = Files.readString(receipt);
        String extra = text.lines().filter(line -> line.startsWith("extra ")).findFirst().orElseThrow().substring(6);
        ObjectNode opening = StrictJson.parseObject(Base64.getDecoder().decode(extra));
        opening.put("loggedAt", opening.get("loggedAt").longValue() - 1);
        replace(receipt, extra, Base64.getEncoder().encodeToString(Jcs.canonicalize(opening)));

        assertThat(expert.checks(unpacked).failed()).containsExactly("anchor");
    }

    @Test
    void statementsInAnotherOrderFormNoChain() throws IOException {
        Path unpacked = unpacked(zip(notedTwice()));
        swap(unpacked, "statements/2.json", "statements/3.json");
        swap(unpacked, "receipts/2.tlog-proof", "receipts/3.tlog-proof");

        assertThat(expert.checks(unpacked).failed()).containsExactlyInAnyOrder("chain", "anchor");
    }

    @Test
    void aStatementThatIsLeftOutIsMissed() throws IOException {
        Path unpacked = unpacked(zip(notedTwice()));
        Files.move(unpacked.resolve("statements/3.json"), unpacked.resolve("statements/2.json"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.move(unpacked.resolve("receipts/3.tlog-proof"), unpacked.resolve("receipts/2.tlog-proof"),
                StandardCopyOption.REPLACE_EXISTING);
        replace(unpacked.resolve("package.json"), "\"statements\":3", "\"statements\":2");

        assertThat(expert.checks(unpacked).failed()).containsExactly("chain");
    }

    @Test
    void aLastStatementThatIsLeftOutIsMissedByTheNumberInThePackage() throws IOException {
        Path unpacked = unpacked(zip(notedTwice()));
        Files.delete(unpacked.resolve("statements/3.json"));

        assertThat(expert.checks(unpacked).failed()).contains("chain");
    }

    @Test
    void aPackageOfAnotherLogIsNotTheOneAskedFor() throws IOException {
        String other = new VerifierKey("log.example/test", SignatureType.ED25519,
                (Ed25519PublicKey) SoftwareSigningKey.generate(KeyType.ED25519).publicKey()).text();
        Path zip = zip(deposit(publisher));

        assertThat(expert.checks(zip, "--log-key", other).failed()).containsExactly("log-key");
    }

    @Test
    void aLogThatNamesAnotherKeyDidNotSignTheCheckpoint() throws IOException {
        String other = new VerifierKey("log.example/test", SignatureType.ED25519,
                (Ed25519PublicKey) SoftwareSigningKey.generate(KeyType.ED25519).publicKey()).text();
        Path unpacked = unpacked(zip(deposit(publisher)));
        replace(unpacked.resolve("log.json"), ledger.verifierKey(), other);

        assertThat(expert.checks(unpacked).failed()).containsExactlyInAnyOrder("key-entry", "anchor");
    }

    @Test
    void anotherKeyInTheAuthorsHistoryIsNotThatOfTheLog() throws IOException {
        Path unpacked = unpacked(zip(deposit(publisher)));
        Path entry;
        try (var keys = Files.list(unpacked.resolve("keys"))) {
            entry = keys.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow();
        }
        String foreign = DidKey.of(SoftwareSigningKey.generate(KeyType.ED25519).publicKey()).specificId();
        replaceFirst(entry, "\"publicKeyMultibase\":\"z[^\"]+", "\"publicKeyMultibase\":\"" + foreign);

        assertThat(expert.checks(unpacked).failed()).containsExactlyInAnyOrder("key-entry", "author-key");
    }

    @Test
    void aHistoryWithoutItsFirstVersionIsNone() throws IOException {
        Registries.done(registries.dids.addKey(caller(), publisher, KeyType.P256, Optional.empty(),
                Optional.empty()));
        Path unpacked = unpacked(zip(deposit(publisher)));
        Files.delete(unpacked.resolve("keys/1.json"));

        assertThat(expert.checks(unpacked).failed()).containsExactlyInAnyOrder("key-history", "author-key");
    }

    @Test
    void aKeyThatLeftTheDocumentLaterMakesNothingGood() throws IOException {
        EvidenceId id = deposit(publisher);
        Registries.done(registries.dids.revokeKey(caller(), publisher, method(publisher), Optional.of(KeyType.P256),
                Optional.empty()));

        assertThat(expert.checks(zip(id)).failed()).containsExactly("author-key");
    }

    @Test
    void whatItsDepositorTookBackDoesNotStand() throws IOException {
        EvidenceId id = deposit(publisher);
        done(evidence.revoke(caller(), id, Optional.of(publisher), Optional.empty()));

        Verdict verdict = expert.checks(zip(id), work.toString());

        assertThat(verdict.failed()).containsExactly("standing");
        assertThat(verdict.text()).contains("THE DEPOSITOR TOOK IT BACK");
    }

    @Test
    void aCaseWithoutADepositHasAGap() throws IOException {
        Path unpacked = unpacked(zip(caseOfThree()));
        replaceFirst(unpacked.resolve("package.json"), "(\\{\"evidence\":\"[^\"]+\",\"folder\":\"deposits/2/\"[^}]+},)",
                "");

        assertThat(expert.checks(unpacked).failed()).containsExactly("case");
    }

    @Test
    void aCaseInAnotherOrderIsNotTheCase() throws IOException {
        Path unpacked = unpacked(zip(caseOfThree()));
        replaceFirst(unpacked.resolve("package.json"),
                "(\\{\"evidence\"[^}]+deposits/1/[^}]+}),(\\{[^}]+deposits/2/[^}]+})", "$2,$1");

        assertThat(expert.checks(unpacked).failed()).containsExactly("case");
    }

    @Test
    void aWitnessThatDidNotSignIsMissedByWhoAsksForIt() throws IOException {
        VerifierKey witness = new VerifierKey("witness.example", SignatureType.COSIGNATURE_V1,
                (Ed25519PublicKey) SoftwareSigningKey.generate(KeyType.ED25519).publicKey());
        packages = packages(List.of(witness));
        Path zip = zip(deposit(registries.create(HostedMethod.KEY, KeyType.ED25519).did()));

        assertThat(expert.checks(zip).text()).contains("cosigned by 0 of 1 witnesses that the package names");
        assertThat(expert.checks(zip, "--witness", witness.text(), "--quorum", "1").failed())
                .containsExactly("anchor");
    }

    // -------------------------------------------------------------------------------------------------------------

    private static CreateDid wishFor(HostedMethod method, KeyType type) {
        return new CreateDid(method, type);
    }

    private static Wish wish(Optional<CaseId> inCase) {
        return new Wish(new Digests(Optional.of(Bytes.of(Hashes.sha256(WORK.toArray()))),
                Optional.of(Bytes.of(Hashes.sm3(WORK.toArray()))), Optional.empty()),
                new Description(Optional.of((long) WORK.size()), Optional.of("A work"), Optional.of("作品.txt"),
                        Optional.empty(), Optional.empty()),
                inCase, Optional.empty(), false);
    }

    private EvidenceId deposit(Did author) {
        return done(evidence.deposit(caller(), Optional.of(author), List.of(wish(Optional.empty()))))
                .statements()
                .getFirst()
                .evidence();
    }

    private EvidenceId notedTwice() {
        EvidenceId id = deposit(publisher);
        done(evidence.note(caller(), id, Optional.of(publisher), "first"));
        done(evidence.note(caller(), id, Optional.of(publisher), "second"));
        return id;
    }

    private CaseId caseOfThree() {
        CaseId id = ((Changed.Made<CaseId>) evidence.openCase(caller(), "Copying of a novel")).value();
        Wish wish = wish(Optional.of(id));
        done(evidence.deposit(caller(), Optional.of(publisher), List.of(wish)));
        done(evidence.deposit(caller(), Optional.empty(), List.of(wish, wish)));
        return id;
    }

    private static Done done(EvidenceOutcome outcome) {
        if (outcome instanceof Done done) {
            return done;
        }
        throw new AssertionError("not done: " + outcome);
    }

    private DidUrl method(Did did) {
        return registries.logged.state(did)
                .orElseThrow()
                .document()
                .methods(Relationship.ASSERTION_METHOD)
                .getFirst()
                .id();
    }

    private void insertTimestamp(EvidenceId id, long madeAt, byte[] token) {
        database.client()
                .sql("INSERT INTO evidence_timestamp (evidence, made_at, token) VALUES (?, ?, ?)")
                .params(id.value(), madeAt, token)
                .update();
    }

    /** The part of a token that the program reads: AlgorithmIdentifier of SHA-256, then the digest. */
    private static byte[] imprint(byte[] digest) {
        ByteArrayOutputStream token = new ByteArrayOutputStream();
        token.writeBytes(HexFormat.of().parseHex("3031300d060960864801650304020105000420"));
        token.writeBytes(digest);
        return token.toByteArray();
    }

    private Path zip(EvidenceId id) throws IOException {
        return written(packages.of(Registries.TENANT, id).orElseThrow());
    }

    private Path zip(CaseId id) throws IOException {
        return written(packages.of(Registries.TENANT, id).orElseThrow());
    }

    private Path written(EvidencePackages.EvidencePackage made) throws IOException {
        Path zip = Files.createTempFile(folder, "package", ".zip");
        try (var out = Files.newOutputStream(zip)) {
            made.writeTo(out);
        }
        return zip;
    }

    private Path unpacked(Path zip) throws IOException {
        return Expert.unpack(zip, Files.createTempDirectory(folder, "package"));
    }

    private static void replace(Path file, String part, String replacement) throws IOException {
        replaceFirst(file, Pattern.quote(part), replacement);
    }

    private static void replaceFirst(Path file, String pattern, String replacement) throws IOException {
        String text = Files.readString(file);
        String changed = text.replaceFirst(pattern, replacement);
        assertThat(changed).isNotEqualTo(text);
        Files.writeString(file, changed);
    }

    private static void swap(Path folder, String one, String two) throws IOException {
        byte[] kept = Files.readAllBytes(folder.resolve(one));
        Files.write(folder.resolve(one), Files.readAllBytes(folder.resolve(two)));
        Files.write(folder.resolve(two), kept);
    }

    private void assertVerified(Path zip, String what) throws IOException {
        Verdict verdict = expert.checks(zip, work.toString(), "--log-key", ledger.verifierKey());
        assertThat(verdict.failed()).as(what + "\n" + verdict.text()).isEmpty();
        assertThat(verdict.passed()).contains("signature", "anchor", "author-key", "content");
        assertThat(verdict.exit()).isZero();
    }
}
