package id.signet.ledger;

/** The number of entries a checkpoint covers. */
public record TreeSize(long value) implements Comparable<TreeSize> {

    public static final TreeSize ZERO = new TreeSize(0);

    public TreeSize {
        if (value < 0) {
            throw new IllegalArgumentException("a tree size is never negative: " + value);
        }
    }

    public boolean covers(LeafIndex index) {
        return index.value() < value;
    }

    @Override
    public int compareTo(TreeSize other) {
        return Long.compare(value, other.value);
    }
}
