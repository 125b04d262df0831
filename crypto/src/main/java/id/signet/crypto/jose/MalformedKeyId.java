package id.signet.crypto.jose;

import id.signet.crypto.MalformedInput;

/** A {@code kid} that no key can have: a value that is wrong rather than a text that cannot be read. */
public final class MalformedKeyId extends MalformedInput {

    private static final long serialVersionUID = 1L;

    public MalformedKeyId(String message) {
        super(message);
    }
}
