package id.signet.registry.did;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.multiformats.Multikey;
import id.signet.registry.testing.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class WeidIdentifierTest {

    @TestFactory
    Stream<DynamicTest> theIdentifierFollowsFromTheUpdateKey() {
        ObjectNode vectors = Vectors.ours("did/identifiers.json");
        String network = vectors.get("network").stringValue();
        return vectors.get("identifiers")
                .valueStream()
                .map(vector -> DynamicTest.dynamicTest(vector.get("did").stringValue(),
                        () -> assertThat(
                                WeidIdentifier.of(network, Multikey.decode(vector.get("multikey").stringValue())).did())
                                .hasToString(vector.get("did").stringValue())));
    }

    @Test
    void theNetworkAndTheAddressAreReadBack() {
        Did did = Did.parse("did:weid:101:0x7e5f4552091a69125d5dfcb7b8c2659029395bdf");

        assertThat(WeidIdentifier.of(did))
                .contains(new WeidIdentifier("101", "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"did:weid:0x7e5f4552091a69125d5dfcb7b8c2659029395bdf",
        "did:weid:101:0x7E5F4552091a69125d5dfcb7b8c2659029395bdf",
        "did:weid:101:7e5f4552091a69125d5dfcb7b8c2659029395bdf",
        "did:weid:101:0x7e5f4552091a69125d5dfcb7b8c2659029395bd",
        "did:weid:A:0x7e5f4552091a69125d5dfcb7b8c2659029395bdf",
        "did:key:101:0x7e5f4552091a69125d5dfcb7b8c2659029395bdf"})
    void otherFormsAreNone(String text) {
        assertThat(WeidIdentifier.of(Did.parse(text))).isEmpty();
    }
}
