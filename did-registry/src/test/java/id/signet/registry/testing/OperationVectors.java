package id.signet.registry.testing;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.registry.PublicUrl;
import id.signet.registry.RegistryNames;
import id.signet.registry.operation.SignedOperation;
import java.util.HexFormat;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Signed operations in the order of a log, made by a program of another language. Their bytes can never change. */
public final class OperationVectors {

    private final ObjectNode file;

    private OperationVectors(ObjectNode file) {
        this.file = file;
    }

    /** @param name of a file of {@code api-spec}'s {@code vectors} */
    public static OperationVectors ours(String name) {
        return new OperationVectors(Vectors.ours(name));
    }

    public ObjectNode file() {
        return file;
    }

    public RegistryNames names() {
        return new RegistryNames(file.get("origin").stringValue(), new PublicUrl(file.get("publicUrl").stringValue()),
                "example");
    }

    public static SignedOperation parse(JsonNode vector) {
        return SignedOperation.parse(vector.get("type").stringValue(), (ObjectNode) vector.get("operation"));
    }

    /**
     * Each is signed and hashed to the bytes of its vector, and its body is written as it was read.
     *
     * @param rewrite of a type the body, read and written again
     */
    public Stream<DynamicTest> eachIsMadeAgain(BiFunction<String, ObjectNode, ObjectNode> rewrite) {
        return file.get("operations")
                .valueStream()
                .map(vector -> DynamicTest.dynamicTest(vector.get("name").stringValue(), () -> {
                    SignedOperation signed = parse(vector);
                    SoftwareSigningKey key = SoftwareSigningKey.ofSecret(KeyType.ED25519,
                            HexFormat.of().parseHex(vector.get("secret").stringValue()));
                    ObjectNode body = signed.operation().body();

                    assertThat(signed.operation().signedBytes().asUtf8())
                            .isEqualTo(vector.get("signedText").stringValue());
                    assertThat(HexFormat.of().formatHex(Hashes.sha256(signed.operation().signedBytes().toArray())))
                            .isEqualTo(vector.get("signedSha256").stringValue());
                    assertThat(signed.operation().sign(signed.verificationMethod(), key)).isEqualTo(signed);
                    assertThat(signed.hash().base64Url()).isEqualTo(vector.get("hash").stringValue());
                    assertThat(Jcs.canonicalize(rewrite.apply(vector.get("type").stringValue(), body)))
                            .isEqualTo(Jcs.canonicalize(body));
                }));
    }
}
