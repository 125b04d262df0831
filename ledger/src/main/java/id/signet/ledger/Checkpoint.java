package id.signet.ledger;

import java.util.List;

/**
 * What a log says of itself (C2SP tlog-checkpoint): so many entries, under this root.
 *
 * @param origin the name of the log
 * @param root MTH of all entries
 * @param extensions further lines, opaque; our log writes none
 */
public record Checkpoint(String origin, TreeSize size, Hash root, List<String> extensions) {

    public Checkpoint {
        extensions = List.copyOf(extensions);
    }

    public Checkpoint(String origin, TreeSize size, Hash root) {
        this(origin, size, root, List.of());
    }
}
