package id.signet.crypto.rdf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.OfficialVectors;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.rdf.Term.BlankNode;
import id.signet.crypto.rdf.Term.Iri;

class Rdfc10Test {

    private static final Iri KNOWS = new Iri("https://a.example/knows");

    /** All of the W3C's test suite for RDF Dataset Canonicalization: 64 texts, 21 maps, one poison graph. */
    @TestFactory
    List<DynamicTest> theTestsOfTheW3c() {
        ObjectNode manifest = StrictJson.parseObject(OfficialVectors.bytes("w3c-rdf-canon/manifest.jsonld"));
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode entry : manifest.path("entries")) {
            tests.add(DynamicTest.dynamicTest(entry.path("id").stringValue() + " " + entry.path("name").stringValue(),
                    () -> run(entry)));
        }
        assertThat(tests).hasSize(86);
        return tests;
    }

    private static void run(JsonNode entry) {
        NQuadsText input = NQuadsText.parse(text(entry.path("action").stringValue()));
        UnaryOperator<byte[]> hash = entry.path("hashAlgorithm").asString("SHA256").equals("SHA384")
                ? Hashes::sha384
                : Hashes::sha256;
        switch (entry.path("type").stringValue()) {
            case "rdfc:RDFC10EvalTest" -> assertThat(
                    new String(Rdfc10.canonicalize(input.dataset(), hash).bytes(), UTF_8))
                    .isEqualTo(text(entry.path("result").stringValue()));
            case "rdfc:RDFC10MapTest" -> {
                Map<String, String> labels = new LinkedHashMap<>();
                Rdfc10.canonicalize(input.dataset(), hash)
                        .labels()
                        .forEach((label, canonical) -> labels.put(input.labels().get(label), canonical));
                Map<String, String> expected = new LinkedHashMap<>();
                StrictJson.parseObject(text(entry.path("result").stringValue()).getBytes(UTF_8))
                        .properties()
                        .forEach(member -> expected.put(member.getKey(), member.getValue().stringValue()));
                assertThat(labels).isEqualTo(expected);
            }
            case "rdfc:RDFC10NegativeEvalTest" ->
                assertThatThrownBy(() -> Rdfc10.canonicalize(input.dataset(), hash))
                        .isInstanceOf(DatasetTooComplex.class);
            default -> throw new IllegalArgumentException("a kind of test that is not known: " + entry);
        }
    }

    private static String text(String file) {
        return new String(OfficialVectors.bytes("w3c-rdf-canon/" + file), UTF_8);
    }

    /** Whatever form the poison has, the count stops it; without a limit each of these takes longer than a life. */
    @ParameterizedTest
    @ValueSource(strings = {"clique", "path", "cycle", "grid", "leaves"})
    void D15_aPoisonGraphIsRefusedByItsName(String form) {
        List<Quad> quads = switch (form) {
            case "clique" -> edges(12, (from, to) -> from != to);
            case "path" -> edges(3_000, (from, to) -> to == from + 1);
            case "cycle" -> edges(3_000, (from, to) -> to == (from + 1) % 3_000);
            case "grid" -> edges(100, (from, to) -> to == from + 1 || to == from + 10);
            case "leaves" -> edges(5_000, (from, to) -> to == from / 70 && to < from);
            default -> throw new IllegalArgumentException(form);
        };

        assertThatThrownBy(() -> Rdfc10.canonicalize(Dataset.of(quads), Hashes::sha256))
                .isInstanceOf(DatasetTooComplex.class);
    }

    @Test
    void tenThousandUnnamedNodesThatSayDifferentThingsAreNoTrouble() {
        List<Quad> quads = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            quads.add(new Quad(node(i), KNOWS, Term.Literal.typed("" + i, Rdf.XSD_STRING), Optional.empty()));
        }

        assertThat(Rdfc10.canonicalize(Dataset.of(quads), Hashes::sha256).labels()).hasSize(10_000);
    }

    @Test
    void neitherTheLabelsNorTheOrderMatter() {
        NQuadsText input = NQuadsText.parse(text("rdfc10/test046-in.nq"));
        byte[] canonical = Rdfc10.canonicalize(input.dataset(), Hashes::sha256).bytes();
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            List<String> labels = new ArrayList<>(input.labels().keySet());
            Collections.shuffle(labels, random);
            Dataset renamed = input.dataset()
                    .replacing(term -> term instanceof BlankNode(var label)
                            ? new BlankNode("x" + labels.indexOf(label))
                            : term);
            List<Quad> quads = new ArrayList<>(renamed.quads());
            Collections.shuffle(quads, random);

            assertThat(Rdfc10.canonicalize(Dataset.of(quads), Hashes::sha256).bytes()).isEqualTo(canonical);
        }
    }

    @Test
    void theLinesCanBeWrittenWithOtherLabels() {
        Dataset dataset = Dataset.of(List.of(new Quad(node(1), KNOWS, node(2), Optional.empty()),
                new Quad(node(2), KNOWS, KNOWS, Optional.empty())));
        CanonicalDataset canonical = Rdfc10.canonicalize(dataset, Hashes::sha256);

        assertThat(canonical.lines(label -> "u" + (9 - Integer.parseInt(label.substring(4)))))
                .containsExactlyElementsOf(canonical.lines()
                        .stream()
                        .map(line -> line.replace("c14n0", "u9").replace("c14n1", "u8"))
                        .sorted()
                        .toList());
    }

    @Test
    void linesAreSortedByCodePoint() {
        assertThat(Stream.of("\ud83d\ude00", "\uffee", "a").sorted(NQuads.CODE_POINT_ORDER))
                .containsExactly("a", "\uffee", "\ud83d\ude00");
    }

    private interface Edge {

        boolean between(int from, int to);
    }

    private static List<Quad> edges(int nodes, Edge edge) {
        List<Quad> quads = new ArrayList<>();
        for (int from = 0; from < nodes; from++) {
            for (int to = 0; to < nodes; to++) {
                if (edge.between(from, to)) {
                    quads.add(new Quad(node(from), KNOWS, node(to), Optional.empty()));
                }
            }
        }
        return quads;
    }

    private static BlankNode node(int number) {
        return new BlankNode("n" + number);
    }
}
