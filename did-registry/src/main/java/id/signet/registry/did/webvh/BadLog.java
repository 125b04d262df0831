package id.signet.registry.did.webvh;

import id.signet.crypto.MalformedInput;

/** A rule of did:webvh 1.0 that an entry of a log breaks. */
final class BadLog extends MalformedInput {

    private static final long serialVersionUID = 1L;

    BadLog(String message) {
        super(message);
    }

    BadLog(String message, Throwable cause) {
        super(message, cause);
    }

    static void unless(boolean holds, String message) {
        if (!holds) {
            throw new BadLog(message);
        }
    }
}
