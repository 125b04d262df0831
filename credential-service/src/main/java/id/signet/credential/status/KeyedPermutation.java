package id.signet.credential.status;

import id.signet.crypto.hash.Hashes;
import java.nio.ByteBuffer;

/**
 * A permutation of the numbers from 0 to {@code size - 1}, fixed by a secret key. It turns a counter into list indexes:
 * no index comes twice, and without the key their order tells nothing about the order of issuance.
 *
 * <p>
 * A balanced Feistel network over the next even number of bits, whose round function is SHA-256 over key, round and half
 * (always one block, so it is a pseudo-random function of the key); numbers that fall outside the size walk the cycle
 * until they are inside (Black and Rogaway, Ciphers with Arbitrary Finite Domains, 2002).
 */
public final class KeyedPermutation {

    public static final int KEY_LENGTH = 32;

    /** More than the 7 that suffice for large domains, because ours are small. */
    private static final int ROUNDS = 12;

    private final byte[] key;
    private final int size;
    private final int halfBits;
    private final int halfMask;

    /**
     * @param key 32 random bytes
     * @param size how many numbers are permuted, at least 2
     */
    public KeyedPermutation(byte[] key, int size) {
        if (key.length != KEY_LENGTH) {
            throw new IllegalArgumentException("the key of a permutation has 32 bytes, not " + key.length);
        }
        if (size < 2) {
            throw new IllegalArgumentException("nothing to permute in " + size);
        }
        this.key = key.clone();
        this.size = size;
        int bits = 32 - Integer.numberOfLeadingZeros(size - 1);
        this.halfBits = (bits + 1) / 2;
        this.halfMask = (1 << halfBits) - 1;
    }

    public int size() {
        return size;
    }

    /** @throws IndexOutOfBoundsException unless {@code 0 <= number < size} */
    public int apply(long number) {
        if (number < 0 || number >= size) {
            throw new IndexOutOfBoundsException("not from 0 to " + (size - 1) + ": " + number);
        }
        long walked = number;
        do {
            walked = encrypt(walked);
        } while (walked >= size);
        return (int) walked;
    }

    private long encrypt(long number) {
        int left = (int) (number >>> halfBits) & halfMask;
        int right = (int) number & halfMask;
        for (int round = 0; round < ROUNDS; round++) {
            int next = left ^ (roundFunction(round, right) & halfMask);
            left = right;
            right = next;
        }
        return (long) left << halfBits | right;
    }

    private int roundFunction(int round, int half) {
        byte[] input = ByteBuffer.allocate(8).putInt(round).putInt(half).array();
        return ByteBuffer.wrap(Hashes.sha256(key, input)).getInt();
    }
}
