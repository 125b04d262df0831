package id.signet.crypto.bbs;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.crypto.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The test vectors of draft-irtf-cfrg-bbs-signatures §8 and appendix D, for both ciphersuites. */
class BbsVectorsTest {

    private static final JsonNode VECTORS = read();

    private static JsonNode read() {
        try (InputStream in = Objects
                .requireNonNull(BbsVectorsTest.class.getResourceAsStream("draft-vectors.json"))) {
            return StrictJson.parse(in.readAllBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void aKeyIsDerivedFromItsMaterial(Ciphersuite suite) {
        JsonNode vector = of(suite).get("keyPair");
        BbsSecretKey key = bbs(suite).deriveKey(bytes(vector, "material").toArray(),
                bytes(vector, "info").toArray(), bytes(vector, "tag").toArray());

        assertThat(Bytes.of(key.secret())).isEqualTo(bytes(vector, "secret"));
        assertThat(key.publicKey().encoded()).isEqualTo(bytes(vector, "public"));
    }

    @ParameterizedTest
    @MethodSource("suites")
    void theGeneratorsAreThoseOfTheDraft(Ciphersuite suite) {
        JsonNode vector = of(suite).get("generators");

        assertThat(Bytes.of(G1.encode(suite.generators().base()))).isEqualTo(bytes(vector, "base"));
        assertThat(suite.generators().forMessages(10))
                .extracting(Generators.Generator::encoded)
                .isEqualTo(list(vector.get("all")).map(BbsVectorsTest::bytes).toList());
    }

    @ParameterizedTest
    @MethodSource("suites")
    void bytesAndMessagesBecomeScalars(Ciphersuite suite) {
        JsonNode scalar = of(suite).get("scalar");
        assertThat(suite.scalar(bytes(scalar, "input").toArray())).isEqualTo(number(scalar.get("scalar")));

        JsonNode messages = of(suite).get("messages");
        assertThat(suite.scalars(list(messages).map(vector -> bytes(vector, "message")).toList()))
                .isEqualTo(list(messages).map(vector -> number(vector.get("scalar"))).toList());
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void aSignatureIsMadeAndJudgedAsInTheDraft(Ciphersuite suite, JsonNode vector) {
        BbsInput input = new BbsInput(bytes(vector, "header"), messages(vector));
        BbsPublicKey publicKey = new BbsPublicKey(bytes(vector, "public"));
        BbsSignature signature = BbsSignature.parse(bytes(vector, "signature"));
        boolean good = vector.get("valid").booleanValue();

        assertThat(bbs(suite).verify(publicKey, input, signature)).isEqualTo(good);
        if (good) {
            assertThat(bbs(suite).sign(BbsSecretKey.of(bytes(vector, "secret").toArray()), input).encoded())
                    .isEqualTo(bytes(vector, "signature"));
        }
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void aProofIsJudgedAsInTheDraft(Ciphersuite suite, JsonNode vector) {
        List<Bytes> messages = messages(vector);
        SortedMap<Integer, Bytes> shown = new TreeMap<>();
        list(vector.get("disclosed")).forEach(index -> shown.put(index.intValue(), messages.get(index.intValue())));

        assertThat(bbs(suite).verifyProof(new BbsPublicKey(bytes(vector, "public")),
                BbsProof.parse(bytes(vector, "proof")), bytes(vector, "header"), bytes(vector, "presentationHeader"),
                shown)).isEqualTo(vector.get("valid").booleanValue());
    }

    @ParameterizedTest
    @MethodSource("goodProofs")
    void withTheDraftsRandomScalarsAProofIsMadeAsInTheDraft(Ciphersuite suite, JsonNode vector) {
        TreeSet<Integer> shown = new TreeSet<>();
        list(vector.get("disclosed")).forEach(index -> shown.add(index.intValue()));
        List<Bytes> messages = messages(vector);
        JsonNode random = of(suite).get("random");

        BbsProof proof = bbs(suite).prove(new BbsPublicKey(bytes(vector, "public")),
                new BbsInput(bytes(vector, "header"), messages), BbsSignature.parse(bytes(vector, "signature")),
                bytes(vector, "presentationHeader"), shown, seededScalars(suite, bytes(random, "seed"),
                        5 + messages.size() - shown.size()));

        assertThat(proof.encoded()).isEqualTo(bytes(vector, "proof"));
    }

    @ParameterizedTest
    @MethodSource("suites")
    void theSeededScalarsOfTheseTestsAreThoseOfTheDraft(Ciphersuite suite) {
        JsonNode random = of(suite).get("random");
        Supplier<BigInteger> scalars = seededScalars(suite, bytes(random, "seed"), 10);

        assertThat(list(random.get("scalars")).map(BbsVectorsTest::number)).allSatisfy(
                scalar -> assertThat(scalars.get()).isEqualTo(scalar));
    }

    /** {@code seeded_random_scalars}, §8.1. */
    static Supplier<BigInteger> seededScalars(Ciphersuite suite, Bytes seed, int count) {
        byte[] all = suite.expand(seed.toArray(), Ciphersuite.ascii(suite.api() + "MOCK_RANDOM_SCALARS_DST_"),
                count * Ciphersuite.SCALAR_EXPANSION);
        return new Supplier<>() {

            private int next;

            @Override
            public BigInteger get() {
                return new BigInteger(1, all, Ciphersuite.SCALAR_EXPANSION * next++,
                        Ciphersuite.SCALAR_EXPANSION).mod(G1.ORDER);
            }
        };
    }

    private static Stream<Ciphersuite> suites() {
        return Stream.of(Ciphersuite.SHA_256, Ciphersuite.SHAKE_256);
    }

    private static Stream<Arguments> signatures() {
        return cases("signatures", _ -> true);
    }

    private static Stream<Arguments> proofs() {
        return cases("proofs", _ -> true);
    }

    private static Stream<Arguments> goodProofs() {
        return cases("proofs", vector -> vector.get("valid").booleanValue());
    }

    private static Stream<Arguments> cases(String name, Predicate<JsonNode> wanted) {
        return suites().flatMap(suite -> list(of(suite).get(name))
                .filter(wanted)
                .map(vector -> Arguments.argumentSet(suite + ": " + vector.get("name").stringValue(), suite, vector)));
    }

    private static JsonNode of(Ciphersuite suite) {
        return VECTORS.get("suites").get(suite.equals(Ciphersuite.SHA_256) ? "SHA_256" : "SHAKE_256");
    }

    private static Bbs bbs(Ciphersuite suite) {
        return suite.equals(Ciphersuite.SHA_256) ? Bbs.SHA_256 : Bbs.SHAKE_256;
    }

    private static List<Bytes> messages(JsonNode vector) {
        return list(vector.get("messages")).map(place -> bytes(VECTORS.get("messages").get(place.intValue()))).toList();
    }

    private static Stream<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Bytes bytes(JsonNode object, String member) {
        return bytes(object.get(member));
    }

    private static Bytes bytes(JsonNode text) {
        return Bytes.of(HexFormat.of().parseHex(text.stringValue()));
    }

    private static BigInteger number(JsonNode text) {
        return new BigInteger(text.stringValue(), 16);
    }
}
