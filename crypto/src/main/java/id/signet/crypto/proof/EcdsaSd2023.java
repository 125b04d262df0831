package id.signet.crypto.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.cbor.Cbor;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.JsonPointer;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.P256PublicKey;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.Signatures;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.rdf.CanonicalDataset;
import id.signet.crypto.rdf.NotSelectable;
import id.signet.crypto.rdf.PointerRefused;
import id.signet.crypto.rdf.RdfReader;

/**
 * W3C Data Integrity ECDSA Cryptosuites 1.0, {@code ecdsa-sd-2023}. The issuer's key signs the mandatory statements and
 * the public half of a key pair that is made for this proof and forgotten; that pair signs every other statement by
 * itself, so that its holder can leave out the statement with its signature.
 */
public final class EcdsaSd2023 implements Cryptosuite {

    private static final int BASE = 0;
    private static final int DERIVED = 1;
    private static final int COMPONENTS = 5;
    private static final int SIGNATURE_LENGTH = KeyType.P256.signatureLength();
    private static final int DIGEST_LENGTH = 32;
    private static final Bytes HEADER = KeyType.P256.multicodecHeader();
    /** The text of the Recommendation says 36; its vectors, and every P-256 Multikey, have this number of bytes. */
    private static final int PROOF_KEY_LENGTH = HEADER.size() + KeyType.P256.encodedLength();

    private final RdfReader reader;
    private final Supplier<Bytes> labelKeys;
    private final Supplier<SoftwareSigningKey> proofKeys;

    public EcdsaSd2023(RdfReader reader) {
        this(reader, SecretLabels.freshKeys(), () -> SoftwareSigningKey.generate(KeyType.P256));
    }

    /** For the vectors, which print the secrets. */
    EcdsaSd2023(RdfReader reader, Supplier<Bytes> labelKeys, Supplier<SoftwareSigningKey> proofKeys) {
        this.reader = reader;
        this.labelKeys = labelKeys;
        this.proofKeys = proofKeys;
    }

    @Override
    public String name() {
        return "ecdsa-sd-2023";
    }

    @Override
    public boolean accepts(KeyType type) {
        return type == KeyType.P256;
    }

    @Override
    public boolean storesContext() {
        return false;
    }

    @Override
    public boolean selective() {
        return true;
    }

    @Override
    public ObjectNode signedDocument(ObjectNode document, ObjectNode proofOptions) {
        return RdfProofs.selectiveDocument(document, proofOptions);
    }

    // --- base proofs -------------------------------------------------------------------------------------------

    @Override
    public UnsignedProof prepare(ObjectNode document, ProofOptions options, KeyType keyType) {
        if (!accepts(keyType)) {
            throw new IllegalArgumentException(name() + " does not sign with " + keyType.curve());
        }
        Bytes labelKey = labelKeys.get();
        GroupedStatements statements = grouped(document, options.mandatoryPointers(), labelKey);
        ArrayNode signatures = Json.array();
        SoftwareSigningKey proofKey = proofKeys.get();
        for (String line : statements.others()) {
            signatures.add(Base64Url.encode(proofKey.sign(Bytes.utf8(line).toArray())));
        }
        Bytes proofKeyBytes = multikey(proofKey.publicKey());
        proofKey.destroy();
        ObjectNode parts = Json.object()
                .put("proofKey", proofKeyBytes.base64Url())
                .put("labelKey", labelKey.base64Url());
        parts.set("signatures", signatures);
        parts.set("mandatoryPointers",
                Json.array(options.mandatoryPointers().stream().map(JsonPointer::toString).toList()));
        ObjectNode json = options.toJson(document);
        return new UnsignedProof(this, json, input(document, json, proofKeyBytes, statements.mandatory()), parts);
    }

    @Override
    public String proofValue(ObjectNode parts, byte[] signature) {
        return new SelectiveProofValue(BASE, List.of(Cbor.of(signature), bytes(parts.path("proofKey")),
                bytes(parts.path("labelKey")),
                Cbor.of(parts.path("signatures").valueStream().map(EcdsaSd2023::bytes).toList()),
                SelectiveProofValue.ofTexts(
                        parts.path("mandatoryPointers").valueStream().map(JsonNode::stringValue).toList())))
                .text();
    }

    private static Cbor bytes(JsonNode base64Url) {
        return Cbor.of(Base64Url.decode(base64Url.stringValue()));
    }

    private GroupedStatements grouped(ObjectNode document, List<JsonPointer> mandatory, Bytes labelKey) {
        return GroupedStatements.of(reader, document, mandatory, SecretLabels::hmac, labelKey);
    }

    private SigningInput input(ObjectNode document, ObjectNode options, Bytes proofKey, List<String> mandatory) {
        return new SigningInput(RdfProofs.hash(reader, document, options), proofKey, GroupedStatements.hash(mandatory));
    }

    private static Bytes multikey(PublicKey key) {
        byte[] both = Arrays.copyOf(HEADER.toArray(), PROOF_KEY_LENGTH);
        System.arraycopy(key.encoded().toArray(), 0, both, HEADER.size(), both.length - HEADER.size());
        return Bytes.of(both);
    }

    // --- reading -----------------------------------------------------------------------------------------------

