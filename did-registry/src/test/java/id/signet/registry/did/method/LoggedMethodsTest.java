package id.signet.registry.did.method;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.registry.did.resolution.ResolutionError;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.testing.Registries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the resolver answers for identifiers of the methods whose history is in the log. */
class LoggedMethodsTest {

    private final Registries registries = Registries.inMemory();

    private ResolutionResult resolve(String did) {
        return registries.resolver.resolve(did, ResolutionOptions.LATEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"did:weid:test:0x7e5f4552091a69125d5dfcb7b8c2659029395bdf",
        "did:weid:other:0x7e5f4552091a69125d5dfcb7b8c2659029395bdf",
        "did:web:signet.example:dids:00112233445566778899aabbccddeeff", "did:web:signet.example:dids:me"})
    void anIdentifierThatWasNeverGivenIsNotFound(String did) {
        assertThat(resolve(did)).isInstanceOf(ResolutionResult.NotFound.class);
    }

    @ParameterizedTest
    @CsvSource({"did:weid:0x7e5f4552091a69125d5dfcb7b8c2659029395bdf,INVALID_DID",
        "did:weid:test:0x7E5F4552091A69125D5DFCB7B8C2659029395BDF,INVALID_DID", "did:weid,INVALID_DID", "x,INVALID_DID",
        "did:web:localhost,INVALID_DID", "did:example:1,METHOD_NOT_SUPPORTED"})
    void whatCannotBeResolvedHereIsRefusedWithItsReason(String did, ResolutionError error) {
        assertThat(resolve(did)).isInstanceOfSatisfying(ResolutionResult.Refused.class, refused -> {
            assertThat(refused.error()).isEqualTo(error);
            assertThat(refused.error().type()).isEqualTo("https://www.w3.org/ns/did#" + error);
        });
    }

    @Test
    void anAnswerCarriesTheEntryOfItsVersion() {
        var did = registries.weid();

        assertThat(resolve(did.toString())).isInstanceOfSatisfying(ResolutionResult.Resolved.class, resolved -> {
            var index = resolved.metadata().leafIndex().orElseThrow();
            assertThat(registries.ledger.entry(index).orElseThrow().loggedAt())
                    .isEqualTo(resolved.metadata().updated().orElseThrow());
            assertThat(registries.ledger.receipt(index)).isPresent();
        });
    }
}
