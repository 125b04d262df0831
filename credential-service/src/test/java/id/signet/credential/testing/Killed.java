package id.signet.credential.testing;

/** Ends a thread where it stands, as a kill would: nothing that catches exceptions may go on. */
public final class Killed extends Error {

    private static final long serialVersionUID = 1L;
}
