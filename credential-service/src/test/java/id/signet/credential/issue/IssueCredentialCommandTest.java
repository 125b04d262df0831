package id.signet.credential.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.credential.status.StatusPurpose;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssueCredentialCommandTest {

    private static final String GOOD = """
                                       {"issuer": "did:key:z6Mk", "type": ["VerifiableCredential", "A"], "subject": {"a": 1}, "format": "vc+jwt"}""";

    private static IssueCredentialCommand parse(String json) {
        return IssueCredentialCommand.parse(StrictJson.parseObject(json));
    }

    @Test
    void theBaseTypeIsUnderstoodAndRevocationIsTheDefaultStatus() {
        var command = parse(GOOD);

        assertThat(command.types()).containsExactly("A");
        assertThat(command.status()).containsExactly(StatusPurpose.REVOCATION);
        assertThat(parse(GOOD.replace("\"format\"", "\"status\": [], \"format\"")).status()).isEmpty();
        assertThat(parse(GOOD.replace("\"format\"", "\"schema\": 2000000, \"format\"")).schema()).contains("2000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"colour\": 1", "\"status\": [\"refresh\"]", "\"status\": \"revocation\"",
        "\"status\": [\"revocation\", \"revocation\"]", "\"validFrom\": \"2026-01-01\"",
        "\"validFrom\": \"2026-01-02T00:00:00Z\", \"validUntil\": \"2026-01-01T00:00:00Z\"", "\"schema\": 1.5",
        "\"schema\": {}", "\"disclosable\": [1]", "\"cryptosuite\": 7",
        "\"holderKey\": {\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"AA\", \"d\": \"AA\"}"})
    void aMemberOfTheWrongFormOrWithoutMeaningIsRefused(String member) {
        assertThatThrownBy(() -> parse(GOOD.replace("\"format\"", member + ", \"format\"")))
                .isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "type", "subject", "format"})
    void aMissingMemberIsRefused(String member) {
        var body = StrictJson.parseObject(GOOD);
        body.remove(member);

        assertThatThrownBy(() -> IssueCredentialCommand.parse(body)).isInstanceOf(MalformedInput.class);
    }

    @Test
    void claimsAreNotDeeperThanAReaderOfTheirPresentationTakes() {
        assertThat(parse(GOOD.replace("\"a\": 1", nested(24))).subject()).isNotEmpty();
        assertThatThrownBy(() -> parse(GOOD.replace("\"a\": 1", nested(25)))).isInstanceOf(MalformedInput.class)
                .hasMessageContaining("24 levels");
    }

    private static String nested(int levels) {
        return "\"a\": {".repeat(levels - 1) + "\"a\": 1" + "}".repeat(levels - 1);
    }
}
