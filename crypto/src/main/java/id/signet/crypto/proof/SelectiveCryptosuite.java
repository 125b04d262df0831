package id.signet.crypto.proof;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.cbor.Cbor;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.JsonPointer;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.rdf.CanonicalDataset;
import id.signet.crypto.rdf.NotSelectable;
import id.signet.crypto.rdf.PointerRefused;
import id.signet.crypto.rdf.RdfReader;

/** What the suites that sign each statement so that it can be shown by itself have in common. */
abstract class SelectiveCryptosuite implements Cryptosuite {

    static final int COMPONENTS = 5;

    private final RdfReader reader;
    private final Supplier<Bytes> labelKeys;

    SelectiveCryptosuite(RdfReader reader, Supplier<Bytes> labelKeys) {
        this.reader = reader;
        this.labelKeys = labelKeys;
    }

    /** What the third byte of a base proof is; in a derived one it is the next. */
    abstract int baseKind();

    /** Why a proof of another kind is refused. */
    abstract String otherKind(int kind);

    abstract Map<String, String> labels(Bytes key, Iterable<String> canonical);

    abstract UnsignedProof prepare(ObjectNode document, ProofOptions options, PublicKey key, Bytes labelKey,
            GroupedStatements statements);

    abstract ProofReading.Base base(ObjectNode document, DataIntegrityProof proof, SelectiveProofValue value);

    abstract ProofReading.Verifiable derived(CoveredDocument document, DataIntegrityProof proof,
            SelectiveProofValue value);

    @Override
    public final boolean storesContext() {
        return false;
    }

    @Override
    public final boolean selective() {
        return true;
    }

    /** Proofs of parts cannot cover other proofs: a holder could leave those out. */
    @Override
    public final ObjectNode signedDocument(ObjectNode document, ObjectNode proofOptions) {
        if (document.has("proof")) {
            throw new ProofRefused("a proof of a selective suite names a previous proof");
        }
        return RdfProofs.signedDocument(document, proofOptions);
    }

    @Override
    public final UnsignedProof prepare(ObjectNode document, ProofOptions options, PublicKey key) {
        if (!accepts(key.type())) {
            throw new IllegalArgumentException(name() + " does not sign with " + key.type().curve());
        }
        Bytes labelKey = labelKeys.get();
        return prepare(document, options, key, labelKey, grouped(document, options.mandatoryPointers(), labelKey));
    }

    @Override
    public final ProofReading read(CoveredDocument document, DataIntegrityProof proof) {
        SelectiveProofValue value = SelectiveProofValue.parse(proof.proofValue(), kind -> {
            if (kind != baseKind() && kind != baseKind() + 1) {
                throw new ProofValueRefused(otherKind(kind));
            }
        });
        value.requireComponents(COMPONENTS);
        return value.kind() == baseKind() ? base(document.json(), proof, value) : derived(document, proof, value);
    }

    private GroupedStatements grouped(ObjectNode document, List<JsonPointer> mandatory, Bytes labelKey) {
        return GroupedStatements.of(reader, document, mandatory, this::labels, labelKey);
    }

    /** The statements as they were grouped for the base proof. */
    final GroupedStatements regrouped(ObjectNode document, List<JsonPointer> mandatory, Bytes labelKey) {
        try {
            return grouped(document, mandatory, labelKey);
        } catch (PointerRefused | NotSelectable e) {
            throw new ProofRefused("the proof does not belong to the document: " + e.getMessage());
        }
    }

    final RevealedStatements revealed(CoveredDocument document, RevealedStatements.Places places) {
        CanonicalDataset canonical = document.form(RevealedStatements.FORM, CanonicalDataset.class,
                json -> RevealedStatements.canonical(reader, json));
        return RevealedStatements.of(canonical, places);
    }

    final Bytes proofHash(ObjectNode document, ObjectNode options) {
        return RdfProofs.hash(reader, document, options);
    }

    // --- the parts of a base proof between its preparation and its signature -----------------------------------

    static ObjectNode parts(Bytes labelKey, List<JsonPointer> mandatory) {
        ObjectNode parts = Json.object().put("labelKey", labelKey.base64Url());
        parts.set("mandatoryPointers", Json.array(mandatory.stream().map(JsonPointer::toString).toList()));
        return parts;
    }

    static Cbor bytes(JsonNode base64Url) {
        return Cbor.of(Base64Url.decode(base64Url.stringValue()));
    }

    static Cbor pointers(ObjectNode parts) {
        return SelectiveProofValue.ofTexts(
                parts.path("mandatoryPointers").valueStream().map(JsonNode::stringValue).toList());
    }

    static ObjectNode withProof(ObjectNode revealed, ObjectNode options, SelectiveProofValue value) {
        revealed.set("proof", options.deepCopy().put("proofValue", value.text()));
        return revealed;
    }
}
