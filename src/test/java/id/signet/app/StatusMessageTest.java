package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.api.wire.RawHttp.Answer;
import id.signet.crypto.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Over HTTP: a status that says more than yes or no, and bears on nothing (Bitstring Status List 1.0 §2.1, statusMessage). */
class StatusMessageTest {

    @TempDir
    static Path folder;

    private static RunningSignet signet;
    private static String issuer;

    @BeforeAll
    static void start() throws IOException {
        signet = RunningSignet.sandbox(folder);
        issuer = signet.accreditedIssuer();
    }

    @AfterAll
    static void stop() {
        signet.close();
    }

    private static String wish(String format, List<String> messages) {
        ObjectNode message = Json.object().put("purpose", "message");
        message.set("messages", Json.array(messages));
        return RunningSignet.certificate(issuer, format)
                .replace("[\"revocation\",\"suspension\"]", "[\"revocation\"," + message + "]");
    }

    private static List<String> messages(int many) {
        return IntStream.range(0, many).mapToObj(number -> "message " + number).toList();
    }

    private static Answer say(JsonNode issued, int value) throws IOException {
        return signet.send("credentials/" + issued.get("id").stringValue() + "/status",
                "{\"purpose\":\"message\",\"value\":" + value + "}");
    }

    private static JsonNode statusOf(JsonNode issued, int entry) throws IOException {
        return signet.verify(issued).at("/credential/credentialStatus/" + entry);
    }

    /** What the list says, not what the credential could let it say. */
    private static String message(JsonNode report) {
        return RunningSignet.check(report, "status").at("/evidence/furtherEntries/0/message").stringValue();
    }

    @ParameterizedTest
    @CsvSource({"data-integrity,2,1,1", "data-integrity,4,2,3", "vc+jwt,16,4,9", "vc+cose,256,8,200"})
    void aMessageIsShownByTheListAndReadBySize(String format, int many, int size, int value) throws IOException {
        JsonNode issued = signet.post(201, "credentials", wish(format, messages(many)));
        JsonNode entry = statusOf(issued, 1);
        assertThat(entry.get("statusPurpose").stringValue()).isEqualTo("message");
        assertThat(entry.get("statusSize").intValue()).isEqualTo(size);
        assertThat(entry.get("statusMessage")).hasSize(many);
        assertThat(entry.at("/statusMessage/" + value + "/status").stringValue())
                .isEqualTo("0x" + Integer.toHexString(value));
        JsonNode fresh = signet.verify(issued);
        assertThat(fresh.get("verified").booleanValue()).isTrue();
        assertThat(message(fresh)).isEqualTo("message 0");

        Answer said = say(issued, value);

        assertThat(said.status()).as("%s", said).isEqualTo(200);
        JsonNode report = signet.verify(issued);
        assertThat(report.get("verified").booleanValue()).as("%s", report).isTrue();
        assertThat(message(report)).isEqualTo("message " + value);
        assertThat(report.at("/time/statusAsOf")).hasSize(2);
        assertThat(say(issued, 0).status()).isEqualTo(200);
        assertThat(message(signet.verify(issued))).isEqualTo("message 0");
    }

    @Test
    void revocationDoesNotWaitForAMessage() throws IOException {
        JsonNode issued = signet.post(201, "credentials", wish("vc+jwt", messages(4)));
        say(issued, 2);
        signet.changeStatus(issued, "revocation", true);

        assertThat(RunningSignet.check(signet.verify(issued), "status").get("code").stringValue())
                .isEqualTo("revoked");
    }

    @Test
    void aMessageThatIsNotThereIsRefused() throws IOException {
        JsonNode issued = signet.post(201, "credentials", wish("vc+jwt", messages(4)));

        assertThat(say(issued, 4).status()).isEqualTo(422);
        assertThat(say(issued, -1).status()).isEqualTo(422);
        assertThat(say(signet.issue(issuer, "vc+jwt"), 1).status()).as("issued without messages").isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "5", "17"})
    void messagesAreAsManyAsThereAreValues(int many) throws IOException {
        Answer answer = signet.send("credentials", wish("vc+jwt", messages(many)));

        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.json().get("detail").stringValue()).contains("2, 4, 16 or 256");
    }

    @Test
    void aTokenStatusListHasNoMessages() throws IOException {
        Answer answer = signet.send("credentials", wish("dc+sd-jwt", messages(4)));

        assertThat(answer.status()).as("%s", answer).isEqualTo(422);
        assertThat(answer.json().get("detail").stringValue()).contains("no messages");
    }

    @Test
    void eachSizeHasAListOfItsOwn() throws IOException {
        ArrayNode lists = Json.array();
        for (int many : new int[]{2, 4, 4}) {
            lists.add(statusOf(signet.post(201, "credentials", wish("vc+jwt", messages(many))), 1)
                    .get("statusListCredential"));
        }

        assertThat(lists.get(1)).isEqualTo(lists.get(2)).isNotEqualTo(lists.get(0));
    }
}
