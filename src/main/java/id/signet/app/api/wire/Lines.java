package id.signet.app.api.wire;

import id.signet.crypto.Bytes;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The lines of a stream, read as they are asked for. Of a line that is too long no more is kept than shows that it is. Not
 * for several threads.
 */
public final class Lines {

    private static final int BUFFER = 16 * 1024;

    private final InputStream in;
    private final int longest;
    private final long most;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private long taken;

    /**
     * @param longest bytes of a line
     * @param most bytes of all lines together
     */
    public Lines(InputStream in, int longest, long most) {
        this.in = in;
        this.longest = longest;
        this.most = most;
    }

    /** One line, without its end. */
    public sealed interface Line {

        record Text(Bytes bytes) implements Line {}

        record TooLong() implements Line {}

        /** All lines together are too long; there is no next one. */
        record TooMuch() implements Line {}
    }

    /** Whether the next read waits for the sender. */
    public boolean wouldWait() throws IOException {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n') {
                return false;
            }
        }
        boolean over = in instanceof ServletInputStream body && body.isFinished();
        return !over && in.available() == 0;
    }

    /** The next line; empty at the end. The last line may lack its line feed. */
    public Optional<Line> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        boolean begun = false;
        while (from < to || fill()) {
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            begun = true;
            tooLong |= line.size() + (end - from) > longest;
            if (!tooLong) {
                line.write(buffer, from, end - from);
            }
            boolean ended = end < to;
            taken += end - from + (ended ? 1 : 0);
            from = ended ? end + 1 : end;
            if (taken > most) {
                return Optional.of(new Line.TooMuch());
            }
            if (ended) {
                return Optional.of(line(line, tooLong));
            }
        }
        return begun ? Optional.of(line(line, tooLong)) : Optional.empty();
    }

    private static Line line(ByteArrayOutputStream line, boolean tooLong) {
        return tooLong ? new Line.TooLong() : new Line.Text(Bytes.of(line.toByteArray()));
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(buffer));
        return to > 0;
    }
}
