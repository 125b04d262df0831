package id.signet.credential.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyedPermutationTest {

    private static final int SIZE = 131_072;

    private static byte[] key(long seed) {
        byte[] key = new byte[KeyedPermutation.KEY_LENGTH];
        new Random(seed).nextBytes(key);
        return key;
    }

    @Test
    void everyNumberComesExactlyOnceAlsoWhereTheSizeIsNoPowerOfTwo() {
        for (int size : new int[]{2, 3, 10, 100, 1000, 4096, 5000, SIZE}) {
            var permutation = new KeyedPermutation(key(size), size);
            var seen = new BitSet(size);
            for (int i = 0; i < size; i++) {
                seen.set(permutation.apply(i));
            }
            assertThat(seen.cardinality()).as("size %d", size).isEqualTo(size);
            assertThat(seen.length()).isEqualTo(size);
        }
    }

    @Test
    void theSameKeyGivesTheSameIndexesAndAnotherKeyOthers() {
        var one = new KeyedPermutation(key(1), SIZE);
        var same = new KeyedPermutation(key(1), SIZE);
        var other = new KeyedPermutation(key(2), SIZE);
        int[] expected = IntStream.range(0, 100).map(one::apply).toArray();
        assertThat(IntStream.range(0, 100).map(same::apply).toArray()).isEqualTo(expected);
        assertThat(IntStream.range(0, 100).map(other::apply).toArray()).isNotEqualTo(expected);
    }

    @Test
    void aNumberOutsideTheSizeIsRefused() {
        var permutation = new KeyedPermutation(key(1), 10);
        assertThatThrownBy(() -> permutation.apply(10)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> permutation.apply(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new KeyedPermutation(new byte[16], 10)).isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * 100,000 issues, as one issuer would make them, over full lists. Three views of the sequence are judged by
     * chi-square with a fixed seed: where the first quarter of a list falls, the distance from one index to the next, and
     * in which order runs of three come. The limits are those of one in ten thousand; an allocator that leaks the order
     * misses them by orders of magnitude.
     */
    @Test
    void L12_theIndexesOfAHundredThousandIssuesAreUniformAndDoNotLeakTheirOrder() {
        int issues = 100_000;
        int quarter = SIZE / 4;
        int lists = issues / quarter + 1;
        var places = new long[64];
        var steps = new long[64];
        var orders = new long[6];
        int counted = 0;
        int triples = 0;
        int stepped = 0;
        for (int list = 0; list < lists; list++) {
            var permutation = new KeyedPermutation(key(7_000 + list), SIZE);
            int before = -1;
            for (int i = 0; i < quarter && counted < issues; i++, counted++) {
                int index = permutation.apply(i);
                places[index / (SIZE / places.length)]++;
                if (before >= 0) {
                    steps[Math.floorMod(index - before, SIZE) / (SIZE / steps.length)]++;
                    stepped++;
                }
                before = index;
                if (i % 3 == 2) {
                    orders[order(permutation.apply(i - 2), permutation.apply(i - 1), index)]++;
                    triples++;
                }
            }
        }
        // 63 and 5 degrees of freedom: 112.3 and 25.7 are exceeded by chance once in ten thousand.
        assertThat(chiSquare(places, counted)).as("places").isLessThan(112.3);
        assertThat(chiSquare(steps, stepped)).as("steps").isLessThan(112.3);
        assertThat(chiSquare(orders, triples)).as("orders of three").isLessThan(25.7);
    }

    @Test
    void L12_theTestWouldCatchACounterThatIsOnlyShifted() {
        var places = new long[64];
        for (int i = 0; i < SIZE / 4; i++) {
            places[(i + 40_000) % SIZE / (SIZE / places.length)]++;
        }
        assertThat(chiSquare(places, SIZE / 4)).isGreaterThan(10_000);
    }

    private static int order(int a, int b, int c) {
        return a < b ? b < c ? 0 : a < c ? 1 : 2 : a < c ? 3 : b < c ? 4 : 5;
    }

    private static double chiSquare(long[] counts, long total) {
        double expected = (double) total / counts.length;
        return Arrays.stream(counts).mapToDouble(count -> (count - expected) * (count - expected) / expected).sum();
    }
}
