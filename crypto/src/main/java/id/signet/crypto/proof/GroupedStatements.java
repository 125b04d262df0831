package id.signet.crypto.proof;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.JsonPointer;
import id.signet.crypto.rdf.CanonicalDataset;
import id.signet.crypto.rdf.Dataset;
import id.signet.crypto.rdf.NotSelectable;
import id.signet.crypto.rdf.PointerRefused;
import id.signet.crypto.rdf.RdfReader;
import id.signet.crypto.rdf.Rdfc10;
import id.signet.crypto.rdf.SelectableDocument;
import id.signet.crypto.rdf.SelectableDocument.Part;

/**
 * The statements of a whole document under secret labels, in their order, and which of them are mandatory:
 * "canonicalizeAndGroup" of the ECDSA suites. Known to issuer and holder alone.
 */
final class GroupedStatements {

    private final RdfReader reader;
    private final SelectableDocument document;
    private final List<JsonPointer> mandatoryPointers;
    /** From canonical to secret. */
    private final Map<String, String> labels;
    private final List<String> lines;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final SortedSet<Integer> mandatory;

    private GroupedStatements(RdfReader reader, ObjectNode document, List<JsonPointer> mandatoryPointers,
            BiFunction<Bytes, Iterable<String>, Map<String, String>> labelling, Bytes key) {
        this.reader = reader;
        this.document = reader.selectable(document);
        this.mandatoryPointers = mandatoryPointers;
        this.labels = labelling.apply(key, this.document.canonical().labels().values());
        this.lines = this.document.canonical().lines(this::secret);
        if (lines.size() > SelectiveProofValue.MAX_STATEMENTS) {
            throw new NotSelectable("a document that can be shown in parts makes at most "
                    + SelectiveProofValue.MAX_STATEMENTS + " statements");
        }
        for (String line : lines) {
            indexes.put(line, indexes.size());
        }
        this.mandatory = indexes(this.document.part(mandatoryPointers).statements());
    }

    /**
     * @param labelling {@link SecretLabels#hmac} or {@link SecretLabels#shuffled}
     * @param key of the labelling
     * @throws NotSelectable if the document cannot be shown in parts, or makes more than 1,000 statements
     * @throws PointerRefused if a pointer names nothing
     */
    static GroupedStatements of(RdfReader reader, ObjectNode document, List<JsonPointer> mandatoryPointers,
            BiFunction<Bytes, Iterable<String>, Map<String, String>> labelling, Bytes key) {
        return new GroupedStatements(reader, document, mandatoryPointers, labelling, key);
    }

    private String secret(String canonicalLabel) {
        return labels.getOrDefault(canonicalLabel, canonicalLabel);
    }

    private SortedSet<Integer> indexes(Dataset part) {
        SortedSet<Integer> found = new TreeSet<>();
        for (String line : document.canonical().lines(part, this::secret)) {
            found.add(indexes.get(line));
        }
        return found;
    }

    List<String> lines() {
        return lines;
    }

    List<String> mandatory() {
        return lines(mandatory);
    }

    List<String> others() {
        return lines(without(allIndexes(), mandatory));
    }

    /** "hashMandatoryNQuads". */
    static Bytes hash(List<String> mandatory) {
        return Bytes.of(Hashes.sha256(Bytes.utf8(String.join("", mandatory)).toArray()));
    }

    /**
     * Some parts of the document, as far as both selective suites describe them alike.
     *
     * @param revealed the document with these parts alone
     * @param labels from the number of the label that a verifier will find to the secret label
     * @param mandatoryIndexes of the mandatory statements among those revealed
     * @param disclosedIndexes of the other revealed statements among all that are not mandatory
     */
    record Disclosure(ObjectNode revealed, SortedMap<Integer, String> labels, List<Integer> mandatoryIndexes,
            List<Integer> disclosedIndexes) {}

    /**
     * "createDisclosureData", without the signatures.
     *
     * @throws PointerRefused if a pointer names nothing, or nothing would be shown
     */
    Disclosure disclose(List<JsonPointer> selective) {
        List<JsonPointer> pointers = new ArrayList<>(mandatoryPointers);
        pointers.addAll(selective);
        if (pointers.isEmpty()) {
            throw new PointerRefused("no pointer names anything to be shown");
        }
        Part part = document.part(pointers);
        SortedSet<Integer> revealed = indexes(part.statements());
        return new Disclosure(part.document(), verifierLabels(part), places(mandatory, revealed),
                places(without(revealed, mandatory), without(allIndexes(), mandatory)));
    }

    private SortedMap<Integer, String> verifierLabels(Part part) {
        CanonicalDataset theirs = Rdfc10.canonicalize(part.statements(), Hashes::sha256);
        if (!Rdfc10.canonicalize(reader.read(part.document()), Hashes::sha256).lines().equals(theirs.lines())) {
            throw new NotSelectable("the parts would state something else by themselves than in the document");
        }
        Map<String, String> canonical = document.canonical().labels();
        SortedMap<Integer, String> found = new TreeMap<>();
        theirs.labels()
                .forEach((node, label) -> found.put(Integer.valueOf(label.substring(CanonicalDataset.PREFIX.length())),
                        secret(canonical.getOrDefault(node, node))));
        return found;
    }

    private SortedSet<Integer> allIndexes() {
        return new TreeSet<>(indexes.values());
    }

    private List<String> lines(SortedSet<Integer> chosen) {
        return chosen.stream().map(lines::get).toList();
    }

    private static SortedSet<Integer> without(SortedSet<Integer> all, SortedSet<Integer> some) {
        SortedSet<Integer> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static List<Integer> places(SortedSet<Integer> some, Collection<Integer> all) {
        List<Integer> ordered = List.copyOf(all);
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < ordered.size(); place++) {
            if (some.contains(ordered.get(place))) {
                places.add(place);
            }
        }
        return places;
    }
}
