package id.signet.ledger.merkle;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A run of entries as C2SP tlog-tiles serves it beside the level 0 tile with the same index and width.
 *
 * @param width 1 to 256; a bundle of 256 never changes
 */
public record EntryBundle(long index, int width) {

    /** The length prefix has 16 bits. */
    public static final int LONGEST_ENTRY = 0xffff;

    public EntryBundle {
        new Tile(0, index, width);
    }

    /** The bundle of the entries whose leaf hashes are in a level 0 tile. */
    public static EntryBundle beside(Tile tile) {
        if (tile.level() != 0) {
            throw new IllegalArgumentException("entries stand beside level 0, not " + tile.level());
        }
        return new EntryBundle(tile.index(), tile.width());
    }

    /** {@code entries/<N>[.p/<W>]}, to be put behind {@code <prefix>/tile/}. */
    public String path() {
        return PREFIX + Tile.numbered(index, width);
    }

    /** Reads {@code entries/<N>[.p/<W>]}. */
    public static EntryBundle parse(String path) {
        if (!path.startsWith(PREFIX)) {
            throw new MalformedInput("the path of an entry bundle starts with entries/");
        }
        Tile tile = Tile.parse("0/" + path.substring(PREFIX.length()));
        return new EntryBundle(tile.index(), tile.width());
    }

    private static final String PREFIX = "entries/";

    /** "Entry bundles are sequences of big-endian uint16 length-prefixed log entries." */
    public static byte[] encode(List<Bytes> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Bytes entry : entries) {
            if (entry.size() > LONGEST_ENTRY) {
                throw new IllegalArgumentException("an entry of " + entry.size() + " bytes does not fit a bundle");
            }
            out.write(entry.size() >>> 8);
            out.write(entry.size());
            out.writeBytes(entry.toArray());
        }
        return out.toByteArray();
    }

    /** The entries of a bundle that came from elsewhere. */
    public static List<Bytes> decode(byte[] bundle) {
        List<Bytes> entries = new ArrayList<>();
        int at = 0;
        while (at < bundle.length) {
            if (bundle.length - at < 2) {
                throw new MalformedInput("an entry bundle ends inside a length");
            }
            int length = Byte.toUnsignedInt(bundle[at]) * 256 + Byte.toUnsignedInt(bundle[at + 1]);
            at += 2;
            if (bundle.length - at < length) {
                throw new MalformedInput("an entry bundle ends inside an entry");
            }
            entries.add(Bytes.of(Arrays.copyOfRange(bundle, at, at + length)));
            at += length;
        }
        return entries;
    }
}
