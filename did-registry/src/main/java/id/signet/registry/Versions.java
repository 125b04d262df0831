package id.signet.registry;

import java.util.function.LongPredicate;

/** Versions are numbered from 1 in the order in which they were logged. */
public final class Versions {

    private Versions() {}

    /** The last of 1 to {@code newest} that satisfies a test which holds for a first stretch of them; 0 if none does. */
    public static long last(long newest, LongPredicate test) {
        long low = 0;
        long high = newest;
        while (low < high) {
            long middle = (low + high + 1) / 2;
            if (test.test(middle)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
