package id.signet.credential;

import id.signet.crypto.MalformedInput;
import java.util.HashSet;
import java.util.List;

/**
 * What each value of a status of the purpose {@code message} means (Bitstring Status List 1.0 §2.1, {@code statusMessage}): 2, 4,
 * 16 or 256 texts, one for each value of an entry of 1, 2, 4 or 8 bits, the first for the value 0.
 */
public record StatusMessages(List<String> texts) {

    /** The status purpose. */
    public static final String PURPOSE = "message";

    private static final int LONGEST = 256;

    /** @throws MalformedInput if they are not as many as there are values, or one is empty, too long or given twice */
    public StatusMessages {
        texts = List.copyOf(texts);
        if (!List.of(2, 4, 16, 256).contains(texts.size())) {
            throw new MalformedInput("The messages of a status are 2, 4, 16 or 256.");
        }
        if (texts.stream().anyMatch(text -> text.isBlank() || text.length() > LONGEST)
                || new HashSet<>(texts).size() != texts.size()) {
            throw new MalformedInput(
                    "The messages of a status are different texts of 1 to " + LONGEST + " characters.");
        }
    }

    /** The bits of an entry: 1, 2, 4 or 8. */
    public int size() {
        return Integer.numberOfTrailingZeros(texts.size());
    }
}
