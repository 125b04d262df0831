package id.signet.credential.weidentity;

import id.signet.credential.issue.IssueOutcome.Issued;

/** Who vouches for the time of a credential of CPT 108. */
@FunctionalInterface
public interface TimestampAuthority {

    /**
     * Puts the time into a credential that was logged and signed; the issuer's signature does not cover it. The same credential
     * gets the same time again.
     */
    Issued stamp(Issued credential);
}
