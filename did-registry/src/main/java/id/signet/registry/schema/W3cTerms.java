package id.signet.registry.schema;

import java.util.Set;

/**
 * The terms of {@code https://www.w3.org/ns/credentials/v2}, whose meaning is protected: a type must not be called like
 * one, and a claim called like one either has that meaning or has to step back where the W3C uses it.
 */
final class W3cTerms {

    /** Defined wherever the context is used; nothing may define them again. */
    static final Set<String> EVERYWHERE = Set.of("BitstringStatusList", "BitstringStatusListCredential",
            "BitstringStatusListEntry", "DataIntegrityProof", "EnvelopedVerifiableCredential",
            "EnvelopedVerifiablePresentation", "JsonSchema", "JsonSchemaCredential", "VerifiableCredential",
            "VerifiablePresentation", "_sd", "_sd_alg", "...", "aud", "cnf", "description", "digestMultibase",
            "digestSRI", "exp", "iat", "id", "iss", "jku", "kid", "mediaType", "name", "nbf", "sub", "type", "x5u");

    /** Defined inside credentials, presentations, proofs and status entries, not inside a subject. */
    static final Set<String> ELSEWHERE = Set.of("assertionMethod", "authentication", "capabilityDelegation",
            "capabilityInvocation", "challenge", "confidenceMethod", "created", "credentialSchema", "credentialStatus",
            "credentialSubject", "cryptosuite", "domain", "encodedList", "evidence", "expires", "holder", "issuer",
            "jsonSchema", "jwk", "keyAgreement", "message", "nonce", "previousProof", "proof", "proofPurpose",
            "proofValue", "refreshService", "relatedResource", "renderMethod", "status", "statusListCredential",
            "statusListIndex", "statusMessage", "statusPurpose", "statusReference", "statusSize", "termsOfUse", "ttl",
            "validFrom", "validUntil", "verifiableCredential", "verificationMethod");

    private W3cTerms() {}
}
