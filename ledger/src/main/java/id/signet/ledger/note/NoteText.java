package id.signet.ledger.note;

import id.signet.crypto.MalformedInput;

/** The character rules of C2SP signed-note. */
final class NoteText {

    private NoteText() {}

    /** "valid UTF-8 and MUST NOT contain any ASCII control characters (those below U+0020) other than newline" */
    static void requireCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 && c != '\n') {
                throw new MalformedInput("a note has no control characters but newline");
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c) || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new MalformedInput("a note is UTF-8");
                }
                i++;
            }
        }
    }

    /** "Key names MUST be non-empty and MUST NOT contain any Unicode spaces or plus (U+002B) characters." */
    static boolean isKeyName(String name) {
        return !name.isEmpty() && name.codePoints()
                .noneMatch(c -> c == '+' || c < 0x20 || c == 0x85 || Character.isSpaceChar(c)
                        || Character.isWhitespace(c));
    }

    /** "ASCII decimal representation ... with no leading zeroes" of what a {@code long} holds. */
    static long decimal(String digits, String what) {
        if (digits.length() > 19 || digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
                || (digits.charAt(0) == '0' && digits.length() > 1)) {
            throw new MalformedInput(what + " is a decimal number without leading zeroes");
        }
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new MalformedInput(what + " is below 2^63", e);
        }
    }
}
