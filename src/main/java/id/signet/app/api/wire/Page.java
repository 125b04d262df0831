package id.signet.app.api.wire;

import id.signet.crypto.MalformedInput;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param offset how many are passed over
 * @param limit 1 to {@value #MOST}
 */
public record Page(long offset, int limit) {

    public static final int MOST = 50;

    private static final long FARTHEST = Integer.MAX_VALUE;

    /** @throws MalformedInput if a parameter is no whole number, or too large */
    public static Page of(@Nullable String offset, @Nullable String limit) {
        long from = offset == null ? 0 : PathText.number(offset, "offset");
        long many = limit == null ? MOST : PathText.number(limit, "limit");
        if (many < 1 || many > MOST || from > FARTHEST) {
            throw new MalformedInput("limit is 1 to " + MOST + ", and offset at most " + FARTHEST);
        }
        return new Page(from, Math.toIntExact(many));
    }
}
