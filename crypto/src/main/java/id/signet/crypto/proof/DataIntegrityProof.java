package id.signet.crypto.proof;

import id.signet.crypto.DateTimeStamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.MalformedInput;

/**
 * One proof of a document, read but not believed: Data Integrity 1.0 section 2.1. All its members, also those unknown
 * here, are covered by its signature and kept.
 *
 * @param id of this proof, when later proofs may name it
 * @param type {@code DataIntegrityProof}, or an older type that is a suite by itself
 * @param cryptosuite the name, the type where an older proof has none; it may be one that Signet does not have
 * @param verificationMethod URL of the key, which must be found and judged elsewhere
 * @param created claimed by the signer, so never a reason to trust
 * @param domain empty when there is none
 * @param previousProof ids of the proofs that this one also covers, in its order
 * @param proofValue multibase text; of {@link JsonWebSignature2020} its {@code jws}
 * @param options all members but that one
 */
public record DataIntegrityProof(Optional<String> id, String type, String cryptosuite, String verificationMethod,
        String proofPurpose, Optional<Instant> created, Optional<Instant> expires, List<String> domain,
        Optional<String> challenge, Optional<String> nonce, List<String> previousProof, String proofValue,
        ObjectNode options) {

    /** The type of all proofs that Data Integrity 1.0 defines. */
    public static final String TYPE = "DataIntegrityProof";

    private static final int MAX_TEXT = 4_096;
    /** Of a proof value: that of a selective suite has a signature, or a scalar, for each of many statements. */
    private static final int MAX_VALUE = 360_000;
    private static final int MAX_ITEMS = 32;

    public DataIntegrityProof {
        domain = List.copyOf(domain);
        previousProof = List.copyOf(previousProof);
        options = options.deepCopy();
    }

    /**
     * @throws MalformedInput if it is not an object; {@link ProofRefused} if it is no Data Integrity proof or a member
     *     is missing or has a wrong form
     */
    public static DataIntegrityProof parse(JsonNode json) {
        if (!(json instanceof ObjectNode proof)) {
            throw new MalformedInput("a proof is not an object");
        }
        String type = required(proof, "type");
        String cryptosuite = type.equals(TYPE)
                ? required(proof, "cryptosuite")
                : optional(proof, "cryptosuite").orElse(type);
        ObjectNode options = proof.deepCopy();
        options.remove(valueMember(type));
        return new DataIntegrityProof(url(optional(proof, "id"), "id"), type, cryptosuite,
                url(Optional.of(required(proof, "verificationMethod")), "verificationMethod").orElseThrow(),
                required(proof, "proofPurpose"), time(proof, "created"), time(proof, "expires"),
                strings(proof, "domain"), optional(proof, "challenge"), optional(proof, "nonce"),
                strings(proof, "previousProof"), proofValue(proof, type), options);
    }

    private static String valueMember(String type) {
        return type.equals(JsonWebSignature2020.NAME) ? JsonWebSignature2020.MEMBER : "proofValue";
    }

    private static String proofValue(ObjectNode proof, String type) {
        String text = text(proof.get(valueMember(type)), valueMember(type), MAX_VALUE);
        if (type.equals(JsonWebSignature2020.NAME)) {
            return text;
        }
        if (text.length() < 2 || (text.charAt(0) != 'z' && text.charAt(0) != 'u')) {
            throw new ProofRefused("the proofValue of a proof is not multibase");
        }
        return text;
    }

    private static Optional<Instant> time(ObjectNode proof, String name) {
        return optional(proof, name).map(text -> DateTimeStamps.parse(text)
                .orElseThrow(() -> new ProofRefused(
                        "the " + name + " of a proof is not a date and time with its offset")));
    }

    private static String required(ObjectNode proof, String name) {
        return optional(proof, name).orElseThrow(() -> new ProofRefused("a proof has no " + name));
    }

    private static Optional<String> optional(ObjectNode proof, String name) {
        JsonNode value = proof.get(name);
        return value == null ? Optional.empty() : Optional.of(text(value, name));
    }

    private static String text(@Nullable JsonNode value, String name) {
        return text(value, name, MAX_TEXT);
    }

    private static String text(@Nullable JsonNode value, String name, int longest) {
        if (value == null) {
            throw new ProofRefused("a proof has no " + name);
        }
        if (!value.isString() || value.stringValue().isEmpty() || value.stringValue().length() > longest) {
            throw new ProofRefused(
                    "the " + name + " of a proof is not a string of 1 to " + longest + " characters");
        }
        return value.stringValue();
    }

    /** An absolute URL by its look; what it names is found out by those who follow it. */
    private static Optional<String> url(Optional<String> text, String name) {
        text.ifPresent(url -> {
            if (url.indexOf(':') < 1 || url.chars().anyMatch(c -> c <= 0x20 || c >= 0x7f)) {
                throw new ProofRefused("the " + name + " of a proof is not a URL");
            }
        });
        return text;
    }

    /** A string, or a set of strings. */
    private static List<String> strings(ObjectNode proof, String name) {
        JsonNode value = proof.get(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            return List.of(text(value, name));
        }
        List<String> texts = new ArrayList<>();
        value.forEach(item -> texts.add(text(item, name)));
        if (texts.isEmpty() || texts.size() > MAX_ITEMS || new HashSet<>(texts).size() != texts.size()) {
            throw new ProofRefused("the " + name + " of a proof is not a set of 1 to " + MAX_ITEMS + " strings");
        }
        return texts;
    }

    Map<String, String> identifiers() {
        return identifiers(options);
    }

    /** The members that tell which suite made the proof. */
    static Map<String, String> identifiers(ObjectNode options) {
        Map<String, String> identifiers = new HashMap<>();
        for (String name : new String[]{"type", "cryptosuite"}) {
            if (options.path(name).isString()) {
                identifiers.put(name, options.get(name).stringValue());
            }
        }
        return identifiers;
    }

    /** A copy. */
    @Override
    public ObjectNode options() {
        return options.deepCopy();
    }

    /** The proof as it was read. */
    public ObjectNode toJson() {
        return options().put(valueMember(type), proofValue);
    }
}
