package id.signet.crypto.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.Signatures;
import id.signet.crypto.key.SigningKey;

/**
 * A document and its proofs, taken apart: Data Integrity 1.0 sections 4.2 to 4.5. Proofs without {@code previousProof}
 * form a set, each covering the document alone; one with {@code previousProof} also covers the proofs it names.
 */
public final class SecuredDocument {

    private static final int MAX_PROOFS = 16;

    private final ObjectNode unsecured;
    private final List<DataIntegrityProof> proofs;
    private final Map<String, DataIntegrityProof> byId;
    private final Cryptosuites suites;
    private final Map<DataIntegrityProof, ProofReading> readings = new ConcurrentHashMap<>();
    private final Map<ObjectNode, CoveredDocument> documents = new ConcurrentHashMap<>();

    private SecuredDocument(ObjectNode unsecured, List<DataIntegrityProof> proofs,
            Map<String, DataIntegrityProof> byId, Cryptosuites suites) {
        this.suites = suites;
        this.unsecured = unsecured;
        this.proofs = List.copyOf(proofs);
        this.byId = byId;
    }

    /**
     * A document whose proofs are of suites that need no contexts.
     *
     * @throws MalformedInput as {@link #parse(ObjectNode, Cryptosuites)} does
     */
    public static SecuredDocument parse(ObjectNode document) {
        return parse(document, Cryptosuites.jcs());
    }

    /**
     * @param suites those that proofs can be verified with; a proof of another suite is kept, and never verifies
     * @throws MalformedInput if {@code proof} is absent, null, empty or not made of objects; {@link ProofRefused} if a
     *     proof breaks the rules, two have one id, or a chain names a proof that is not there or goes in a circle
     */
    public static SecuredDocument parse(ObjectNode document, Cryptosuites suites) {
        JsonNode member = document.path("proof");
        List<DataIntegrityProof> proofs = new ArrayList<>();
        if (member instanceof ArrayNode array) {
            if (array.isEmpty() || array.size() > MAX_PROOFS) {
                throw new MalformedInput("a document has no proof or more than " + MAX_PROOFS);
            }
            array.forEach(proof -> proofs.add(DataIntegrityProof.parse(proof)));
        } else {
            proofs.add(DataIntegrityProof.parse(member));
        }
        Map<String, DataIntegrityProof> byId = new HashMap<>();
        for (DataIntegrityProof proof : proofs) {
            proof.id().ifPresent(id -> {
                if (byId.put(id, proof) != null) {
                    throw new ProofRefused("two proofs have one id");
                }
            });
        }
        for (DataIntegrityProof proof : proofs) {
            suites.of(proof).ifPresentOrElse(suite -> suite.require(proof), () -> {
                if (!proof.type().equals(DataIntegrityProof.TYPE)) {
                    throw new ProofRefused("the type of a proof is not " + DataIntegrityProof.TYPE);
                }
            });
        }
        requireEndingChains(proofs, byId.keySet());
        return new SecuredDocument(withoutProof(document), proofs, byId, suites);
    }

    private static void requireEndingChains(List<DataIntegrityProof> proofs, Set<String> ids) {
        Set<String> earlier = new HashSet<>();
        List<DataIntegrityProof> waiting = proofs;
        while (!waiting.isEmpty()) {
            List<DataIntegrityProof> stillWaiting = new ArrayList<>();
            Set<String> settled = new HashSet<>();
            for (DataIntegrityProof proof : waiting) {
                if (!ids.containsAll(proof.previousProof())) {
                    throw new ProofRefused("a proof names a previous proof that is not there");
                }
                if (earlier.containsAll(proof.previousProof())) {
                    proof.id().ifPresent(settled::add);
                } else {
                    stillWaiting.add(proof);
                }
            }
            if (stillWaiting.size() == waiting.size()) {
                throw new ProofRefused("the chain of proofs goes in a circle");
            }
            earlier.addAll(settled);
            waiting = stillWaiting;
        }
    }

    /** A copy of the document without {@code proof}. */
    public ObjectNode unsecured() {
        return unsecured.deepCopy();
    }

    public List<DataIntegrityProof> proofs() {
        return proofs;
    }

