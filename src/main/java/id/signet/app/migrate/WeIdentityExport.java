package id.signet.app.migrate;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A folder with what a deployment of WeIdentity told: each file has one answer of its REST service, or the {@code respBody} of
 * one, in each line (docs/weidentity.md).
 */
public final class WeIdentityExport {

    private static final int LONGEST_LINE = 1 << 18;

    private final Path folder;

    /** @throws IOException if the folder has none of the files */
    public WeIdentityExport(Path folder) throws IOException {
        this.folder = folder;
        if (Arrays.stream(ExportFile.values()).noneMatch(file -> Files.isRegularFile(path(file)))) {
            throw new IOException(folder + " has none of the files of an export: "
                    + String.join(", ", Arrays.stream(ExportFile.values()).map(ExportFile::fileName).toList()));
        }
    }

    /** What is done with each row. */
    interface RowTaker {
        void take(ExportRow row) throws IOException, InterruptedException;
    }

    /** Reads a file line by line; one that is absent has no lines, and empty lines are passed over. */
    void read(ExportFile file, RowTaker taker) throws IOException, InterruptedException {
        if (!Files.isRegularFile(path(file))) {
            return;
        }
        try (BufferedReader lines = Files.newBufferedReader(path(file), StandardCharsets.UTF_8)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.length() > LONGEST_LINE) {
                    throw new IOException(file.fileName() + ":" + number + " is longer than 256 KiB");
                }
                if (!line.isBlank()) {
                    taker.take(new ExportRow(file, number, line));
                }
            }
        }
    }

    private Path path(ExportFile file) {
        return folder.resolve(file.fileName());
    }
}
