package id.signet.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.RunningSignet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code signet log verify-receipt}, after the service that issued is gone. */
class VerifyReceiptTest {

    @TempDir
    static Path folder;

    private static String key;
    private static String otherLogsKey;
    private static String contextUrl;

    @BeforeAll
    static void issueAndStop() throws IOException {
        try (RunningSignet signet = RunningSignet.sandbox(folder)) {
            key = signet.http().send("GET /log/key").body().strip();
            String issuer = signet.accreditedIssuer();
            for (String format : new String[]{"data-integrity", "vc+jwt", "dc+sd-jwt"}) {
                JsonNode issued = signet.issue(issuer, format);
                write(format + ".answer", issued.toString());
                write(format + ".receipt", issued.get("receipt").stringValue());
                JsonNode credential = issued.get("credential");
                write(format + ".credential", credential.isString() ? credential.stringValue() : credential.toString());
            }
            JsonNode statements = signet.issue(issuer, "data-integrity\",\"cryptosuite\":\"eddsa-rdfc-2022");
            write("statements.answer", statements.toString());
            contextUrl = statements.get("credential").get("@context").get(1).stringValue();
            write("context", signet.http().send("GET " + URI.create(contextUrl).getPath()).body());
            JsonNode did = signet.createDid("weid", "Ed25519");
            write("did.answer", did.toString());
            String entry = did.get("receipt").stringValue().replaceAll("(?s).*\nindex ([0-9]+)\n.*", "$1");
            Files.write(folder.resolve("did.entry"), Base64.getUrlDecoder()
                    .decode(signet.get("/api/v1/ledger/entries/" + entry).get("bytes").stringValue()));
        }
        try (RunningSignet other = RunningSignet.sandbox(Files.createDirectory(folder.resolve("other")))) {
            otherLogsKey = other.http().send("GET /log/key").body().strip();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "vc+jwt", "dc+sd-jwt"})
    void theServicesWholeAnswerIsEnough(String format) {
        Ran ran = Ran.command("log", "verify-receipt", "--key", key, file(format + ".answer"));
        assertThat(ran.code()).as("%s", ran).isZero();
        assertThat(ran.out()).startsWith("VERIFIED\n").contains("leaf", "logged at", "tree size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-integrity", "vc+jwt", "dc+sd-jwt"})
    void receiptAndCredentialMayBeFilesOfTheirOwn(String format) {
        assertThat(Ran.command("log", "verify-receipt", "--key", key, "--receipt", file(format + ".receipt"),
                "--credential", file(format + ".credential")).code()).isZero();
    }

    @Test
    void aCredentialWhoseStatementsAreSignedNeedsTheContextOfItsType() {
        assertThat(Ran.command("log", "verify-receipt", "--key", key, "--receipt", file("statements.answer"),
                "--credential", file("statements.answer"), "--context", contextUrl + "=" + file("context")).code())
                .isZero();

        Ran without = Ran.command("log", "verify-receipt", "--key", key, file("statements.answer"));
        assertThat(without.code()).isEqualTo(1);
        assertThat(without.out()).startsWith("NOT VERIFIED").contains("context");
    }

    @Test
    void anEntrysReceiptIsCheckedWithItsBytes() {
        assertThat(Ran.command("log", "verify-receipt", "--key", key, "--receipt", file("did.answer"), "--entry",
                file("did.entry")).code()).isZero();
    }

