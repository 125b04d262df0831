package id.signet.ledger.merkle;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.TreeSize;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of stored hashes, as C2SP tlog-tiles cuts the tree: the hash with number {@code i} at level {@code l} is MTH of
 * the leaves {@code [i * 256^l, (i + 1) * 256^l)}, and the tile with index {@code n} holds the hashes {@code n * 256}
 * to {@code n * 256 + width - 1}.
 *
 * @param level 0 for leaf hashes; at most 7, more leaves than a {@code long} counts need no further level
 * @param width 1 to 256; 256 is a full tile, which never changes
 */
public record Tile(int level, long index, int width) {

    /** Binary levels in a tile. */
    public static final int HEIGHT = 8;

    /** Hashes in a full tile. */
    public static final int FULL = 1 << HEIGHT;

    static final int LEVELS = 8;

    public Tile {
        if (level < 0 || level >= LEVELS || index < 0 || index > Long.MAX_VALUE >>> HEIGHT || width < 1
                || width > FULL) {
            throw new IllegalArgumentException("no such tile: level " + level + " index " + index + " width " + width);
        }
    }

    public boolean isFull() {
        return width == FULL;
    }

    /** The number of its first hash at its level. */
    public long firstHash() {
        return index << HEIGHT;
    }

    /** The right edge of a tree: at every level the partial tile, if there is one, lowest level first. */
    public static List<Tile> partialTiles(TreeSize size) {
        List<Tile> tiles = new ArrayList<>();
        for (int level = 0; level < LEVELS; level++) {
            // "The partial tile at level l for a tree of size s has floor(s / 256**l) mod 256 entries."
            long hashes = hashes(size.value(), level);
            int width = (int) (hashes % FULL);
            if (width > 0) {
                tiles.add(new Tile(level, hashes / FULL, width));
            }
        }
        return tiles;
    }

    /**
     * What must be published when the published tree grows: each tile that became full, and the partial tiles of the
     * new size where they differ from those of the old.
     */
    public static List<Tile> grown(TreeSize from, TreeSize to) {
        List<Tile> tiles = new ArrayList<>();
        for (int level = 0; level < LEVELS; level++) {
            long before = hashes(from.value(), level);
            long after = hashes(to.value(), level);
            if (after == before) {
                break;
            }
            for (long index = before / FULL; index < after / FULL; index++) {
                tiles.add(new Tile(level, index, FULL));
            }
            int width = (int) (after % FULL);
            if (width > 0) {
                tiles.add(new Tile(level, after / FULL, width));
            }
        }
        return tiles;
    }

    /** The tile with that number as a tree of that size has it: full, or as wide as the tree goes. */
    public static Tile within(TreeSize size, int level, long index) {
        long hashes = hashes(size.value(), level);
        if (index < 0 || index > hashes / FULL) {
            throw new IllegalArgumentException("a tree of " + size.value() + " has no tile " + level + "/" + index);
        }
        return new Tile(level, index, (int) Math.min(FULL, hashes - index * FULL));
    }

    /** Whether a tree of that size has all hashes of this tile. */
    public boolean isCoveredBy(TreeSize size) {
        long hashes = hashes(size.value(), level);
        return index <= hashes / FULL && width <= hashes - firstHash();
    }

    /** {@code <L>/<N>[.p/<W>]}, to be put behind {@code <prefix>/tile/}. */
    public String path() {
        return level + "/" + numbered(index, width);
    }

    /** Reads {@code <L>/<N>[.p/<W>]}; there is exactly one spelling of each tile. */
    public static Tile parse(String path) {
        int slash = path.indexOf('/');
        if (slash != 1 || path.charAt(0) < '0' || path.charAt(0) >= '0' + LEVELS) {
            throw new MalformedInput("a tile path starts with a level from 0 to 7 and a slash");
        }
        return Numbered.parse(path.substring(2)).tile(path.charAt(0) - '0');
    }

    static String numbered(long index, int width) {
        StringBuilder text = new StringBuilder();
        appendGroups(index / 1000, text);
        appendThreeDigits(index % 1000, text);
        if (width < FULL) {
            text.append(".p/").append(width);
        }
        return text.toString();
    }

    // "zero-padded 3-digit path elements. All but the last path element MUST begin with an x."
    private static void appendGroups(long groups, StringBuilder text) {
        if (groups > 0) {
            appendGroups(groups / 1000, text);
            text.append('x');
            appendThreeDigits(groups % 1000, text);
            text.append('/');
        }
    }

    private static void appendThreeDigits(long number, StringBuilder text) {
        text.append((char) ('0' + number / 100))
                .append((char) ('0' + number / 10 % 10))
                .append((char) ('0' + number % 10));
    }

    /** How many hashes a tree of that size has at the level. */
    static long hashes(long size, int level) {
        return size >>> (HEIGHT * level);
    }

    /** The part {@code <N>[.p/<W>]} that tiles and entry bundles share. */
    record Numbered(long index, int width) {

        private static final int LONGEST = 40;

        static Numbered parse(String text) {
            if (text.length() > LONGEST) {
                throw new MalformedInput("a tile path is shorter than that");
            }
            int partial = text.indexOf(".p/");
            String groups = partial < 0 ? text : text.substring(0, partial);
            int width = partial < 0 ? FULL : width(text.substring(partial + 3));
            long index = index(groups);
            if (!groups.equals(numbered(index, FULL))) {
                throw new MalformedInput(
                        "a tile index is written as groups of three digits, x before all but the last");
            }
            return new Numbered(index, width);
        }

        private static int width(String digits) {
            int width = digits.matches("[1-9][0-9]{0,2}") ? Integer.parseInt(digits) : 0;
            if (width < 1 || width >= FULL) {
                throw new MalformedInput("a partial tile is 1 to 255 wide, in decimal");
            }
            return width;
        }

        private static long index(String groups) {
            String digits = groups.replace("/", "").replace("x", "");
            // The largest index of a level 0 tile has 17 digits.
            if (!digits.matches("[0-9]{3,18}")) {
                throw new MalformedInput(
                        "a tile index is written as groups of three digits, x before all but the last");
            }
            long index = Long.parseLong(digits);
            if (index > Long.MAX_VALUE >>> HEIGHT) {
                throw new MalformedInput("no tree has a tile with so large an index");
            }
            return index;
        }

        Tile tile(int level) {
            return new Tile(level, index, width);
        }
    }
}
