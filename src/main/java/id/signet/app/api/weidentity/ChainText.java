package id.signet.app.api.weidentity;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Signatures as WeIdentity's clients write them. */
final class ChainText {

    private static final int POINTS = 64;

    private ChainText() {}

    /**
     * r‖s, in each way in which the text can be read; empty if it is no signature. The recovery value stands behind r‖s or
     * before: documentation and code of WeIdentity-Rest-Service give {@code signType} opposite meanings, so both are tried, and
     * it is not needed.
     *
     * @param base64 64 bytes, or 65 with the recovery value
     */
    static Optional<List<byte[]>> points(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return switch (bytes.length) {
            case POINTS -> Optional.of(List.of(bytes));
            case POINTS + 1 ->
                Optional.of(List.of(Arrays.copyOf(bytes, POINTS), Arrays.copyOfRange(bytes, 1, bytes.length)));
            default -> Optional.empty();
        };
    }
}