    @Override
    public ProofReading read(CoveredDocument document, DataIntegrityProof proof) {
        SelectiveProofValue value = SelectiveProofValue.parse(proof.proofValue());
        return switch (value.kind()) {
            case BASE -> base(document.json(), proof, value);
            case DERIVED -> derived(document, proof, value);
            default -> throw new ProofValueRefused("the proofValue of a proof is not that of " + name());
        };
    }

    private Base base(ObjectNode document, DataIntegrityProof proof, SelectiveProofValue value) {
        value.requireComponents(COMPONENTS);
        Bytes signature = value.bytes(0, SIGNATURE_LENGTH);
        Bytes proofKey = value.bytes(1, PROOF_KEY_LENGTH);
        Bytes labelKey = value.bytes(2, SecretLabels.KEY_LENGTH);
        List<Bytes> signatures = value.byteStrings(3, SIGNATURE_LENGTH);
        GroupedStatements statements;
        try {
            statements = grouped(document, value.pointers(4), labelKey);
        } catch (PointerRefused | NotSelectable e) {
            throw new ProofRefused("the proof does not belong to the document: " + e.getMessage());
        }
        if (signatures.size() != statements.others().size()) {
            throw new ProofRefused("the proof has not one signature for each statement of the document");
        }
        return new Base(input(document, proof.options(), proofKey, statements.mandatory()), statements, proof.options(),
                signature, proofKey, proofKey(proofKey), signatures);
    }

    private Derived derived(CoveredDocument document, DataIntegrityProof proof, SelectiveProofValue value) {
        value.requireComponents(COMPONENTS);
        Bytes signature = value.bytes(0, SIGNATURE_LENGTH);
        Bytes proofKey = value.bytes(1, PROOF_KEY_LENGTH);
        List<Bytes> signatures = value.byteStrings(2, SIGNATURE_LENGTH);
        SortedMap<Integer, String> labels = value.labels(3,
                item -> 'u' + SelectiveProofValue.bytes(item, DIGEST_LENGTH).base64Url());
        CanonicalDataset canonical = document.form(RevealedStatements.FORM, CanonicalDataset.class,
                json -> RevealedStatements.canonical(reader, json));
        RevealedStatements statements = RevealedStatements.of(canonical, labels, value.indexes(4));
        if (signatures.size() != statements.others().size()) {
            throw new ProofRefused("the proof has not one signature for each statement of the document");
        }
        return new Derived(input(document.json(), proof.options(), proofKey, statements.mandatory()), signature,
                proofKey(proofKey), signatures, statements.others());
    }

    private static P256PublicKey proofKey(Bytes multikey) {
        byte[] bytes = multikey.toArray();
        if (!Bytes.of(Arrays.copyOf(bytes, HEADER.size())).equals(HEADER)) {
            throw new ProofValueRefused("the key of a proof is not a P-256 Multikey");
        }
        try {
            return (P256PublicKey) PublicKey.parse(KeyType.P256,
                    Arrays.copyOfRange(bytes, HEADER.size(), bytes.length));
        } catch (MalformedInput e) {
            throw new ProofValueRefused("the key of a proof is not a P-256 Multikey");
        }
    }

    private record Base(SigningInput input, GroupedStatements statements, ObjectNode options, Bytes signature,
            Bytes proofKey, P256PublicKey verificationKey, List<Bytes> signatures) implements ProofReading.Base {

        /** "Add Derived Proof". */
        @Override
        public ObjectNode derive(List<JsonPointer> selective, Bytes presentationHeader) {
            if (presentationHeader.size() > 0) {
                throw new ProofRefused("a proof of this cryptosuite takes no presentation header");
            }
            GroupedStatements.Disclosure disclosure = statements.disclose(selective);
            List<Bytes> kept = new ArrayList<>();
            for (int index : disclosure.disclosedIndexes()) {
                if (!Signatures.verify(verificationKey, Bytes.utf8(statements.others().get(index)).toArray(),
                        signatures.get(index).toArray())) {
                    throw new ProofRefused("the proof does not belong to the document: a statement is not signed");
                }
                kept.add(signatures.get(index));
            }
            SelectiveProofValue value = new SelectiveProofValue(DERIVED, List.of(SelectiveProofValue.of(signature),
                    SelectiveProofValue.of(proofKey), SelectiveProofValue.ofByteStrings(kept),
                    SelectiveProofValue.ofLabels(disclosure.labels(),
                            label -> Cbor.of(Base64Url.decode(label.substring(1)))),
                    SelectiveProofValue.ofIndexes(disclosure.mandatoryIndexes())));
            ObjectNode derived = disclosure.revealed();
            derived.set("proof", options.deepCopy().put("proofValue", value.text()));
            return derived;
        }
    }

    private record Derived(SigningInput input, Bytes signature, P256PublicKey proofKey, List<Bytes> signatures,
            List<String> statements) implements ProofReading.Verifiable {

        @Override
        public boolean partial() {
            return true;
        }

        /** "Verify Derived Proof". */
        @Override
        public boolean verify(PublicKey key) {
            if (key.type() != KeyType.P256 || !Signatures.verify(key, input.bytes(), signature.toArray())) {
                return false;
            }
            for (int i = 0; i < statements.size(); i++) {
                if (!Signatures.verify(proofKey, Bytes.utf8(statements.get(i)).toArray(),
                        signatures.get(i).toArray())) {
                    return false;
                }
            }
            return true;
        }
    }
}
