package id.signet.credential.status.codec;

/** Where an entry of 1, 2, 4 or 8 bits stands: it never crosses a byte. */
final class StatusBits {

    private StatusBits() {}

    static long entries(byte[] bits, int size) {
        return bits.length * 8L / requireSize(size);
    }

    static long position(byte[] bits, int size, long index) {
        if (index < 0 || index >= entries(bits, size)) {
            throw new IndexOutOfBoundsException("the list has " + entries(bits, size) + " entries, none at " + index);
        }
        return index * size;
    }

    static int mask(int size) {
        return (1 << size) - 1;
    }

    static void replace(byte[] bits, int at, int shift, int size, int value) {
        if (value < 0 || value > mask(size)) {
            throw new IllegalArgumentException(value + " does not fit in " + size + " bits");
        }
        bits[at] = (byte) ((bits[at] & ~(mask(size) << shift)) | (value << shift));
    }

    private static int requireSize(int size) {
        if (size != 1 && size != 2 && size != 4 && size != 8) {
            throw new IllegalArgumentException("an entry has 1, 2, 4 or 8 bits, not " + size);
        }
        return size;
    }
}
