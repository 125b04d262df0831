package id.signet.crypto.rdf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import id.signet.crypto.rdf.Term.BlankNode;
import id.signet.crypto.rdf.Term.Iri;
import id.signet.crypto.rdf.Term.Literal;

/**
 * Reads the N-Quads of the W3C's tests.
 *
 * @param labels from the labels of the dataset to those of the text
 */
record NQuadsText(Dataset dataset, Map<String, String> labels) {

    private static final String RESOURCE = "(?:<[^>]*>|_:[^\\s]+)";
    private static final Pattern LINE = Pattern.compile("\\s*(" + RESOURCE + ")\\s*(<[^>]*>)\\s*(" + RESOURCE
            + "|\"(?:[^\"\\\\]|\\\\.)*\"(?:\\^\\^<[^>]*>|@[A-Za-z0-9-]+)?)\\s*(" + RESOURCE + ")?\\s*\\.\\s*(?:#.*)?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)");

    static NQuadsText parse(String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        List<Quad> quads = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new IllegalArgumentException("not a line of N-Quads: " + line);
            }
            quads.add(new Quad(term(parts.group(1), labels), (Iri) term(parts.group(2), labels),
                    term(parts.group(3), labels),
                    Optional.ofNullable(parts.group(4)).map(graph -> term(graph, labels))));
        }
        Map<String, String> back = new LinkedHashMap<>();
        labels.forEach((theirs, ours) -> back.put(ours, theirs));
        return new NQuadsText(Dataset.of(quads), back);
    }

    private static Term term(String text, Map<String, String> labels) {
        if (text.startsWith("<")) {
            return new Iri(unescaped(text.substring(1, text.length() - 1)));
        }
        if (text.startsWith("_:")) {
            return new BlankNode(labels.computeIfAbsent(text.substring(2), _ -> "n" + labels.size()));
        }
        int end = text.lastIndexOf('"');
        String value = unescaped(text.substring(1, end));
        String rest = text.substring(end + 1);
        if (rest.startsWith("@")) {
            return Literal.tagged(value, rest.substring(1));
        }
        return Literal.typed(value, rest.isEmpty() ? Rdf.XSD_STRING : unescaped(rest.substring(3, rest.length() - 1)));
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(found -> {
            String escape = found.group(1);
            String plain = switch (escape.charAt(0)) {
                case 'u', 'U' -> Character.toString(Integer.parseInt(escape.substring(1), 16));
                case 't' -> "\t";
                case 'b' -> "\b";
                case 'n' -> "\n";
                case 'r' -> "\r";
                case 'f' -> "\f";
                default -> escape;
            };
            return Matcher.quoteReplacement(plain);
        });
    }
}
