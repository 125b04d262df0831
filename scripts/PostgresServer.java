import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL server of our own, from the programs that are installed here. */
final class PostgresServer {

    private final Path directory;
    private final Path programs;
    private final int port;

    private PostgresServer(Path directory, Path programs, int port) {
        this.directory = directory;
        this.programs = programs;
        this.port = port;
    }

    /** Where initdb and pg_ctl are: POSTGRES_BIN, the path, or where Debian puts them. */
    static Optional<Path> programs() throws IOException {
        List<Path> places = new ArrayList<>();
        Optional.ofNullable(System.getenv("POSTGRES_BIN")).map(Path::of).ifPresent(places::add);
        for (String place : System.getenv("PATH").split(File.pathSeparator)) {
            places.add(Path.of(place));
        }
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                versions.map(version -> version.resolve("bin")).forEach(places::add);
            }
        }
        return places.stream().filter(place -> Files.isExecutable(place.resolve("initdb")) && Files.isExecutable(place.resolve("pg_ctl"))).findFirst();
    }

    /** A new cluster with one empty database, signet, and a user of that name who needs no password. */
    static PostgresServer create(Path directory, Path programs) throws Exception {
        Files.createDirectories(directory);
        if (root()) {
            run(List.of("chown", "postgres", directory.toString()));
            run(List.of("chmod", "755", directory.getParent().toString()));
        }
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        PostgresServer server = new PostgresServer(directory, programs, port);
        server.as("initdb", "-D", server.data(), "-U", "signet", "-A", "trust", "--no-instructions");
        // For a node behind a Link.
        Files.writeString(directory.resolve("data/pg_hba.conf"), "\nhost all all " + Link.NETWORK + " trust\n", StandardOpenOption.APPEND);
        server.start();
        server.as("createdb", "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", "signet", "signet");
        return server;
    }

    String url() {
        return url("127.0.0.1");
    }

    String url(String host) {
        return "jdbc:postgresql://" + host + ":" + port + "/signet";
    }

    void start() throws Exception {
        as("pg_ctl", "-D", data(), "-w", "-l", directory.resolve("log").toString(), "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1," + Link.HERE + " -c unix_socket_directories= -c max_connections=200", "start");
    }

    /** @param mode fast, or immediate: as a crash leaves it */
    void stop(String mode) throws Exception {
        as("pg_ctl", "-D", data(), "-w", "-m", mode, "stop");
    }

    /** A signal to the server and to every process that serves a connection. */
    void signal(String name) throws Exception {
        long postmaster = Long.parseLong(Files.readAllLines(directory.resolve("data/postmaster.pid")).getFirst().strip());
        List<String> command = new ArrayList<>(List.of("kill", "-" + name, Long.toString(postmaster)));
        ProcessHandle.of(postmaster).orElseThrow().descendants().forEach(child -> command.add(Long.toString(child.pid())));
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    }

    /** A copy of the stopped cluster, and its return. */
    void copy(String from, String to) throws Exception {
        as("rm", "-rf", directory.resolve(to).toString());
        as("cp", "-a", directory.resolve(from).toString(), directory.resolve(to).toString());
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private void as(String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        if (root()) {
            // The server refuses to run as root.
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        Path installed = programs.resolve(program);
        command.add(Files.isExecutable(installed) ? installed.toString() : program);
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws Exception {
        Path output = Files.createTempFile("signet-postgres", ".log");
        Process process = new ProcessBuilder(command).directory(new File("/")).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed:\n" + Files.readString(output));
        }
        Files.delete(output);
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }
}
