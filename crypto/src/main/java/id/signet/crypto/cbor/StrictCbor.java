package id.signet.crypto.cbor;

import id.signet.crypto.MalformedInput;
import java.util.Set;

/**
 * The one door for CBOR from outside. It reads RFC 8949 in its core deterministic encoding (section 4.2.1) and refuses
 * all else with {@link MalformedInput}:
 *
 * <ul>
 * <li>a length or an integer that is not in its shortest form, or a length that is not told at the start;
 * <li>a key twice in one map, a key that is neither integer nor text, keys that are not in the order of their bytes
 * (unless the caller takes {@linkplain Limits#withAnyOrder() any order}: COSE headers are signed as they were sent);
 * <li>a tag that the caller did not name;
 * <li>floating point numbers, {@code undefined}, other simple values, integers beyond 64 bits with sign;
 * <li>a text that is not UTF-8;
 * <li>nothing behind the item; and the sizes of {@link Limits}.
 * </ul>
 */
public final class StrictCbor {

    private StrictCbor() {}

    /**
     * How large an item may be and what may stand in it.
     *
     * @param bytes of the whole encoding; more is {@link MalformedInput.TooLarge}
     * @param depth arrays, maps and tags open at one time
     * @param items of all kinds, keys included
     * @param tags the numbers of the tags that may occur
     * @param sorted whether the keys of maps must be in order
     */
    public record Limits(int bytes, int depth, int items, Set<Long> tags, boolean sorted) {

        /** 1 MiB, 16 levels, 100,000 items, no tags, keys in order. */
        public static final Limits DEFAULT = new Limits(1 << 20, 16, 100_000, Set.of(), true);

        public Limits {
            if (bytes < 1 || depth < 1 || items < 1) {
                throw new IllegalArgumentException("a limit must be positive");
            }
            if (depth > 512) {
                throw new IllegalArgumentException("the reader recurses: 512 levels at most");
            }
            tags = Set.copyOf(tags);
        }

        public Limits withBytes(int newBytes) {
            return new Limits(newBytes, depth, items, tags, sorted);
        }

        public Limits withDepth(int newDepth) {
            return new Limits(bytes, newDepth, items, tags, sorted);
        }

        public Limits withItems(int newItems) {
            return new Limits(bytes, depth, newItems, tags, sorted);
        }

        public Limits withTags(Long... newTags) {
            return new Limits(bytes, depth, items, Set.of(newTags), sorted);
        }

        public Limits withAnyOrder() {
            return new Limits(bytes, depth, items, tags, false);
        }
    }

    public static Cbor parse(byte[] encoded) {
        return parse(encoded, Limits.DEFAULT);
    }

    public static Cbor parse(byte[] encoded, Limits limits) {
        if (encoded.length > limits.bytes()) {
            throw new MalformedInput.TooLarge("the CBOR item is larger than " + limits.bytes() + " bytes");
        }
        return new CborReader(encoded, limits).document();
    }
}
