package id.signet.ledger.merkle;

import id.signet.crypto.hash.Hashes;
import id.signet.ledger.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * RFC 9162 §2.1.1, §2.1.3.1 and §2.1.4.1 as they are printed: recursive, slow, and obviously right. Only to check the
 * fast code against.
 */
final class RecursiveDefinition {

    private final List<byte[]> d;
    /** Subtree roots already computed, only to save time. */
    private final Map<Range, Hash> known = new HashMap<>();

    private record Range(int from, int to) {}

    RecursiveDefinition(List<byte[]> d) {
        this.d = List.copyOf(d);
    }

    /** n entries of different lengths, the first one empty. */
    static List<byte[]> entries(int n) {
        return IntStream.range(0, n).mapToObj(i -> "entry ".repeat(i).getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** MTH(D[from:to]). */
    Hash mth(int from, int to) {
        Range range = new Range(from, to);
        Hash hash = known.get(range);
        if (hash == null) {
            hash = computeMth(from, to);
            known.put(range, hash);
        }
        return hash;
    }

    private Hash computeMth(int from, int to) {
        int n = to - from;
        if (n == 0) {
            return Hash.of(Hashes.sha256());
        }
        if (n == 1) {
            return Hash.of(Hashes.sha256(new byte[]{0}, d.get(from)));
        }
        int k = largestPowerOfTwoBelow(n);
        return Hash.of(Hashes.sha256(new byte[]{1}, mth(from, from + k).bytes(), mth(from + k, to).bytes()));
    }

    /** PATH(m, D[n]). */
    List<Hash> path(int m, int n) {
        return path(m, 0, n);
    }

    private List<Hash> path(int m, int from, int to) {
        int n = to - from;
        if (n == 1) {
            return List.of();
        }
        int k = largestPowerOfTwoBelow(n);
        return m < k
                ? followedBy(path(m, from, from + k), mth(from + k, to))
                : followedBy(path(m - k, from + k, to), mth(from, from + k));
    }

    /** PROOF(m, D[n]). */
    List<Hash> proof(int m, int n) {
        return subproof(m, 0, n, true);
    }

    private List<Hash> subproof(int m, int from, int to, boolean b) {
        int n = to - from;
        if (m == n) {
            return b ? List.of() : List.of(mth(from, to));
        }
        int k = largestPowerOfTwoBelow(n);
        return m <= k
                ? followedBy(subproof(m, from, from + k, b), mth(from + k, to))
                : followedBy(subproof(m - k, from + k, to, false), mth(from, from + k));
    }

    private static List<Hash> followedBy(List<Hash> path, Hash hash) {
        List<Hash> longer = new ArrayList<>(path);
        longer.add(hash);
        return longer;
    }

    private static int largestPowerOfTwoBelow(int n) {
        int k = 1;
        while (2 * k < n) {
            k *= 2;
        }
        return k;
    }
}
