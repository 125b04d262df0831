package id.signet.crypto.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.cbor.Cbor;
import id.signet.crypto.json.JsonPointer;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.multiformats.Multibase;
import id.signet.crypto.rdf.Contexts;
import id.signet.crypto.rdf.NotSelectable;
import id.signet.crypto.rdf.PointerRefused;
import id.signet.crypto.rdf.RdfReader;

/** What a holder can show of a document, and what nobody can make of what was shown. */
class SelectiveDisclosureTest {

    private static final String CONTEXT = """
                                          {"@context": {"@protected": true,
                                           "score": "https://a.example/score", "course": "https://a.example/course",
                                           "hours": "https://a.example/hours", "taught": "https://a.example/taught",
                                           "order": {"@id": "https://a.example/order", "@container": "@list"},
                                           "title": {"@id": "https://a.example/title", "@container": "@language"},
                                           "raw": {"@id": "https://a.example/raw", "@type": "@json"},
                                           "knows": {"@id": "https://a.example/knows", "@type": "@id"}}}""";

    private static final String DOCUMENT = """
                                           {"@context": ["https://www.w3.org/ns/credentials/v2", "https://a.example/v1"],
                                            "id": "urn:uuid:1", "type": ["VerifiableCredential"], "issuer": "did:example:1",
                                            "validUntil": "2030-01-01T00:00:00Z",
                                            "credentialSubject": {"score": 80, "title": {"en": "Welding", "de": "Schweißen"},
                                              "raw": {"a": [1, 2], "b": 0},
                                              "course": [{"hours": 20, "taught": [{"hours": 5}, {"hours": 7}]},
                                                         {"hours": 20}, {"hours": 30}]}}""";

    private final RdfReader reader = RdfReader.of(Contexts.bundled()
            .and(url -> url.equals("https://a.example/v1")
                    ? Optional.of(StrictJson.parseObject(Bytes.utf8(CONTEXT).toArray()))
                    : Optional.empty()));
    private final Cryptosuites suites = Cryptosuites.with(reader);
    private final SigningKey key = SoftwareSigningKey.generate(KeyType.P256);
    private final ObjectNode base = signed(DOCUMENT, "/issuer", "/validUntil");

    @Test
    void aDerivedProofVerifiesAndTheBaseProofNeverDoes() {
        ObjectNode derived = derive("/credentialSubject/score");

        assertThat(verifies(derived)).isTrue();
        assertThat(derived.path("credentialSubject")).isEqualTo(json("{\"score\": 80}"));
        assertThat(derived.path("validUntil").stringValue()).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(read(base)).isInstanceOf(ProofReading.Base.class);
        assertThat(verifies(base)).isFalse();
    }

    @Test
    void everyProofOfADocumentIsMadeOverTheSameInput() {
        SigningInput input = read(base).input();

        assertThat(read(derive("/credentialSubject/score")).input()).isEqualTo(input);
        assertThat(read(derive("/credentialSubject")).input()).isEqualTo(input);
        assertThat(read(signed(DOCUMENT, "/issuer", "/validUntil")).input().proofHash()).isEqualTo(input.proofHash());
        assertThat(read(signed(DOCUMENT, "/issuer")).input().documentHash()).isNotEqualTo(input.documentHash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/credentialSubject", "/credentialSubject/course", "/credentialSubject/course/0",
        "/credentialSubject/course/1", "/credentialSubject/course/0/hours", "/credentialSubject/course/0/taught/1",
        "/credentialSubject/title", "/credentialSubject/title/de", "/credentialSubject/raw", "/type", "/id"})
    void anyMemberCanBeShownByItself(String pointer) {
        assertThat(verifies(derive(pointer))).isTrue();
    }

