package id.signet.registry.evidence;

import static id.signet.registry.testing.Registries.caller;
import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.note.SignatureType;
import id.signet.ledger.note.VerifierKey;
import id.signet.crypto.key.Ed25519PublicKey;
import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.did.Did;
import id.signet.registry.did.method.DidKey;
import id.signet.registry.evidence.Expert.Verdict;
import id.signet.registry.testing.Registries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Packages that were altered after they were written, each in one thing. */
class SpoiledEvidencePackageTest {

    @TempDir
    static Path folder;

    private static Expert expert;
    private static Depositary desk;
    private static Registries registries;
    private static String work;

    private Did publisher;

    @BeforeAll
    static void openDepositary() throws IOException {
        expert = new Expert(folder);
        desk = new Depositary(TestDatabase.h2(), folder);
        registries = desk.registries;
        work = desk.work.toString();
    }

    @AfterAll
    static void closeDepositary() {
        desk.close();
    }

    @BeforeEach
    void anotherPublisher() {
        publisher = registries.weid();
    }

    @Test
    void anotherFileIsNotWhatWasDeposited() throws IOException {
        Path zip = desk.zip(desk.deposit(publisher));
        Path other = folder.resolve("other.txt");
        Files.write(other, Bytes.utf8("an original work, 原创作呂").toArray());

        assertThat(expert.checks(zip, other.toString()).failed()).containsExactly("content");
    }

    @Test
    void aFlippedByteOfAStatementBreaksItsIdAndItsAnchorAndNoKeyIsLookedFor() throws IOException {
        Path unpacked = desk.unpacked(desk.zip(desk.deposit(publisher)));
        replace(unpacked.resolve("statements/1.json"), "\"title\":\"A", "\"title\":\"B");

        Verdict verdict = expert.checks(unpacked, work);

        assertThat(verdict.failed()).as(verdict.text()).containsExactlyInAnyOrder("evidence-id", "anchor");
        assertThat(verdict.passed()).doesNotContain("author-key", "signature");
        assertThat(verdict.exit()).isEqualTo(1);
    }

    @Test
    void aFlippedByteOfASignatureIsFound() throws IOException {
        Path unpacked = desk.unpacked(desk.zip(desk.deposit(publisher)));
        Path statement = unpacked.resolve("statements/1.json");
        String text = Files.readString(statement);
        int at = text.indexOf("\"signature\":\"") + 20;
        Files.writeString(statement, text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A')
                + text.substring(at + 1));

        assertThat(expert.checks(unpacked).failed()).containsExactly("signature");
    }

    @Test
    void aFlippedByteOfAReceiptBreaksTheAnchor() throws IOException {
        desk.deposit(publisher);
        Path unpacked = desk.unpacked(desk.zip(desk.deposit(publisher)));
        Path receipt = unpacked.resolve("receipts/1.tlog-proof");
        String text = Files.readString(receipt);
        int at = text.indexOf('\n', text.indexOf("index ")) + 5;
        Files.writeString(receipt, text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A')
                + text.substring(at + 1));

        assertThat(expert.checks(unpacked).failed()).containsExactly("anchor");
    }

    @Test
    void anotherTimeInTheReceiptLeadsToAnotherLeaf() throws IOException {
        Path unpacked = desk.unpacked(desk.zip(desk.deposit(publisher)));
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
        Path unpacked = desk.unpacked(desk.zip(desk.notedTwice(publisher)));
        swap(unpacked, "statements/2.json", "statements/3.json");
        swap(unpacked, "receipts/2.tlog-proof", "receipts/3.tlog-proof");

        assertThat(expert.checks(unpacked).failed()).containsExactlyInAnyOrder("chain", "anchor");
    }

    @Test
    void aStatementThatIsLeftOutIsMissed() throws IOException {
        Path unpacked = desk.unpacked(desk.zip(desk.notedTwice(publisher)));
        Files.move(unpacked.resolve("statements/3.json"), unpacked.resolve("statements/2.json"),
                StandardCopyOption.REPLACE_EXISTING);
        Files.move(unpacked.resolve("receipts/3.tlog-proof"), unpacked.resolve("receipts/2.tlog-proof"),
                StandardCopyOption.REPLACE_EXISTING);
        replace(unpacked.resolve("package.json"), "\"statements\":3", "\"statements\":2");

        assertThat(expert.checks(unpacked).failed()).containsExactly("chain");
    }

