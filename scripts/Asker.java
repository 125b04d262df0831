import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * One thread that keeps some HTTP/1.1 connections busy: each sends its next request once the last is answered whole. It
 * shares the cores with the service it asks, so it reads no more of an answer than where that ends.
 */
final class Asker implements Runnable {

    private static final long PATIENCE_MILLIS = 30_000;

    private final InetSocketAddress address;
    private final int connections;
    private final Supplier<byte[]> requests;
    private final int wanted;
    private final long until;
    private long[] latencies = new long[1 << 14];
    private int answers;
    private long good;
    private long other;
    private int busy;
    private boolean over;

    /**
     * @param requests asked for the next one until it answers with none
     * @param wanted the status of a good answer
     * @param until by {@link System#nanoTime}; then nothing more is sent
     */
    Asker(int port, int connections, Supplier<byte[]> requests, int wanted, long until) {
        this.address = new InetSocketAddress("127.0.0.1", port);
        this.connections = connections;
        this.requests = requests;
        this.wanted = wanted;
        this.until = until;
    }

    LongStream latencies() {
        return Arrays.stream(latencies, 0, answers);
    }

    long good() {
        return good;
    }

    long other() {
        return other;
    }

    @Override
    public void run() {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                new Connection(selector).ask();
            }
            while (busy > 0) {
                if (selector.select(key -> ((Connection) key.attachment()).read(), PATIENCE_MILLIS) == 0) {
                    other += busy;
                    return;
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the service cannot be asked", e);
        }
    }

    private final class Connection {

        private final Selector selector;
        private final ByteBuffer piece = ByteBuffer.allocateDirect(1 << 14);
        private SocketChannel channel;
        private byte[] answer = new byte[1 << 14];
        private int size;
        private long asked;

        Connection(Selector selector) throws IOException {
            this.selector = selector;
            open();
        }

        private void open() throws IOException {
            channel = SocketChannel.open(address);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        }

        void ask() throws IOException {
            over |= System.nanoTime() >= until;
            byte[] request = over ? new byte[0] : requests.get();
            if (request.length == 0) {
                over = true;
                channel.close();
                return;
            }
            busy++;
            size = 0;
            asked = System.nanoTime();
            for (ByteBuffer left = ByteBuffer.wrap(request); left.hasRemaining();) {
                channel.write(left);
            }
        }

        void read() {
            try {
                try {
                    take();
                    if (!whole()) {
                        return;
                    }
                    answered();
                } catch (IOException cut) {
                    other++;
                    reopen();
                }
                busy--;
                ask();
            } catch (IOException e) {
                throw new IllegalStateException("the service cannot be asked", e);
            }
        }

        private void take() throws IOException {
            piece.clear();
            if (channel.read(piece) < 0) {
                throw new EOFException("the connection was closed");
            }
            piece.flip();
            if (answer.length - size < piece.remaining()) {
                answer = Arrays.copyOf(answer, answer.length * 2);
            }
            int count = piece.remaining();
            piece.get(answer, size, count);
            size += count;
        }

        private void answered() throws IOException {
            if (answers == latencies.length) {
                latencies = Arrays.copyOf(latencies, answers * 2);
            }
            latencies[answers++] = System.nanoTime() - asked;
            if (Integer.parseInt(new String(answer, 9, 3, StandardCharsets.US_ASCII)) == wanted) {
                good++;
            } else {
                other++;
            }
            if (head().contains("connection: close")) {
                reopen();
            }
        }

        private void reopen() throws IOException {
            channel.close();
            open();
        }

        private boolean whole() {
            int body = after("\r\n\r\n", 0);
            if (body < 0) {
                return false;
            }
            String head = head();
            int length = head.indexOf("content-length:");
            if (length >= 0) {
                return size >= body + Integer.parseInt(head.substring(length + 15, head.indexOf("\r", length)).strip());
            }
            return !head.contains("transfer-encoding: chunked") || lastChunk(body);
        }

        private boolean lastChunk(int body) {
            int at = body;
            while (true) {
                int data = after("\r\n", at);
                if (data < 0) {
                    return false;
                }
                int length = Integer.parseInt(new String(answer, at, data - 2 - at, StandardCharsets.US_ASCII).strip(), 16);
                at = data + length + 2;
                if (length == 0 || at > size) {
                    return length == 0 && at <= size;
                }
            }
        }

        private String head() {
            return new String(answer, 0, Math.max(0, after("\r\n\r\n", 0)), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        }

        /** The place behind the first such text, or -1. */
        private int after(String text, int from) {
            for (int at = from; at <= size - text.length(); at++) {
                int same = 0;
                while (same < text.length() && answer[at + same] == text.charAt(same)) {
                    same++;
                }
                if (same == text.length()) {
                    return at + same;
                }
            }
            return -1;
        }
    }
}
