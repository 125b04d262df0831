import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every fault script, one after the other, with the counts of a night or those given as {@code Name=count}; {@code all=1}
 * sets the rest. Its summary has a line for each: what was done, what was lost, or why it was skipped.
 */
final class Nightly {

    private static final Map<String, Integer> COUNTS = new TreeMap<>(Map.of("KillRounds", 200, "PowerCuts", 20, "DiskFull", 10,
            "BitFlips", 10_000, "Restores", 10, "WriteErrors", 10, "OldCopies", 8));

    public static void main(String[] arguments) throws Exception {
        Map<String, Integer> counts = new TreeMap<>(COUNTS);
        for (String argument : arguments) {
            String[] pair = argument.split("=", 2);
            int count = Integer.parseInt(pair[1]);
            if (pair[0].equals("all")) {
                counts.replaceAll((name, before) -> count);
            } else if (counts.replace(pair[0], count) == null) {
                throw new IllegalArgumentException("there is no " + pair[0] + ": " + COUNTS.keySet());
            }
        }
        List<String> summary = new ArrayList<>();
        boolean lost = false;
        boolean skipped = false;
        for (var entry : counts.entrySet()) {
            if (entry.getValue() == 0) {
                continue;
            }
            long began = System.nanoTime();
            Process process = new ProcessBuilder(Path.of(System.getProperty("signet.launcher")).resolveSibling("scripts").resolve("run").toString(),
                    entry.getKey(), Integer.toString(entry.getValue())).redirectErrorStream(true).start();
            String last = "";
            String verdict = "";
            try (BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = said.readLine(); line != null; line = said.readLine()) {
                    System.out.println(entry.getKey() + " | " + line);
                    last = line;
                    if (line.contains("zero lost acknowledgements") || line.startsWith("SKIP")) {
                        verdict = line;
                    }
                }
            }
            int code = process.waitFor();
            skipped |= code == Means.SKIPPED;
            lost |= code != 0 && code != Means.SKIPPED;
            String end = code == 0 ? "good" : code == Means.SKIPPED ? "skipped" : "BAD (" + code + ")";
            summary.add("%-12s %6d  %-8s %5d s  %s".formatted(entry.getKey(), entry.getValue(), end, (System.nanoTime() - began) / 1_000_000_000,
                    verdict.isEmpty() ? last : verdict));
        }
        System.out.println();
        summary.forEach(System.out::println);
        System.out.println(lost ? "SOMETHING WAS LOST OR WRONG" : skipped ? "good, but not everything could be run here"
                : "zero lost acknowledgements, zero forks");
        System.exit(lost ? 1 : skipped ? Means.SKIPPED : 0);
    }
}
