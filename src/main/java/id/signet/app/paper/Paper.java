package id.signet.app.paper;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What a paper says, before anybody thinks of ink.
 *
 * @param kind what it is, as the title says it
 * @param subject what or whom it is about, in one line; empty for none
 * @param number by which people speak of it
 * @param warning a sentence that stands above everything; empty for a paper that means what it says
 * @param code an address for telephones, and what it leads to
 * @param attachments at most 8
 */
public record Paper(Words kind, Optional<String> subject, String number, Optional<Words> warning, Optional<Code> code,
        List<Section> sections, List<Attachment> attachments) {

    static final int MOST_ROWS = 400;
    static final int MOST_ATTACHMENTS = 8;

    /** @param address what the QR code says, printed below it only if {@code shown} */
    public record Code(URI address, boolean shown, Words caption) {}

    /** Rows first, then sentences. */
    public record Section(Words heading, List<Row> rows, List<Words> sentences) {

        public Section {
            rows = List.copyOf(rows);
            sentences = List.copyOf(sentences);
        }
    }

    public record Row(Words label, Fact fact) {}

    public Paper {
        sections = List.copyOf(sections);
        attachments = List.copyOf(attachments);
        if (sections.stream().mapToInt(section -> section.rows().size()).sum() > MOST_ROWS
                || attachments.size() > MOST_ATTACHMENTS) {
            throw new IllegalArgumentException("a paper has at most " + MOST_ROWS + " rows and " + MOST_ATTACHMENTS
                    + " attachments");
        }
    }
}