    /**
     * What the proof speaks about: the document without {@code proof}, with the {@code @context} that the proof stored.
     * A later hand may have added contexts behind it; they are not part of what was signed.
     *
     * @throws ProofRefused if the suite is unknown, or the proof's context does not go with the document's
     */
    public ObjectNode verifiedDocument(DataIntegrityProof proof) {
        return supported(proof).signedDocument(unsecured, proof.options()).deepCopy();
    }

    /** The suite of the proof, if it is known here. */
    public Optional<Cryptosuite> suite(DataIntegrityProof proof) {
        return suites.of(proof);
    }

    private Cryptosuite supported(DataIntegrityProof proof) {
        return suite(proof).orElseThrow(() -> new ProofRefused("the cryptosuite is not supported"));
    }

    /** The document that the proof covers: with the previous proofs it names in {@code proof}, as an array. */
    ObjectNode covered(List<String> previousProof) {
        ObjectNode covered = unsecured();
        if (!previousProof.isEmpty()) {
            ArrayNode previous = covered.putArray("proof");
            for (String id : previousProof) {
                DataIntegrityProof named = byId.get(id);
                if (named == null) {
                    throw new ProofRefused("a proof names a previous proof that is not there");
                }
                previous.add(named.toJson());
            }
        }
        return covered;
    }

    /**
     * What the proof says over this document and the previous proofs it names.
     *
     * @throws ProofRefused if the suite is unknown, the {@code proofValue} is none of the suite, or the proof does not go
     *     with the document
     * @throws MalformedInput if the suite cannot canonicalize the document or the proof
     */
    public ProofReading read(DataIntegrityProof proof) {
        Cryptosuite suite = supported(proof);
        return readings.computeIfAbsent(proof, unread -> {
            ObjectNode document = suite.signedDocument(covered(unread.previousProof()), unread.options());
            return suite.read(documents.computeIfAbsent(document, CoveredDocument::new), unread);
        });
    }

    /**
     * Whether this key made this proof over this document and the previous proofs it names. Nothing else is checked:
     * not the previous proofs themselves, nor whose key it is, nor purpose, times, domain or challenge.
     */
    public boolean verify(DataIntegrityProof proof, PublicKey key) {
        try {
            return read(proof) instanceof ProofReading.Verifiable verifiable && verifiable.verify(key);
        } catch (MalformedInput refused) {
            return false;
        }
    }

    // --- making proofs -----------------------------------------------------------------------------------------

    /**
     * One more proof on this document, which may have proofs already, before it is signed.
     *
     * @throws ProofRefused if a previous proof is not in the document
     * @throws MalformedInput if the suite cannot canonicalize the document or the options
     */
    public static UnsignedProof prepare(ObjectNode document, ProofOptions options, PublicKey key) {
        ObjectNode signed = options.suite().signedDocument(coveredBy(document, options), options.toJson(document));
        return options.suite().prepare(signed, options, key);
    }

    /** The document with one more proof. */
    public static ObjectNode withProof(ObjectNode document, UnsignedProof unsigned, byte[] signature) {
        ObjectNode proof = unsigned.signed(signature);
        ObjectNode secured = document.deepCopy();
        JsonNode earlier = secured.get("proof");
        if (earlier == null) {
            secured.set("proof", proof);
        } else if (earlier instanceof ArrayNode array) {
            array.add(proof);
        } else {
            secured.set("proof", Json.array().add(earlier).add(proof));
        }
        return secured;
    }

    /** Signs the document with one more proof. */
    public static ObjectNode sign(ObjectNode document, ProofOptions options, SigningKey key) {
        UnsignedProof unsigned = prepare(document, options, key.publicKey());
        return withProof(document, unsigned, key.sign(unsigned.message().toArray()));
    }

    private static ObjectNode coveredBy(ObjectNode document, ProofOptions options) {
        if (!document.has("proof")) {
            if (!options.previousProof().isEmpty()) {
                throw new ProofRefused("a proof names a previous proof that is not there");
            }
            return document;
        }
        return parse(document).covered(options.previousProof());
    }

    private static ObjectNode withoutProof(ObjectNode document) {
        ObjectNode unsecured = document.deepCopy();
        unsecured.remove("proof");
        return unsecured;
    }
}
