import java.io.IOException;
import java.util.List;

/** What a machine may lack. A proof that cannot be run says so and ends with a code of its own, never as if it had passed. */
final class Means {

    /** Of automake: the test was skipped. */
    static final int SKIPPED = 77;

    static void needTool(String tool) {
        boolean there = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> java.nio.file.Files.isExecutable(java.nio.file.Path.of(folder, tool)));
        if (!there) {
            skip(tool + " is not installed");
        }
    }

    static void needRoot() {
        if (!"root".equals(System.getProperty("user.name"))) {
            skip("mounting a file system of our own needs root");
        }
    }

    static void skip(String reason) {
        System.out.println("SKIP: " + reason);
        System.exit(SKIPPED);
    }

    /** Runs a tool; a mount that is not allowed is a reason to skip. */
    static void runOrSkip(String... command) throws IOException, InterruptedException {
        if (!run(command)) {
            skip(String.join(" ", command) + " is not possible here");
        }
    }

    static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    private Means() {}
}
