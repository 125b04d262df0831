package id.signet.app.api.problem;

import id.signet.crypto.MalformedInput;

/** A member or parameter the operation does not know: nothing that is sent is silently ignored. */
public final class UnknownMember extends MalformedInput {

    private static final long serialVersionUID = 1L;

    public UnknownMember(String message) {
        super(message);
    }
}