    @Test
    void objectsThatSayTheSameCanBeShownTogether() {
        ObjectNode derived = derive("/credentialSubject/course/0/hours", "/credentialSubject/course/1");

        assertThat(derived.path("credentialSubject"))
                .isEqualTo(json("{\"course\": [{\"hours\": 20}, {\"hours\": 20}]}"));
        assertThat(verifies(derived)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/credentialSubject/course/3", "/credentialSubject/course/01",
        "/credentialSubject/course/-", "/credentialSubject/score/0", "/credentialSubject/id",
        "/credentialSubject/raw/a", "/credentialSubject/raw/a/0"})
    void aPointerToNothingOrToLessThanAStatementIsRefused(String pointer) {
        assertThatThrownBy(() -> derive(pointer)).isInstanceOf(PointerRefused.class);
        assertThatThrownBy(() -> signed(DOCUMENT, pointer)).isInstanceOf(PointerRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "issuer", "#/issuer", "/a~2", "/a~"})
    void whatIsNoPointerBelowTheRootIsRefused(String text) {
        assertThatThrownBy(() -> JsonPointer.parse(text)).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"order\": [1, 2]}", "{\"knows\": \"_:b0\"}",
        "{\"id\": \"_:b0\", \"score\": 1}"})
    void aDocumentWithListsOrNamedBlankNodesIsRefused(String subject) {
        ObjectNode document = json(DOCUMENT);
        document.set("credentialSubject", json(subject));

        assertThatThrownBy(() -> signed(document.toString(), "/issuer")).isInstanceOf(NotSelectable.class);
    }

    @Test
    void aDocumentOfTooManyStatementsIsRefused() {
        ObjectNode document = json(DOCUMENT);
        ArrayNode scores = document.putObject("credentialSubject").putArray("score");
        for (int i = 0; i < 1_000; i++) {
            scores.add(i);
        }

        assertThatThrownBy(() -> signed(document.toString(), "/issuer")).isInstanceOf(NotSelectable.class)
                .hasMessageContaining("1000");
    }

    @Test
    void aSelectiveProofNeitherCoversOtherProofsNorTakesAPresentationHeader() {
        assertThatThrownBy(() -> SecuredDocument.sign(base, options("/issuer").withPreviousProof("urn:x:1"), key))
                .isInstanceOf(ProofRefused.class);
        assertThatThrownBy(() -> ((ProofReading.Base) read(base)).derive(List.of(), Bytes.of((byte) 1)))
                .isInstanceOf(ProofRefused.class);
    }

    // --- what was shown, changed -------------------------------------------------------------------------------

    @Test
    void D23_theShownDocumentCannotBeChanged() {
        ObjectNode derived = derive("/credentialSubject/score", "/credentialSubject/course/2");
        List<ObjectNode> changed = new ArrayList<>();
        changed.add(changed(derived, copy -> subject(copy).put("score", 81)));
        changed.add(changed(derived, copy -> subject(copy).put("id", "did:example:thief")));
        changed.add(changed(derived, copy -> subject(copy).put("raw", 1)));
        changed.add(changed(derived, copy -> remove(subject(copy), "score")));
        changed.add(changed(derived, copy -> remove(copy, "validUntil")));
        changed.add(changed(derived, copy -> remove(copy, "credentialSubject")));
        changed.add(changed(derived, copy -> copy.put("issuer", "did:example:2")));
        changed.add(changed(derived, copy -> copy.put("validFrom", "2020-01-01T00:00:00Z")));
        changed.add(changed(derived, copy -> copy.put("id", "urn:uuid:2")));
        changed.add(changed(derived, copy -> proof(copy).put("created", "2026-11-28T00:00:01Z")));
        changed.add(changed(derived, copy -> proof(copy).put("proofPurpose", "authentication")));

        assertThat(verifies(derived)).isTrue();
        assertThat(changed).noneMatch(this::verifies);
    }

    @Test
    void D23_partsOfTwoDisclosuresDoNotGoTogether() {
        ObjectNode one = derive("/credentialSubject/score");
        ObjectNode other = derive(signed(DOCUMENT, "/issuer", "/validUntil"), "/credentialSubject/score");

        for (int component = 0; component < 5; component++) {
            ObjectNode mixed = withComponent(one, component, value(other).components().get(component));
            boolean same = value(one).components().get(component).equals(value(other).components().get(component));
            assertThat(verifies(mixed)).as("component " + component).isEqualTo(same);
        }
    }

    @Test
    void D23_aMandatoryStatementCannotBeMadeAnotherOneOrTheOtherWayRound() {
        ObjectNode derived = derive("/credentialSubject/score");
        List<Long> mandatory = indexes(value(derived).components().get(4));

        for (int i = 0; i < mandatory.size(); i++) {
            List<Long> fewer = new ArrayList<>(mandatory);
            fewer.remove(i);
            assertThat(verifies(withComponent(derived, 4, ofIndexes(fewer)))).isFalse();
        }
        for (long i = 0; i < 12; i++) {
            List<Long> more = new ArrayList<>(mandatory);
            if (!more.contains(i)) {
                more.add(i);
                Collections.sort(more);
                assertThat(verifies(withComponent(derived, 4, ofIndexes(more)))).isFalse();
            }
        }
        List<Long> turned = new ArrayList<>(mandatory);
        Collections.reverse(turned);
        assertThat(verifies(withComponent(derived, 4, ofIndexes(turned)))).isFalse();
    }

    @Test
    void D23_aStatementCannotBeShownWithoutItsSignatureNorASignatureWithoutItsStatement() {
        ObjectNode derived = derive("/credentialSubject/score", "/credentialSubject/course/2");
        List<Cbor> signatures = ((Cbor.Array) value(derived).components().get(2)).items();

        List<Cbor> swapped = new ArrayList<>(signatures);
        Collections.swap(swapped, 0, 1);
        List<Cbor> twice = new ArrayList<>(signatures);
        twice.add(signatures.getFirst());
        for (List<Cbor> others : List.of(swapped, twice, signatures.subList(1, signatures.size()), List.<Cbor>of())) {
            assertThat(verifies(withComponent(derived, 2, Cbor.of(others)))).isFalse();
        }
    }

    @Test
    void D23_theLabelsOfNodesCannotBeSwappedMergedAddedOrLeftOut() {
        ObjectNode derived = derive("/credentialSubject/course/0", "/credentialSubject/course/2");
        Map<Cbor, Cbor> labels = ((Cbor.Dictionary) value(derived).components().get(3)).entries();
        List<Cbor> numbers = List.copyOf(labels.keySet());
        assertThat(numbers).hasSizeGreaterThan(3);

        for (int i = 1; i < numbers.size(); i++) {
            Map<Cbor, Cbor> swapped = new LinkedHashMap<>(labels);
            swapped.put(numbers.get(0), value(labels, numbers.get(i)));
            assertThat(verifies(withComponent(derived, 3, new Cbor.Dictionary(swapped)))).as("merged").isFalse();
            swapped.put(numbers.get(i), value(labels, numbers.get(0)));
            assertThat(verifies(withComponent(derived, 3, new Cbor.Dictionary(swapped)))).as("swapped").isFalse();
        }
        Map<Cbor, Cbor> fewer = new LinkedHashMap<>(labels);
        fewer.remove(numbers.getFirst());
        assertThat(verifies(withComponent(derived, 3, new Cbor.Dictionary(fewer)))).isFalse();
        Map<Cbor, Cbor> more = new LinkedHashMap<>(labels);
        more.put(Cbor.of(99), Cbor.of(new byte[32]));
        assertThat(verifies(withComponent(derived, 3, new Cbor.Dictionary(more)))).isFalse();
    }

    @Test
    void nodesThatAreAlikeCannotBeMadeOneByOneLabel() {
        ObjectNode derived = derive("/credentialSubject/course/0/hours", "/credentialSubject/course/1");
        Map<Cbor, Cbor> labels = new LinkedHashMap<>(
                ((Cbor.Dictionary) value(derived).components().get(3)).entries());
        List<Cbor> numbers = List.copyOf(labels.keySet());
        for (Cbor one : numbers) {
            for (Cbor other : numbers) {
                if (!one.equals(other)) {
                    Map<Cbor, Cbor> merged = new LinkedHashMap<>(labels);
                    merged.put(one, value(labels, other));
                    assertThatThrownBy(() -> read(withComponent(derived, 3, new Cbor.Dictionary(merged))))
                            .isInstanceOf(ProofRefused.class)
                            .hasMessageContaining("labels");
                }
            }
        }
    }

    @Test
    void everyBitOfADerivedProofValueCounts() {
        ObjectNode derived = derive("/credentialSubject/score");
        byte[] value = Multibase.decode(proof(derived).path("proofValue").stringValue());

        for (int i = 0; i < value.length * 8; i++) {
            byte[] flipped = value.clone();
            flipped[i / 8] ^= (byte) (1 << (i % 8));
            assertThat(verifies(withValue(derived, Multibase.encodeBase64Url(flipped)))).as("bit " + i).isFalse();
        }
    }

    @Test
    void aProofValueHasOneText() {
        ObjectNode derived = derive("/credentialSubject/score");
        String good = proof(derived).path("proofValue").stringValue();
        byte[] value = Multibase.decode(good);
        byte[] longer = Arrays.copyOf(value, value.length + 1);
        byte[] indefinite = longer.clone();
        indefinite[3] = (byte) 0x9f;
        indefinite[value.length] = (byte) 0xff;
        byte[] tagged = new byte[value.length + 1];
        System.arraycopy(value, 0, tagged, 0, 4);
        tagged[4] = (byte) 0xc2;
        System.arraycopy(value, 4, tagged, 5, value.length - 4);

        for (String other : List.of(Multibase.encodeBase64Url(longer), Multibase.encodeBase64Url(indefinite),
                Multibase.encodeBase64Url(tagged), Multibase.encodeBase64Url(Arrays.copyOf(value, value.length - 1)),
                Multibase.encodeBase58Btc(Arrays.copyOf(value, 100)), good + "=", good + "A", "u", "u2V0B",
                "u2V0BgA")) {
            assertThatThrownBy(() -> read(withValue(derived, other))).as(other)
                    .isInstanceOf(ProofRefused.class);
        }
    }

    @Test
    void anotherKeyThanTheIssuersDoesNotVerifyIt() {
        SecuredDocument document = SecuredDocument.parse(derive("/credentialSubject/score"), suites);

        for (KeyType type : KeyType.values()) {
            assertThat(document.verify(document.proofs().getFirst(), SoftwareSigningKey.generate(type).publicKey()))
                    .isFalse();
        }
    }

    // --- fixtures ----------------------------------------------------------------------------------------------

    private ProofOptions options(String... mandatory) {
        return ProofOptions.of(suites.named("ecdsa-sd-2023").orElseThrow(), "did:example:1#k", "assertionMethod")
                .withCreated(Instant.parse("2026-11-28T00:00:00Z"))
                .withMandatoryPointers(Arrays.stream(mandatory).map(JsonPointer::parse).toList());
    }

    private ObjectNode signed(String document, String... mandatory) {
        return SecuredDocument.sign(json(document), options(mandatory), key);
    }

    private ObjectNode derive(String... pointers) {
        return derive(base, pointers);
    }

    private ObjectNode derive(ObjectNode from, String... pointers) {
        return ((ProofReading.Base) read(from)).derive(Arrays.stream(pointers).map(JsonPointer::parse).toList(),
                Bytes.EMPTY);
    }

    private ProofReading read(ObjectNode document) {
        SecuredDocument secured = SecuredDocument.parse(document, suites);
        return secured.read(secured.proofs().getFirst());
    }

    private boolean verifies(ObjectNode document) {
        SecuredDocument secured = SecuredDocument.parse(document, suites);
        return secured.verify(secured.proofs().getFirst(), key.publicKey());
    }

    private static SelectiveProofValue value(ObjectNode document) {
        return SelectiveProofValue.parse(proof(document).path("proofValue").stringValue());
    }

    private static ObjectNode withComponent(ObjectNode document, int component, Cbor replacement) {
        SelectiveProofValue value = value(document);
        List<Cbor> components = new ArrayList<>(value.components());
        components.set(component, replacement);
        return withValue(document, new SelectiveProofValue(value.kind(), components).text());
    }

    private static ObjectNode withValue(ObjectNode document, String value) {
        return changed(document, copy -> proof(copy).put("proofValue", value));
    }

    private static ObjectNode changed(ObjectNode document, Consumer<ObjectNode> change) {
        ObjectNode copy = document.deepCopy();
        change.accept(copy);
        return copy;
    }

    private static void remove(ObjectNode object, String name) {
        object.remove(name);
    }

    private static Cbor value(Map<Cbor, Cbor> labels, Cbor number) {
        return Optional.ofNullable(labels.get(number)).orElseThrow();
    }

    private static List<Long> indexes(Cbor array) {
        return ((Cbor.Array) array).items().stream().map(item -> ((Cbor.Int) item).value()).toList();
    }

    private static Cbor ofIndexes(List<Long> indexes) {
        return Cbor.of(indexes.stream().map(index -> Cbor.of(index.longValue())).toList());
    }

    private static ObjectNode subject(ObjectNode document) {
        return (ObjectNode) document.get("credentialSubject");
    }

    private static ObjectNode proof(ObjectNode document) {
        return (ObjectNode) document.get("proof");
    }

    private static ObjectNode json(String text) {
        return StrictJson.parseObject(Bytes.utf8(text).toArray());
    }
}
