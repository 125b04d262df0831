package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Base64Url;
import id.signet.crypto.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Whoever reads a status list learns of a hundred thousand credentials at once, and its host learns of none. */
class StatusPrivacyTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"vc+jwt,/credentialStatus/0/statusListCredential", "dc+sd-jwt,/status/status_list/uri"})
    void L13_everyCredentialOfAnIssuerNamesOneListByAnAddressOfItsOwn(String format, String where) throws IOException {
        try (RunningSignet signet = RunningSignet.sandbox(folder)) {
            String issuer = signet.accreditedIssuer();
            List<String> lists = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                lists.add(payload(signet.issue(issuer, format)).at(where).stringValue());
            }

            assertThat(lists).allSatisfy(list -> assertThat(list).isEqualTo(lists.getFirst()));
            URI address = URI.create(lists.getFirst());
            assertThat(address.getQuery()).isNull();
            assertThat(address.getFragment()).isNull();
        }
    }

    @Test
    void L13_theListTellsNobodyWhichCredentialIsLookedUp() throws IOException {
        try (RunningSignet signet = RunningSignet.sandbox(folder)) {
            JsonNode issued = signet.issue(signet.accreditedIssuer(), "vc+jwt");
            String list = URI.create(payload(issued).at("/credentialStatus/0/statusListCredential").stringValue())
                    .getPath();

            assertThat(signet.http().send("GET " + list).status()).isEqualTo(200);
            assertThat(signet.http().send("GET " + list + "?index=1").status()).isEqualTo(400);
            assertThat(signet.http().send("GET " + list + "/1").status()).isEqualTo(404);
        }
    }

    private static JsonNode payload(JsonNode issued) {
        String token = issued.get("credential").isString()
                ? issued.get("credential").stringValue()
                : issued.at("/credential/id").stringValue().replaceFirst("^data:[^,]*,", "");
        return StrictJson.parseObject(Base64Url.decode(token.split("~", 2)[0].split("\\.", 3)[1]));
    }
}
