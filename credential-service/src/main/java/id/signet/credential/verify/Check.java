package id.signet.credential.verify;

/** One named question about a credential that is well formed. */
public interface Check {

    CheckName name();

    CheckOutcome run(Verification verification);
}
