package id.signet.ledger.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A host on loopback which answers each path as it was told, well or badly. Hosts with the same options have one
 * authority and one certificate in a JVM; no other host has them.
 */
public final class TrapHost implements AutoCloseable {

    private static final Map<List<String>, KeyStore> MADE = new ConcurrentHashMap<>();
    private static final char[] PASSWORD = "only for a test".toCharArray();

    /** How a path is answered. */
    @FunctionalInterface
    public interface Behaviour {

        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    private final KeyStore keys;
    private final SSLServerSocket socket;
    private final Map<String, Behaviour> paths = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> namesInTls = new CopyOnWriteArrayList<>();

    /** @param options of keytool, such as {@code -ext san=dns:host.example} */
    public TrapHost(Path folder, String... options) {
        try {
            keys = MADE.computeIfAbsent(List.of(options), wanted -> certificate(folder, wanted));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry("trap", keys.getKey("trap", PASSWORD), PASSWORD, keys.getCertificateChain("trap"));
            managers.init(own, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            socket = (SSLServerSocket) context.getServerSocketFactory()
                    .createServerSocket(0, 64, InetAddress.ofLiteral("127.0.0.1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("trap").start(this::serve);
    }

    private static KeyStore certificate(Path folder, List<String> options) {
        try {
            Path file = Files.createTempDirectory(folder, "trap").resolve("keys.p12");
            keytool(file, "-alias", "authority", "-ext", "bc:critical", "-dname", "CN=authority");
            List<String> host = new ArrayList<>(
                    List.of("-alias", "trap", "-signer", "authority", "-dname", "CN=trap"));
            host.addAll(options);
            keytool(file, host.toArray(String[]::new));
            return KeyStore.getInstance(file.toFile(), PASSWORD);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void keytool(Path file, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-keyalg", "EC",
                "-storetype", "PKCS12", "-storepass", new String(PASSWORD), "-keystore", file.toString()));
        command.addAll(List.of(options));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                SSLSocket connection = (SSLSocket) socket.accept();
                Thread.ofVirtual().start(() -> answer(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(SSLSocket connection) {
        try (connection) {
            BufferedReader in = new BufferedReader(
                    new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            String request = in.readLine();
            if (request == null) {
                return;
            }
            int length = 0;
            String line = in.readLine();
            while (line != null && !line.isEmpty()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
                }
                line = in.readLine();
            }
            if (length > 0) {
                char[] body = new char[length];
                int read = 0;
                for (int more = 0; more >= 0 && read < length; more = in.read(body, read, length - read)) {
                    read += more;
                }
                told.add(new String(body, 0, read));
            }
            if (connection.getSession() instanceof ExtendedSSLSession session) {
                session.getRequestedServerNames()
                        .forEach(name -> namesInTls.add(new String(name.getEncoded(), StandardCharsets.US_ASCII)));
            }
            String path = request.split(" ", -1)[1];
            asked.add(path);
            paths.getOrDefault(path, status(404)).answer(connection.getOutputStream());
        } catch (IOException e) {
            // The client went away, as it should from such hosts.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public TrapHost at(String path, Behaviour behaviour) {
        paths.put(path, behaviour);
        return this;
    }

    public static Behaviour body(String mediaType, byte[] body, String... headers) {
        return out -> {
            out.write(head("200 OK", mediaType, body.length, headers));
            out.write(body);
            out.flush();
        };
    }

    public static Behaviour status(int status, String... headers) {
        return out -> {
            out.write(head(status + " Trap", "text/plain", 0, headers));
            out.flush();
        };
    }

    /** The head of an answer. */
    public static byte[] head(String status, String mediaType, long length, String... headers) {
        return ("HTTP/1.1 " + status + "\r\nContent-Type: " + mediaType + "\r\n"
                + (length < 0 ? "" : "Content-Length: " + length + "\r\n")
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** The paths asked for, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** The bodies that came with requests, in order, as ASCII. */
    public List<String> told() {
        return List.copyOf(told);
    }

    /** The names that clients sent in TLS. */
    public List<String> namesInTls() {
        return List.copyOf(namesInTls);
    }

    /** The certificate of its authority in PEM. */
    public String certificate() {
        try {
            Certificate certificate = keys.getCertificate("authority");
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Believes this host's authority and no other. */
    public SSLContext trusting() {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("authority", keys.getCertificate("authority"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
