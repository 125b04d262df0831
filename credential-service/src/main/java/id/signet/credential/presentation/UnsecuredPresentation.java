package id.signet.credential.presentation;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A presentation that lacks its holder's signature.
 *
 * @param document of VC Data Model 2.0, {@code holder} and credentials included
 * @param verificationMethod the absolute DID URL of the holder's method that will sign
 * @param created the time the signature claims, in whole seconds
 * @param challenge the verifier's nonce
 * @param domain the verifier's name
 * @param cryptosuite for {@code data-integrity} only; absent: the JCS suite that fits the key
 */
public record UnsecuredPresentation(ObjectNode document, String verificationMethod, Instant created,
        Optional<String> challenge, Optional<String> domain, Optional<String> cryptosuite) {}
