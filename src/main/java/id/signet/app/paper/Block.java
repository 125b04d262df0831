package id.signet.app.paper;

import java.util.ArrayList;
import java.util.List;

/** Words broken into lines for a column. */
record Block(List<Part> parts) {

    /** @param language in which it is said (RFC 5646); empty for the paper's, or none */
    record Part(Style style, String language, List<String> lines) {

        Part {
            lines = List.copyOf(lines);
        }

        float height() {
            return style.leading() * lines.size();
        }

        /** Whether the other is the same but for its lines. */
        boolean continues(Part other) {
            return style.equals(other.style) && language.equals(other.language);
        }

        Part only(String line) {
            return new Part(style, language, List.of(line));
        }

        Part with(String line) {
            List<String> more = new ArrayList<>(lines);
            more.add(line);
            return new Part(style, language, more);
        }
    }

    Block {
        parts = List.copyOf(parts);
    }

    float height() {
        return (float) parts.stream().mapToDouble(Part::height).sum();
    }
}
