package id.signet.crypto.cms;

import id.signet.crypto.MalformedInput;

/**
 * The one door for ASN.1 from outside (X.690): one value and nothing after it, definite lengths in their shortest form,
 * integers and booleans as DER writes them, strings in one piece, and no more than {@value #DEEPEST} values inside each other.
 * What passes is read the same way by every reader. The order of a SET OF is left open: widely used authorities do not sort.
 */
public final class StrictDer {

    private static final int DEEPEST = 32;
    private static final int CONSTRUCTED = 0x20;
    private static final int TAG = 0x1f;
    private static final int BOOLEAN = 1;
    private static final int INTEGER = 2;
    private static final int SEQUENCE = 16;
    private static final int SET = 17;

    private final byte[] der;

    private StrictDer(byte[] der) {
        this.der = der;
    }

    /**
     * @param most how many bytes it may have
     * @throws MalformedInput if it is anything but one such value
     */
    public static void check(byte[] der, int most) {
        if (der.length > most) {
            throw new MalformedInput.TooLarge("the ASN.1 value has more than " + most + " bytes");
        }
        int end = new StrictDer(der).value(0, der.length, 0);
        if (end != der.length) {
            throw new MalformedInput("something stands behind the ASN.1 value");
        }
    }

    /** @return where the value ends */
    private int value(int start, int limit, int depth) {
        if (depth > DEEPEST) {
            throw new MalformedInput("the ASN.1 value is nested too deeply");
        }
        int identifier = at(start, limit);
        if ((identifier & TAG) == TAG) {
            throw new MalformedInput("the ASN.1 value has a tag that nothing here uses");
        }
        int first = at(start + 1, limit);
        int content = start + 2;
        int length = first;
        if (first >= 0x80) {
            int count = first & 0x7f;
            if (count == 0 || count > 3) {
                throw new MalformedInput("the ASN.1 value has a length that is not definite");
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = length << 8 | at(content + i, limit);
            }
            content += count;
            if (length < 0x80 || length >> (8 * (count - 1)) == 0) {
                throw new MalformedInput("the ASN.1 value has a length that is not in its shortest form");
            }
        }
        if (length > limit - content) {
            throw new MalformedInput("the ASN.1 value is cut off");
        }
        int end = content + length;
        if ((identifier & CONSTRUCTED) != 0) {
            if ((identifier & 0xc0) == 0 && (identifier & TAG) != SEQUENCE && (identifier & TAG) != SET) {
                throw new MalformedInput("a string of the ASN.1 value is in pieces");
            }
            for (int inner = content; inner < end;) {
                inner = value(inner, end, depth + 1);
            }
        } else {
            primitive(identifier, content, length);
        }
        return end;
    }

    private void primitive(int identifier, int content, int length) {
        switch (identifier) {
            case BOOLEAN -> {
                if (length != 1 || (der[content] != 0 && der[content] != -1)) {
                    throw new MalformedInput("a boolean of the ASN.1 value is neither true nor false");
                }
            }
            case INTEGER -> {
                boolean padded = length > 1 && ((der[content] == 0 && der[content + 1] >= 0)
                        || (der[content] == -1 && der[content + 1] < 0));
                if (length == 0 || padded) {
                    throw new MalformedInput("an integer of the ASN.1 value is not in its shortest form");
                }
            }
            case SEQUENCE, SET -> throw new MalformedInput("a sequence of the ASN.1 value is not one");
            default -> {
                // Its reader judges the content.
            }
        }
    }

    private int at(int index, int limit) {
        if (index >= limit) {
            throw new MalformedInput("the ASN.1 value is cut off");
        }
        return der[index] & 0xff;
    }
}
