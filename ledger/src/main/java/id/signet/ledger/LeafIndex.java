package id.signet.ledger;

/** The position of an entry in the log; the first is 0. */
public record LeafIndex(long value) implements Comparable<LeafIndex> {

    public LeafIndex {
        if (value < 0) {
            throw new IllegalArgumentException("a leaf index is never negative: " + value);
        }
    }

    @Override
    public int compareTo(LeafIndex other) {
        return Long.compare(value, other.value);
    }

    public boolean isBefore(LeafIndex other) {
        return value < other.value;
    }
}
