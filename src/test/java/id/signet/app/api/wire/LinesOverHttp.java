package id.signet.app.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A request whose body goes out line by line in chunks, while the lines of its answer come in. */
public final class LinesOverHttp implements AutoCloseable {

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private long chunk;
    private boolean headRead;
    private boolean over;

    private LinesOverHttp(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    public static LinesOverHttp open(int port, String path, String... headers) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        var exchange = new LinesOverHttp(socket);
        exchange.raw("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n");
        return exchange;
    }

    public void send(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        raw(Integer.toHexString(bytes.length) + "\r\n");
        raw(line + "\n\r\n");
    }

    public void end() {
        raw("0\r\n\r\n");
    }

    private void raw(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line of the answer, which must come. */
    public ObjectNode next() throws IOException {
        var line = new ByteArrayOutputStream();
        int next = read();
        while (next != '\n') {
            assertThat(next).as("the answer ended early").isNotNegative();
            line.write(next);
            next = read();
        }
        return (ObjectNode) JsonMapper.shared().readTree(line.toByteArray());
    }

    /** All further lines, to the end of the answer. */
    public List<ObjectNode> rest() throws IOException {
        List<ObjectNode> lines = new ArrayList<>();
        var line = new ByteArrayOutputStream();
        for (int next = read(); next >= 0; next = read()) {
            if (next == '\n') {
                lines.add((ObjectNode) JsonMapper.shared().readTree(line.toByteArray()));
                line.reset();
            } else {
                line.write(next);
            }
        }
        return lines;
    }

    private int read() throws IOException {
        if (!headRead) {
            assertThat(headLine()).startsWith("HTTP/1.1 200");
            while (!headLine().isEmpty()) {
                // the headers say nothing that is needed
            }
            headRead = true;
        }
        if (over) {
            return -1;
        }
        if (chunk == 0) {
            chunk = Long.parseLong(headLine(), 16);
            over = chunk == 0;
            if (over) {
                headLine();
                return -1;
            }
        }
        int next = in.read();
        assertThat(next).as("the connection ended inside the answer").isNotNegative();
        if (--chunk == 0) {
            headLine();
        }
        return next;
    }

    private String headLine() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            assertThat(next).as("the connection ended inside the answer").isNotNegative();
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
