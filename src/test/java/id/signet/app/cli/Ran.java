package id.signet.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What became of a command. */
public record Ran(OptionalInt exitCode, String out, String err) {

    public static Ran command(String... arguments) {
        return with(List.of(), arguments);
    }

    /** @param settings as {@code NAME=value}, in the place of environment variables */
    static Ran with(List<String> settings, String... arguments) {
        List<String> names = new ArrayList<>();
        for (String setting : settings) {
            String[] pair = setting.split("=", 2);
            System.setProperty(pair[0], pair[1]);
            names.add(pair[0]);
        }
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        try {
            OptionalInt code = CommandLine.run(List.of(arguments), new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8));
            return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            names.forEach(System::clearProperty);
        }
    }

    public int code() {
        return exitCode.orElse(-1);
    }
}
