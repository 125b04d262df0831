package id.signet.app.api.wire;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Closes the connection of a request whose body was refused unread. The container would first wait for the rest of the body,
 * as long as its read timeout. What is on its way is still taken for a moment, because a connection closed over bytes that
 * nobody read is reset, and the answer may be lost with it.
 */
public final class UnreadBodyValve extends ValveBase {

    private static final long MOST_BYTES = 1 << 20;
    private static final Duration MOST_TIME = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofMillis(10);

    public UnreadBodyValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if ("close".equalsIgnoreCase(response.getHeader("Connection")) && isUnread(request)) {
            takeWhatIsOnItsWay(request);
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    private static boolean isUnread(Request request) {
        AtomicBoolean read = new AtomicBoolean();
        request.getCoyoteRequest().action(ActionCode.REQUEST_BODY_FULLY_READ, read);
        return !read.get();
    }

    private static void takeWhatIsOnItsWay(Request request) {
        byte[] buffer = new byte[8 * 1024];
        long start = System.nanoTime();
        long heard = start;
        long taken = 0;
        try {
            while (taken < MOST_BYTES && since(start) < MOST_TIME.toNanos() && since(heard) < SILENCE.toNanos()) {
                request.getCoyoteRequest().action(ActionCode.AVAILABLE, true);
                if (request.getCoyoteRequest().getAvailable() > 0) {
                    int count = request.getInputStream().read(buffer);
                    if (count < 0) {
                        return;
                    }
                    taken += count;
                    heard = System.nanoTime();
                } else {
                    Thread.sleep(PAUSE);
                }
            }
        } catch (IOException gone) {
            // The peer went away first.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long since(long nanos) {
        return System.nanoTime() - nanos;
    }
}
