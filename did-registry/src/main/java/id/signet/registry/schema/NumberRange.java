package id.signet.registry.schema;

/** WeIdentity's three ranges of CPT numbers. */
public enum NumberRange {
    /** The network's own, registered by the root authority. */
    SYSTEM(1, 999),
    /** Of authors that an authority vouches for. */
    ACCREDITED(1_000, 1_999_999),
    /** Of everybody, as far as WeIdentity's clients count. */
    EVERYBODY(2_000_000, Integer.MAX_VALUE);

    /** WeIdentity's own CPTs and its samples: given by name of the number alone, never as the next free one. */
    private static final long FIRST_RESERVED = 101;
    private static final long LAST_RESERVED = 115;

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

    static boolean isReserved(long cptId) {
        return FIRST_RESERVED <= cptId && cptId <= LAST_RESERVED;
    }
}
