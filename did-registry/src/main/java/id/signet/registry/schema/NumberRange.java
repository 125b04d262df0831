package id.signet.registry.schema;

/** WeIdentity's three ranges of CPT numbers. */
public enum NumberRange {
    /** The network's own, registered by the root authority. */
    SYSTEM(1, 999),
    /** Of authors that an authority vouches for. */
    ACCREDITED(1_000, 1_999_999),
    /** Of everybody. */
    EVERYBODY(2_000_000, Long.MAX_VALUE);

    private final long first;
    private final long last;

    NumberRange(long first, long last) {
        this.first = first;
        this.last = last;
    }

    public long first() {
        return first;
    }

    public boolean holds(long cptId) {
        return first <= cptId && cptId <= last;
    }
}
