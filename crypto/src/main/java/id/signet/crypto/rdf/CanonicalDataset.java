package id.signet.crypto.rdf;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What RDFC-1.0 answers.
 *
 * @param dataset as it was given
 * @param labels the issued identifiers map: from the label of each blank node to its canonical one, {@code c14n} and a
 *     number
 */
public record CanonicalDataset(Dataset dataset, Map<String, String> labels) {

    /** What canonical labels begin with; a number follows. */
    public static final String PREFIX = "c14n";

    public CanonicalDataset {
        labels = Map.copyOf(labels);
    }

    /** The canonical N-Quads, sorted, each with its line end. */
    public List<String> lines() {
        return lines(label -> label);
    }

    /**
     * The N-Quads with every canonical label replaced, sorted again: the selective suites relabel by HMAC, so that
     * labels tell nothing of what is withheld.
     *
     * @param relabelling from canonical label to the one to be written
     */
    public List<String> lines(UnaryOperator<String> relabelling) {
        return lines(dataset, relabelling);
    }

    /** The same of some of the statements. */
    public List<String> lines(Dataset some, UnaryOperator<String> relabelling) {
        TreeSet<String> lines = new TreeSet<>(NQuads.CODE_POINT_ORDER);
        for (Quad quad : some.quads()) {
            lines.add(NQuads.line(quad, label -> relabelling.apply(canonical(label))));
        }
        return List.copyOf(lines);
    }

    private String canonical(String label) {
        String canonical = labels.get(label);
        if (canonical == null) {
            throw new IllegalStateException("a blank node has no canonical label");
        }
        return canonical;
    }

    /** The canonical form, in UTF-8: what is hashed. */
    public byte[] bytes() {
        return String.join("", lines()).getBytes(StandardCharsets.UTF_8);
    }
}
