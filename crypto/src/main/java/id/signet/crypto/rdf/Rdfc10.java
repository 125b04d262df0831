package id.signet.crypto.rdf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import id.signet.crypto.rdf.Term.BlankNode;

/**
 * RDF Dataset Canonicalization 1.0 (W3C Recommendation, 2024-05-21): gives each blank node a label that depends on the
 * statements alone. The steps have the numbers of the text.
 *
 * <p>The work is counted, not timed, so that every machine gives the same answer: one step for each related blank node
 * that is hashed and for each that stands in a permutation. Ordinary credentials need none.
 */
public final class Rdfc10 {

    /** A step costs a few microseconds; the hardest dataset of the W3C's tests needs less than half of these. */
    static final int MAX_STEPS = 50_000;

    /** Of "Hash N-Degree Quads" in itself; bounds the stack. */
    private static final int MAX_DEPTH = 200;

    /** Copying the identifiers issued so far is work too. */
    private static final int ISSUED_PER_STEP = 16;

    private static final String TEMPORARY_PREFIX = "b";

    private final UnaryOperator<byte[]> hash;
    private final Dataset dataset;
    private final Map<String, List<Quad>> quadsOf = new LinkedHashMap<>();
    private final Map<String, String> firstDegree = new HashMap<>();
    private final IdentifierIssuer canonical = new IdentifierIssuer(CanonicalDataset.PREFIX);
    private int steps;

    private Rdfc10(Dataset dataset, UnaryOperator<byte[]> hash) {
        this.dataset = dataset;
        this.hash = hash;
    }

    /**
     * @param hash from bytes to their digest: SHA-256, or SHA-384 where a suite says so
     * @throws DatasetTooComplex if it takes more work than is allowed
     */
    public static CanonicalDataset canonicalize(Dataset dataset, UnaryOperator<byte[]> hash) {
        return new Rdfc10(dataset, hash).canonicalize();
    }

    /** Section 4.4.3. */
    private CanonicalDataset canonicalize() {
        // 2
        for (Quad quad : dataset.quads()) {
            blankNodes(quad).distinct()
                    .forEach(label -> quadsOf.computeIfAbsent(label, _ -> new ArrayList<>())
                            .add(quad));
        }
        // 3
        TreeMap<String, List<String>> byHash = new TreeMap<>();
        for (String label : quadsOf.keySet()) {
            byHash.computeIfAbsent(hashFirstDegreeQuads(label), _ -> new ArrayList<>()).add(label);
        }
        // 4
        byHash.values().removeIf(labels -> {
            if (labels.size() == 1) {
                canonical.issue(labels.getFirst());
                return true;
            }
            return false;
        });
        // 5
        for (List<String> labels : byHash.values()) {
            List<NDegree> paths = new ArrayList<>();
            for (String label : labels) {
                if (!canonical.has(label)) {
                    IdentifierIssuer temporary = new IdentifierIssuer(TEMPORARY_PREFIX);
                    temporary.issue(label);
                    paths.add(hashNDegreeQuads(label, temporary, 0));
                }
            }
            paths.sort((left, right) -> left.hash().compareTo(right.hash()));
            paths.forEach(path -> path.issuer().issued(canonical::issue));
        }
        // 6
        return new CanonicalDataset(dataset, canonical.labels());
    }

    /** Section 4.6.3. */
    private String hashFirstDegreeQuads(String reference) {
        List<String> lines = new ArrayList<>();
        for (Quad quad : quadsOf.getOrDefault(reference, List.of())) {
            lines.add(NQuads.line(quad, label -> label.equals(reference) ? "a" : "z"));
        }
        lines.sort(NQuads.CODE_POINT_ORDER);
        String digest = hash(String.join("", lines));
        firstDegree.put(reference, digest);
        return digest;
    }

    /** Section 4.7.3. */
    private String hashRelatedBlankNode(String related, Quad quad, IdentifierIssuer issuer, char position) {
        step();
        StringBuilder input = new StringBuilder().append(position);
        if (position != 'g') {
            input.append('<').append(quad.predicate().value()).append('>');
        }
        String issued = canonical.get(related);
        if (issued == null) {
            issued = issuer.get(related);
        }
        if (issued != null) {
            input.append("_:").append(issued);
        } else {
            input.append(firstDegree.get(related));
        }
        return hash(input.toString());
    }

    private record NDegree(String hash, IdentifierIssuer issuer) {}

