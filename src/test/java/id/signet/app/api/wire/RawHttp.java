package id.signet.app.api.wire;

import id.signet.crypto.Bytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks HTTP/1.1 by hand, so that a test can say what a polite client never would. */
public final class RawHttp {

    /** @param closed whether the peer closed the connection after its answer */
    public record Answer(int status, Map<String, String> headers, Bytes bytes, boolean closed) {

        public String body() {
            return new String(bytes.toArray(), StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(body());
        }

        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        @Override
        public String toString() {
            return status + " " + headers + (closed ? " closed " : " ") + body();
        }
    }

    private final int port;

    public RawHttp(int port) {
        this.port = port;
    }

    public int port() {
        return port;
    }

    /** Sends a request of which only the first line and further headers are given. */
    public Answer send(String requestLine, String... headers) throws IOException {
        StringBuilder text = new StringBuilder(requestLine).append(" HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return exchange(!requestLine.startsWith("HEAD "),
                text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    public Answer post(String path, byte[] body, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("POST ").append(path)
                .append(" HTTP/1.1\r\nHost: localhost\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(body);
        return exchange(all.toByteArray());
    }

    /** Sends bytes and reads one answer. */
    public Answer exchange(byte[]... parts) throws IOException {
        return exchange(true, parts);
    }

    private Answer exchange(boolean bodyFollows, byte[]... parts) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            try {
                for (byte[] part : parts) {
                    out.write(part);
                    out.flush();
                }
            } catch (IOException cutOff) {
                // The peer may refuse to read on; its answer is still there to be read.
            }
            return read(new BufferedInputStream(socket.getInputStream()), bodyFollows);
        }
    }

    /** How a body goes out, piece by piece; an {@link IOException} says that the peer reads no more. */
    @FunctionalInterface
    public interface Body {
        void send(OutputStream out) throws IOException, InterruptedException;
    }

    /**
     * Goes on sending a body while the answer is read.
     *
     * @param within how long the whole exchange may take, until the peer has closed the connection
     */
    public Answer exchange(String head, Body body, Duration within) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) within.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            Thread sender = Thread.ofVirtual().start(() -> {
                try {
                    body.send(out);
                } catch (IOException | InterruptedException ended) {
                    // The peer has closed the connection, or the test has what it wants.
                }
            });
            try {
                return read(new BufferedInputStream(socket.getInputStream()), true);
            } finally {
                sender.interrupt();
            }
        }
    }

    private static Answer read(InputStream in, boolean bodyFollows) throws IOException {
        String[] head = upTo("\r\n\r\n", in).split("\r\n", -1);
        int status = Integer.parseInt(head[0].split(" ", 3)[1]);
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < head.length; i++) {
            String[] pair = head[i].split(": ?", 2);
            headers.merge(pair[0].toLowerCase(Locale.ROOT), pair[1], (one, two) -> one + ", " + two);
        }
        byte[] body = headers.getOrDefault("transfer-encoding", "").equals("chunked") && bodyFollows
                ? chunks(in)
                : in.readNBytes(bodyFollows ? Integer.parseInt(headers.getOrDefault("content-length", "0")) : 0);
        boolean closed = headers.getOrDefault("connection", "").equals("close");
        if (closed) {
            try {
                closed = in.read() < 0;
            } catch (IOException reset) {
                closed = true;
            }
        }
        return new Answer(status, headers, Bytes.of(body), closed);
    }

    /** RFC 9112 section 7.1, without extensions and trailers. */
    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            byte[] chunk = in.readNBytes(Integer.parseInt(upTo("\r\n", in), 16));
            in.readNBytes(2);
            if (chunk.length == 0) {
                return body.toByteArray();
            }
            body.writeBytes(chunk);
        }
    }

    /** What comes before the end given, which is read too. */
    private static String upTo(String end, InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end, text.length() - end.length()) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the connection ended inside the answer: " + text);
            }
            text.append((char) next);
        }
        return text.toString().strip();
    }
}
