package id.signet.registry.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.tools.ToolProvider;

/** Who checks a package: with the program that lies in every package, compiled by itself, and nothing else of ours. */
final class Expert {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private final Method run;

    /** @param folder where the compiled program may lie */
    Expert(Path folder) throws IOException {
        Path classes = folder.resolve("classes");
        Path source = folder.resolve("Verify.java");
        try (InputStream in = EvidencePackages.class.getResourceAsStream("/evidence-package/Verify.java")) {
            Files.write(source, in.readAllBytes());
        }
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-Xlint:all", "-Werror", "-d", classes.toString(), source.toString());
        assertThat(result).isZero();
        try {
            URL[] alone = {classes.toUri().toURL()};
            run = new URLClassLoader(alone, ClassLoader.getPlatformClassLoader()).loadClass("Verify")
                    .getDeclaredMethod("run", String[].class, PrintStream.class);
            run.setAccessible(true);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the program has no such method", e);
        }
    }

    /** What the program said. */
    record Verdict(int exit, String text) {

        Set<String> failed() {
            return checks("FAILED");
        }

        Set<String> passed() {
            return checks("PASSED");
        }

        private Set<String> checks(String result) {
            return text.lines()
                    .filter(line -> line.startsWith(result + " "))
                    .map(line -> line.substring(8).split(" ", 2)[0])
                    .collect(Collectors.toSet());
        }
    }

    Verdict checks(Path place, String... more) throws IOException {
        String[] arguments = Stream.concat(Stream.of(place.toString()), Arrays.stream(more)).toArray(String[]::new);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8)) {
            int exit = (int) run.invoke(null, arguments, out);
            return new Verdict(exit, text.toString(StandardCharsets.UTF_8));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(text.toString(StandardCharsets.UTF_8), e);
        }
    }

    /** The way a reader of HOW-TO-CHECK.txt takes: the source itself, in the folder of the package. */
    static Verdict checksAsTold(Path folder, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "Verify.java"));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            return new Verdict(process.waitFor(), text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    static Path unpack(Path zip, Path folder) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.write(file, in.readAllBytes());
            }
        }
        return folder;
    }
}
