package id.signet.credential;

import id.signet.crypto.MalformedInput;

/** A credential or presentation that is not what it should be, with the class of problem that W3C names for it. */
public final class MalformedCredential extends MalformedInput {

    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final String code;

    /** @param code stable, lower-case, hyphenated */
    public MalformedCredential(Problem problem, String code, String message) {
        super(message);
        this.problem = problem;
        this.code = code;
    }

    public Problem problem() {
        return problem;
    }

    public String code() {
        return code;
    }
}
