package id.signet.crypto.proof;

import id.signet.crypto.DateTimeStamps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.json.Json;
import id.signet.crypto.json.JsonPointer;

/**
 * What a signer says about the proof it is about to make: Data Integrity 1.0 section 2.1.
 *
 * @param created written in whole seconds
 * @param domain empty for none; one is written as a string, several as an array
 * @param previousProof ids of proofs already in the document that this one covers too
 * @param mandatoryPointers for the selective suites: what every disclosure shows; not among the options that are written
 */
public record ProofOptions(Cryptosuite suite, String verificationMethod, String proofPurpose, Optional<String> id,
        Optional<Instant> created, Optional<Instant> expires, List<String> domain, Optional<String> challenge,
        Optional<String> nonce, List<String> previousProof, List<JsonPointer> mandatoryPointers) {

    public ProofOptions {
        mandatoryPointers = List.copyOf(mandatoryPointers);
        domain = List.copyOf(domain);
        previousProof = List.copyOf(previousProof);
    }

    public static ProofOptions of(Cryptosuite suite, String verificationMethod, String proofPurpose) {
        return new ProofOptions(suite, verificationMethod, proofPurpose, Optional.empty(), Optional.empty(),
                Optional.empty(), List.of(), Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    public ProofOptions withId(String value) {
        return new ProofOptions(suite, verificationMethod, proofPurpose, Optional.of(value), created, expires, domain,
                challenge, nonce, previousProof, mandatoryPointers);
    }

    public ProofOptions withCreated(Instant value) {
        return new ProofOptions(suite, verificationMethod, proofPurpose, id, Optional.of(value), expires, domain,
                challenge, nonce, previousProof, mandatoryPointers);
    }

    public ProofOptions withExpires(Instant value) {
        return new ProofOptions(suite, verificationMethod, proofPurpose, id, created, Optional.of(value), domain,
                challenge, nonce, previousProof, mandatoryPointers);
    }

    public ProofOptions withDomain(String... values) {
        return new ProofOptions(suite, verificationMethod, proofPurpose, id, created, expires, List.of(values),
                challenge, nonce, previousProof, mandatoryPointers);
    }

    public ProofOptions withChallenge(String value) {
        return new ProofOptions(suite, verificationMethod, proofPurpose, id, created, expires, domain,
                Optional.of(value), nonce, previousProof, mandatoryPointers);
    }

    public ProofOptions withNonce(String value) {
        return new ProofOptions(suite, verificationMethod, proofPurpose, id, created, expires, domain, challenge,
                Optional.of(value), previousProof, mandatoryPointers);
    }

    public ProofOptions withPreviousProof(String... ids) {
        return new ProofOptions(suite, verificationMethod, proofPurpose, id, created, expires, domain, challenge,
                nonce, List.of(ids), mandatoryPointers);
    }

    public ProofOptions withMandatoryPointers(List<JsonPointer> pointers) {
        return new ProofOptions(suite, verificationMethod, proofPurpose, id, created, expires, domain, challenge,
                nonce, previousProof, pointers);
    }

    /** The proof without {@code proofValue}, for this document. */
    public ObjectNode toJson(ObjectNode document) {
        ObjectNode json = Json.object();
        JsonNode context = document.get("@context");
        if (suite.storesContext() && context != null) {
            json.set("@context", context.deepCopy());
        }
        id.ifPresent(value -> json.put("id", value));
        new TreeMap<>(suite.identifiers()).descendingMap().forEach(json::put); // the type comes first
        created.ifPresent(value -> json.put("created", DateTimeStamps.format(value)));
        expires.ifPresent(value -> json.put("expires", DateTimeStamps.format(value)));
        json.put("verificationMethod", verificationMethod).put("proofPurpose", proofPurpose);
        put(json, "domain", domain);
        challenge.ifPresent(value -> json.put("challenge", value));
        nonce.ifPresent(value -> json.put("nonce", value));
        put(json, "previousProof", previousProof);
        return json;
    }

    private static void put(ObjectNode json, String name, List<String> values) {
        if (values.size() == 1) {
            json.put(name, values.getFirst());
        } else if (!values.isEmpty()) {
            json.set(name, Json.array(values));
        }
    }
}
