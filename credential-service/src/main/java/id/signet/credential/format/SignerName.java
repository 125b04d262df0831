package id.signet.credential.format;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import java.util.Optional;

/** The key that a token or a message names as its signer's (VC-JOSE-COSE §3.3.1). */
final class SignerName {

    private SignerName() {}

    /**
     * A {@code kid} is an absolute DID URL, or relative to the issuer. Without one the issuer itself is named, which only
     * a pinned key answers.
     *
     * @throws MalformedCredential when there is nothing that a relative {@code kid} is relative to
     */
    static String of(Optional<String> kid, Optional<String> issuer) {
        if (kid.isPresent() && kid.get().startsWith("did:")) {
            return kid.get();
        }
        if (issuer.isEmpty()) {
            throw new MalformedCredential(
                    Problem.MALFORMED_VALUE, "kid-relative", "Without iss, kid is an absolute DID URL.");
        }
        return issuer.get() + kid.map(id -> id.startsWith("#") ? id : "#" + id).orElse("");
    }
}
