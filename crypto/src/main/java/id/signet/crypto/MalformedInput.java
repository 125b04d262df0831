package id.signet.crypto;

import java.util.Objects;

/**
 * Bytes or text from outside that are not what they should be. Every parser of untrusted input throws this and nothing
 * else; the edges turn it into a problem or into a failed {@code structure} check. The message is safe to show to the
 * sender: it never repeats secret input.
 */
public class MalformedInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedInput(String message) {
        super(message);
    }

    public MalformedInput(String message, Throwable cause) {
        super(message, cause);
    }

    /** Never null: every refusal has its sentence. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** Input over a size limit: answered 413 where the others are answered 400. */
    public static final class TooLarge extends MalformedInput {

        private static final long serialVersionUID = 1L;

        public TooLarge(String message) {
            super(message);
        }
    }
}