    @Test
    void aLastStatementThatIsLeftOutIsMissedByTheNumberInThePackage() throws IOException {
        Path unpacked = desk.unpacked(desk.zip(desk.notedTwice(publisher)));
        Files.delete(unpacked.resolve("statements/3.json"));
        Files.delete(unpacked.resolve("receipts/3.tlog-proof"));

        assertThat(expert.checks(unpacked).failed()).containsExactlyInAnyOrder("structure", "chain");
    }

    @Test
    void aPackageOfAnotherLogIsNotTheOneAskedFor() throws IOException {
        String other = new VerifierKey("log.example/test", SignatureType.ED25519,
                (Ed25519PublicKey) SoftwareSigningKey.generate(KeyType.ED25519).publicKey()).text();
        Path zip = desk.zip(desk.deposit(publisher));

        assertThat(expert.checks(zip, "--log-key", other).failed()).containsExactly("log-key");
    }

    @Test
    void aLogThatNamesAnotherKeyDidNotSignTheCheckpoint() throws IOException {
        String other = new VerifierKey("log.example/test", SignatureType.ED25519,
                (Ed25519PublicKey) SoftwareSigningKey.generate(KeyType.ED25519).publicKey()).text();
        Path unpacked = desk.unpacked(desk.zip(desk.deposit(publisher)));
        replace(unpacked.resolve("log.json"), desk.logKey(), other);

        assertThat(expert.checks(unpacked).failed()).containsExactlyInAnyOrder("key-entry", "anchor");
    }

    @Test
    void anotherKeyInTheAuthorsHistoryIsNotThatOfTheLog() throws IOException {
        Path unpacked = desk.unpacked(desk.zip(desk.deposit(publisher)));
        Path entry = firstOfTheHistory(unpacked);
        String foreign = DidKey.of(SoftwareSigningKey.generate(KeyType.ED25519).publicKey()).specificId();
        replaceFirst(entry, "\"publicKeyMultibase\":\"z[^\"]+", "\"publicKeyMultibase\":\"" + foreign);

        assertThat(expert.checks(unpacked).failed()).containsExactlyInAnyOrder("key-entry", "author-key");
    }

    @Test
    void aHistoryWithoutItsFirstVersionIsNone() throws IOException {
        Registries.done(registries.dids.addKey(caller(), publisher, KeyType.P256, Optional.empty(),
                Optional.empty()));
        Path unpacked = desk.unpacked(desk.zip(desk.deposit(publisher)));
        Files.delete(firstOfTheHistory(unpacked));

        assertThat(expert.checks(unpacked).failed()).containsExactlyInAnyOrder("key-history", "author-key");
    }

    @Test
    void aCaseWithoutADepositHasAGap() throws IOException {
        Path unpacked = desk.unpacked(desk.zip(desk.caseOfThree(publisher)));
        replaceFirst(unpacked.resolve("package.json"), "(\\{\"evidence\":\"[^\"]+\",\"folder\":\"deposits/2/\"[^}]+},)",
                "");

        assertThat(expert.checks(unpacked).failed()).containsExactly("case");
    }

    @Test
    void aCaseInAnotherOrderIsNotTheCase() throws IOException {
        Path unpacked = desk.unpacked(desk.zip(desk.caseOfThree(publisher)));
        replaceFirst(unpacked.resolve("package.json"),
                "(\\{\"evidence\"[^}]+deposits/1/[^}]+}),(\\{[^}]+deposits/2/[^}]+})", "$2,$1");

        assertThat(expert.checks(unpacked).failed()).containsExactly("case");
    }

    // -------------------------------------------------------------------------------------------------------------

    /** The entries of keys are named by their places in the log. */
    private static Path firstOfTheHistory(Path unpacked) throws IOException {
        try (var keys = Files.list(unpacked.resolve("keys"))) {
            return keys.filter(file -> file.toString().endsWith(".json"))
                    .min(Comparator.comparingInt(file -> Integer.parseInt(
                            file.getFileName().toString().replace(".json", ""))))
                    .orElseThrow();
        }
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
}
