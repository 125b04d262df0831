package id.signet.credential.verify;

import tools.jackson.databind.node.ArrayNode;

/** Which domains are the issuer's own, by his DID document's word and by theirs. */
@FunctionalInterface
public interface IssuerDomains {

    /**
     * @param issuer a DID
     * @return {@code [{origin, result, code?, message?, retrieved?, validUntil?}]}, the result {@code linked},
     *     {@code not-linked} or {@code unknown}
     */
    ArrayNode of(String issuer);
}
