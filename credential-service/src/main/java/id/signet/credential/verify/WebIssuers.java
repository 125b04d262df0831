package id.signet.credential.verify;

import java.util.Optional;

/** The keys of issuers that are no DIDs but https addresses (SD-JWT VC, JWT VC Issuer Metadata). */
@FunctionalInterface
public interface WebIssuers {

    /**
     * @param issuer {@code iss}
     * @param keyId {@code kid}, where the token has one
     */
    Signers.Answer find(String issuer, Optional<String> keyId);
}