    /** Section 4.8.3. */
    private NDegree hashNDegreeQuads(String identifier, IdentifierIssuer given, int depth) {
        if (depth > MAX_DEPTH) {
            throw new DatasetTooComplex();
        }
        // 1 to 3
        TreeMap<String, List<String>> relatedByHash = new TreeMap<>();
        for (Quad quad : quadsOf.getOrDefault(identifier, List.of())) {
            relate(quad, quad.subject(), 's', identifier, given, relatedByHash);
            relate(quad, quad.object(), 'o', identifier, given, relatedByHash);
            if (quad.graph().isPresent()) {
                relate(quad, quad.graph().get(), 'g', identifier, given, relatedByHash);
            }
        }
        // 4 and 5
        StringBuilder data = new StringBuilder();
        IdentifierIssuer issuer = given;
        for (Map.Entry<String, List<String>> entry : relatedByHash.entrySet()) {
            data.append(entry.getKey());
            String chosenPath = "";
            IdentifierIssuer chosenIssuer = issuer;
            Permutations permutations = new Permutations(entry.getValue());
            do {
                work(1 + issuer.size() / ISSUED_PER_STEP);
                Optional<Path> path = path(permutations.current(), issuer.copy(), chosenPath, depth);
                if (path.isPresent() && (chosenPath.isEmpty() || path.get().text().compareTo(chosenPath) < 0)) {
                    chosenPath = path.get().text();
                    chosenIssuer = path.get().issuer();
                }
            } while (permutations.next());
            data.append(chosenPath);
            issuer = chosenIssuer;
        }
        // 6
        return new NDegree(hash(data.toString()), issuer);
    }

    private void relate(Quad quad, Term component, char position, String identifier, IdentifierIssuer issuer,
            Map<String, List<String>> relatedByHash) {
        if (component instanceof BlankNode(var label) && !label.equals(identifier)) {
            relatedByHash.computeIfAbsent(hashRelatedBlankNode(label, quad, issuer, position), _ -> new ArrayList<>())
                    .add(label);
        }
    }

    private record Path(String text, IdentifierIssuer issuer) {}

    /** Step 5.4 of section 4.8.3; empty if the path cannot be the least any more. */
    private Optional<Path> path(String[] permutation, IdentifierIssuer given, String chosenPath, int depth) {
        IdentifierIssuer issuer = given;
        StringBuilder path = new StringBuilder();
        List<String> recursion = new ArrayList<>();
        // 5.4.4
        for (String related : permutation) {
            step();
            String issued = canonical.get(related);
            if (issued == null) {
                if (!issuer.has(related)) {
                    recursion.add(related);
                }
                issued = issuer.issue(related);
            }
            path.append("_:").append(issued);
            if (isBehind(path, chosenPath)) {
                return Optional.empty();
            }
        }
        // 5.4.5
        for (String related : recursion) {
            NDegree result = hashNDegreeQuads(related, issuer, depth + 1);
            path.append("_:").append(issuer.issue(related)).append('<').append(result.hash()).append('>');
            issuer = result.issuer();
            if (isBehind(path, chosenPath)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Path(path.toString(), issuer));
    }

    private static boolean isBehind(StringBuilder path, String chosenPath) {
        return !chosenPath.isEmpty() && path.length() >= chosenPath.length()
                && CharSequence.compare(path, chosenPath) > 0;
    }

    private void step() {
        work(1);
    }

    private void work(int count) {
        steps += count;
        if (steps > MAX_STEPS) {
            throw new DatasetTooComplex();
        }
    }

    private String hash(String text) {
        return HexFormat.of().formatHex(hash.apply(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Stream<String> blankNodes(Quad quad) {
        return Stream
                .concat(Stream.of(quad.subject(), quad.object()), quad.graph().stream())
                .filter(BlankNode.class::isInstance)
                .map(term -> ((BlankNode) term).label());
    }

    /** Section 4.5. */
    private static final class IdentifierIssuer {

        private final String prefix;
        private final Map<String, String> issued;

        IdentifierIssuer(String prefix) {
            this(prefix, new LinkedHashMap<>());
        }

        private IdentifierIssuer(String prefix, Map<String, String> issued) {
            this.prefix = prefix;
            this.issued = issued;
        }

        IdentifierIssuer copy() {
            return new IdentifierIssuer(prefix, new LinkedHashMap<>(issued));
        }

        boolean has(String label) {
            return issued.containsKey(label);
        }

        @Nullable
        String get(String label) {
            return issued.get(label);
        }

        int size() {
            return issued.size();
        }

        String issue(String label) {
            return issued.computeIfAbsent(label, _ -> prefix + issued.size());
        }

        /** In the order in which they were issued. */
        void issued(Consumer<String> consumer) {
            issued.keySet().forEach(consumer);
        }

        Map<String, String> labels() {
            return issued;
        }
    }

    /** All orders of some labels, each different one once. */
    private static final class Permutations {

        private final String[] current;

        Permutations(List<String> labels) {
            current = labels.toArray(String[]::new);
            Arrays.sort(current);
        }

        String[] current() {
            return current;
        }

        /** The next greater order, by Narayana's method. */
        boolean next() {
            int pivot = current.length - 2;
            while (pivot >= 0 && current[pivot].compareTo(current[pivot + 1]) >= 0) {
                pivot--;
            }
            if (pivot < 0) {
                return false;
            }
            int successor = current.length - 1;
            while (current[successor].compareTo(current[pivot]) <= 0) {
                successor--;
            }
            swap(pivot, successor);
            for (int left = pivot + 1, right = current.length - 1; left < right; left++, right--) {
                swap(left, right);
            }
            return true;
        }

        private void swap(int left, int right) {
            String kept = current[left];
            current[left] = current[right];
            current[right] = kept;
        }
    }
}