    @Test
    void aReceiptAloneTellsWhoSignedIt() {
        Ran ran = Ran.command("log", "verify-receipt", "--key", key, "--receipt", file("vc+jwt.receipt"));
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).doesNotContain("VERIFIED").contains("is signed by");
    }

    @ParameterizedTest
    @CsvSource({"vc+jwt.receipt,dc+sd-jwt.credential", "dc+sd-jwt.answer,data-integrity.answer",
        "did.answer,vc+jwt.credential"})
    void G09_aReceiptOfSomethingElseIsNotVerified(String receipt, String credential) {
        Ran ran = Ran.command("log", "verify-receipt", "--key", key, "--receipt", file(receipt), "--credential",
                file(credential));
        assertThat(ran.code()).as("%s", ran).isEqualTo(1);
        assertThat(ran.out()).startsWith("NOT VERIFIED: ");
    }

    @Test
    void G09_anotherLogsKeyVerifiesNothing() {
        Ran ran = Ran.command("log", "verify-receipt", "--key", otherLogsKey, file("vc+jwt.answer"));
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).startsWith("NOT VERIFIED: ");
        assertThat(Ran.command("log", "verify-receipt", "--key", otherLogsKey, "--receipt", file("vc+jwt.receipt"))
                .code()).isEqualTo(1);
    }

    @Test
    void aChangedCredentialIsNotVerified() throws IOException {
        String text = Files.readString(folder.resolve("data-integrity.answer")).replace("Fire safety", "Fire fighting");
        write("changed", text);
        assertThat(Ran.command("log", "verify-receipt", "--key", key, file("changed")).code()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "[]", "c2sp.org/tlog-proof@v1\n", "{\"receipt\":1,\"credential\":{}}",
        "{\"receipt\":\"x\",\"receipt\":\"y\"}", "\u0000"})
    void whatIsNoReceiptIsNotVerifiedAndNoFault(String text) throws IOException {
        write("bad", text);
        Ran ran = Ran.command("log", "verify-receipt", "--key", key, file("bad"));
        assertThat(ran.code()).as("%s", ran).isEqualTo(1);
        assertThat(ran.out()).startsWith("NOT VERIFIED: ").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "log.example.org+00000000+AAAA"})
    void aKeyThatIsNoneIsNotVerified(String bad) {
        assertThat(Ran.command("log", "verify-receipt", "--key", bad, file("vc+jwt.answer")).code()).isEqualTo(1);
    }

    @Test
    void aFileThatCannotBeReadIsSaidSo() throws IOException {
        assertThat(Ran.command("log", "verify-receipt", "--key", key, file("none")).code()).isEqualTo(66);
        Files.write(folder.resolve("large"), new byte[(4 << 20) + 1]);
        assertThat(Ran.command("log", "verify-receipt", "--key", key, file("large")).code()).isEqualTo(66);
        assertThat(Ran.command("log", "verify-receipt", "--key", key, folder.toString()).code()).isEqualTo(66);
    }

    @Test
    void wrongUsageShowsTheHelpAndIsNoVerdict() {
        for (String[] wrong : new String[][]{{"log"}, {"log", "verify-receipt"}, {"log", "verify"}, {"serve"},
            {"log", "verify-receipt", "--key", key},
            {"log", "verify-receipt", "--key", key, "--key", key, "--receipt", file("vc+jwt.receipt")},
            {"log", "verify-receipt", "--key", key, "--receipt", file("vc+jwt.receipt"), "--entry", "a", "--credential",
                "b"},
            {"log", "verify-receipt", "--key", key, "--log", "x"},
            {"log", "replay", "--reason", "x"}, {"log", "accept-guard-loss"},
            {"log", "accept-guard-loss", "--reason", " "}}) {
            Ran ran = Ran.command(wrong);
            assertThat(ran.code()).as(String.join(" ", wrong)).isEqualTo(64);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).contains("signet log verify-receipt");
        }
    }

    @Test
    void helpIsHelpAndOptionsOfTheServiceAreNoCommand() {
        assertThat(Ran.command("help").code()).isZero();
        assertThat(Ran.command("--help").out()).contains("signet log replay");
        assertThat(Ran.command().exitCode()).isEqualTo(OptionalInt.empty());
        assertThat(Ran.command("--spring.profiles.active=sandbox").exitCode()).isEqualTo(OptionalInt.empty());
        assertThat(Ran.command("--server.port=8081").exitCode()).isEqualTo(OptionalInt.empty());
    }

    private static void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String file(String name) {
        return folder.resolve(name).toString();
    }
}
