package id.signet.credential.format.sdjwt;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.format.RegisteredClaims;
import id.signet.credential.presentation.HolderProof;
import id.signet.credential.presentation.KeyBindings;
import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.json.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tokens printed in RFC 9901; the file name is the section. */
class Rfc9901Test {

    /** Appendix A.5. */
    private static final String ISSUER_KEY = """
                                             {"kty":"EC","crv":"P-256","x":"b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ",
                                              "y":"Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8"}
                                             """;

    @ParameterizedTest
    @ValueSource(strings = {
        "5.1-issuance",
        "5.2-presentation",
        "A.1-simple-structured",
        "A.2-complex-structured",
        "A.3-sd-jwt-vc-issuance",
        "A.3-sd-jwt-vc-presentation",
        "A.4-w3c-vc-issuance",
        "A.4-w3c-vc-presentation"
    })
    void aPrintedTokenVerifiesAndItsDisclosuresFit(String section) throws IOException {
        var sdJwt = SdJwt.parse(printed(section));
        var token = CompactToken.parse(sdJwt.issuerJwt());

        assertThat(Jws.verify(token, Jwk.parse(StrictJson.parse(ISSUER_KEY)))).isTrue();
        var processed = DisclosedClaims.process(token.claims(), sdJwt.disclosures());
        assertThat(processed.claims().toString()).doesNotContain("_sd", "\"...\"");
        assertThat(sdJwt.disclosures()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.2-presentation", "A.3-sd-jwt-vc-presentation", "A.4-w3c-vc-presentation"})
    void aPrintedKeyBindingIsMadeByTheKeyInCnfOverWhatIsPresented(String section) throws IOException {
        var sdJwt = SdJwt.parse(printed(section));
        var claims = CompactToken.parse(sdJwt.issuerJwt()).claims();
        var proof = KeyBindings.parse(sdJwt.keyBinding().orElseThrow(), sdJwt, DigestAlgorithm.in(claims));

        assertThat(proof).isInstanceOfSatisfying(HolderProof.KeyBinding.class, binding -> {
            assertThat(binding.nonce()).isEqualTo("1234567890");
            assertThat(binding.audience()).isEqualTo("https://verifier.example.org");
            assertThat(binding.sdHash()).isEqualTo(binding.presentedHash());
            var holder = RegisteredClaims.parse(DisclosedClaims.process(claims, sdJwt.disclosures()).claims())
                    .holderKey()
                    .orElseThrow();
            assertThat(binding.signature().verify(holder)).isTrue();
        });
    }

    /** Section 5.2: the claims that the verifier sees. */
    @Test
    void thePresentationOfSection5ShowsWhatTheHolderChose() throws IOException {
        var sdJwt = SdJwt.parse(printed("5.2-presentation"));
        var processed = DisclosedClaims.process(
                CompactToken.parse(sdJwt.issuerJwt()).claims(), sdJwt.disclosures());

        assertThat(processed.complete()).isFalse();
        assertThat(processed.disclosed())
                .containsExactlyInAnyOrder("family_name", "address", "nationalities", "given_name");
        assertThat(processed.claims())
                .isEqualTo(StrictJson.parse(
                        """
                        {"iss":"https://issuer.example.com","iat":1683000000,"exp":1883000000,"sub":"user_42",
                         "nationalities":["US"],
                         "cnf":{"jwk":{"kty":"EC","crv":"P-256","x":"TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc",
                           "y":"ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4jT9F2HZQ"}},
                         "family_name":"Doe","given_name":"John",
                         "address":{"street_address":"123 Main St","locality":"Anytown","region":"Anystate","country":"US"}}
                        """));
    }

    /** Section 4.2.3: the printed digest of a printed disclosure. */
    @Test
    void thePrintedDisclosuresHaveThePrintedDigests() {
        assertThat(Disclosure.parse("WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd")
                .digest(DigestAlgorithm.SHA_256))
                .isEqualTo("jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4");
        var element = Disclosure.parse("WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIlVTIl0");
        assertThat(element.name()).isEmpty();
        assertThat(element.digest(DigestAlgorithm.SHA_256)).isEqualTo("pFndjkZ_VCzmyTa6UjlZo3dh-ko8aIKQc9DlGzhaVYo");
    }

    static String printed(String section) throws IOException {
        try (var in = Objects.requireNonNull(
                Rfc9901Test.class.getResourceAsStream("/rfc9901/" + section + ".txt"), section)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }
}
