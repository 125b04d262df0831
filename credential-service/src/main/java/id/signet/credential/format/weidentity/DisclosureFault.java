package id.signet.credential.format.weidentity;

/** Why a holder's wish to show a part of a credential cannot be done. */
public enum DisclosureFault {
    /** It is no well-formed credential, or of a form whose leaves cannot be hidden. */
    CREDENTIAL("credential-not-selective"),
    /** Its leaves and salts do not fit. */
    SALT_MISMATCH("salt-mismatch"),
    /** Something of it is hidden already. */
    RE_DISCLOSED("credential-re-disclosed"),
    /** The policy names what the claim does not have. */
    POLICY_SHAPE("policy-shape-mismatch"),
    /** The policy says of a leaf what nobody knows. */
    POLICY_VALUE("policy-value-unknown"),
    /** What is shown is not what the policy asks for. */
    NOT_ANSWERED("policy-not-answered"),
    /** The policy asks for a predicate. */
    PREDICATE("predicate-unsupported");

    private final String code;

    DisclosureFault(String code) {
        this.code = code;
    }

    /** Stable, lower-case, hyphenated. */
    public String code() {
        return code;
    }
}
