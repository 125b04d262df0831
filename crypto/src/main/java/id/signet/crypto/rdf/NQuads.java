package id.signet.crypto.rdf;

import java.util.Comparator;
import java.util.function.UnaryOperator;

import id.signet.crypto.rdf.Term.BlankNode;
import id.signet.crypto.rdf.Term.Iri;
import id.signet.crypto.rdf.Term.Literal;

/** Statements as text in the canonical form of N-Quads (RDFC-1.0, section 5). */
public final class NQuads {

    /** By Unicode code point; {@link String#compareTo} goes by UTF-16 unit, which differs above U+D800. */
    public static final Comparator<String> CODE_POINT_ORDER = NQuads::compare;

    private NQuads() {}

    /** One line with its end. */
    public static String line(Quad quad) {
        return line(quad, label -> label);
    }

    /** One line with its end, with another label for each blank node. */
    static String line(Quad quad, UnaryOperator<String> labels) {
        StringBuilder out = new StringBuilder(160);
        write(quad.subject(), labels, out);
        out.append(' ');
        write(quad.predicate(), labels, out);
        out.append(' ');
        write(quad.object(), labels, out);
        quad.graph().ifPresent(graph -> {
            out.append(' ');
            write(graph, labels, out);
        });
        return out.append(" .\n").toString();
    }

    private static void write(Term term, UnaryOperator<String> labels, StringBuilder out) {
        switch (term) {
            case Iri(var value) -> out.append('<').append(value).append('>');
            case BlankNode(var label) -> out.append("_:").append(labels.apply(label));
            case Literal(var lexicalForm, var datatype, var language) -> {
                out.append('"');
                escape(lexicalForm, out);
                out.append('"');
                if (!language.isEmpty()) {
                    out.append('@').append(language);
                } else if (!datatype.equals(Rdf.XSD_STRING)) {
                    out.append("^^<").append(datatype).append('>');
                }
            }
        }
    }

    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c < 0x20 || c == 0x7f) {
                        out.append("\\u00").append(hex(c >> 4)).append(hex(c & 0xf));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
    }

    private static char hex(int digit) {
        return "0123456789ABCDEF".charAt(digit);
    }

    private static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean differently = Character.isSurrogate(a) != Character.isSurrogate(b);
                return differently ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
