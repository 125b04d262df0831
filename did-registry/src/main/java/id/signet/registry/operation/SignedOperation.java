package id.signet.registry.operation;

import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.key.ChainSignatures;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.Signatures;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.operation.Operation.Party;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An operation with a signature that nobody has checked yet: the body of a log entry. */
public record SignedOperation(Operation operation, DidUrl verificationMethod, String algorithm, Bytes signature) {

    private static final int HASH_LENGTH = 32;
    private static final Set<String> PROOF_MEMBERS = Set.of("verificationMethod", "algorithm", "signature");

    /** Checks the signature under a key that the caller holds to be the signer's. */
    public Optional<VerifiedOperation> verify(PublicKey key) {
        return key.type().signsOperations() && fits(key)
                ? Optional.of(new VerifiedOperation(this, key))
                : Optional.empty();
    }

    /** Under the key's own algorithm, or the one by which the software of a chain signs with such a key. */
    private boolean fits(PublicKey key) {
        byte[] signed = operation.signedBytes().toArray();
        if (algorithm.equals(key.type().algorithm())) {
            return Signatures.verify(key, signed, signature.toArray());
        }
        return ChainSignatures.algorithm(key.type()).filter(algorithm::equals).isPresent()
                && ChainSignatures.verify(key, signed, signature.toArray());
    }

    public ObjectNode toJson() {
        ObjectNode json = operation.toJson();
        ObjectNode proof = json.putObject("proof");
        proof.put("verificationMethod", verificationMethod.toString());
        proof.put("algorithm", algorithm);
        proof.put("signature", signature.base64Url());
        return json;
    }

    /** What {@code previous} of the next operation says: SHA-256 of the RFC 8785 form, proof included. */
    public Bytes hash() {
        return Bytes.of(Hashes.sha256(Jcs.canonicalize(toJson())));
    }

    /** @throws MalformedInput if the entry body is not exactly one operation */
    public static SignedOperation parse(String type, ObjectNode body) {
        boolean subject = body.has("did");
        Set<String> members = Set.of("origin", subject ? "did" : "author", "sequence", "previous", "body", "proof");
        requireMembers(body, members);
        ObjectNode proof = object(body, "proof");
        requireMembers(proof, PROOF_MEMBERS);
        Did did = Did.parse(text(body, subject ? "did" : "author"));
        JsonNode sequence = body.path("sequence");
        if (!sequence.isIntegralNumber() || !sequence.canConvertToLong() || sequence.longValue() < 1) {
            throw new MalformedInput("sequence is a whole number from 1");
        }
        Optional<Bytes> previous = body.path("previous").isNull()
                ? Optional.empty()
                : Optional.of(Bytes.of(Base64Url.decode(text(body, "previous"))));
        if (previous.filter(hash -> hash.size() != HASH_LENGTH).isPresent()
                || (sequence.longValue() == 1) != previous.isEmpty()) {
            throw new MalformedInput("previous is the hash of the operation before, and null for the first");
        }
        Operation operation = new Operation(type, text(body, "origin"),
                subject ? new Party.Subject(did) : new Party.Author(did), sequence.longValue(), previous,
                object(body, "body"));
        return new SignedOperation(operation, DidUrl.parseMethodId(text(proof, "verificationMethod")),
                text(proof, "algorithm"), Bytes.of(Base64Url.decode(text(proof, "signature"))));
    }

    private static void requireMembers(ObjectNode node, Set<String> members) {
        if (node.size() != members.size() || !members.stream().allMatch(node::has)) {
            throw new MalformedInput("an operation has exactly the members " + new TreeSet<>(members));
        }
    }

    private static ObjectNode object(ObjectNode node, String member) {
        if (node.path(member) instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedInput(member + " is an object");
    }

    private static String text(ObjectNode node, String member) {
        JsonNode value = node.path(member);
        if (!value.isString()) {
            throw new MalformedInput(member + " is a string");
        }
        return value.stringValue();
    }
}
