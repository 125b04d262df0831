package id.signet.crypto.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

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
import id.signet.crypto.rdf.RdfReader;

/**
 * W3C Data Integrity ECDSA Cryptosuites 1.0, {@code ecdsa-sd-2023}. The issuer's key signs the mandatory statements and
 * the public half of a key pair that is made for this proof and forgotten; that pair signs every other statement by
 * itself, so that its holder can leave out the statement with its signature.
 */
public final class EcdsaSd2023 extends SelectiveCryptosuite {

    private static final int BASE = 0;
    private static final int SIGNATURE_LENGTH = KeyType.P256.signatureLength();
    private static final int DIGEST_LENGTH = 32;
    private static final Bytes HEADER = KeyType.P256.multicodecHeader();
    /** The text of the Recommendation says 36; its vectors, and every P-256 Multikey, have this number of bytes. */
    private static final int PROOF_KEY_LENGTH = HEADER.size() + KeyType.P256.encodedLength();

    private final Supplier<SoftwareSigningKey> proofKeys;

    public EcdsaSd2023(RdfReader reader) {
        this(reader, SecretLabels.freshKeys(), () -> SoftwareSigningKey.generate(KeyType.P256));
    }

    /** For the vectors, which print the secrets. */
    EcdsaSd2023(RdfReader reader, Supplier<Bytes> labelKeys, Supplier<SoftwareSigningKey> proofKeys) {
        super(reader, labelKeys);
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
    int baseKind() {
        return BASE;
    }

    @Override
    String otherKind(int kind) {
        return "the proofValue of a proof is not that of " + name();
    }

    @Override
    Map<String, String> labels(Bytes key, Iterable<String> canonical) {
        return SecretLabels.hmac(key, canonical);
    }

    // --- base proofs -------------------------------------------------------------------------------------------

    /** "Base Proof Serialization", but for the base signature. */
    @Override
    UnsignedProof prepare(ObjectNode document, ProofOptions options, PublicKey key, Bytes labelKey,
            GroupedStatements statements) {
        SoftwareSigningKey proofKey = proofKeys.get();
        ArrayNode signatures = Json.array();
        for (String statement : statements.others()) {
            signatures.add(Base64Url.encode(proofKey.sign(Bytes.utf8(statement).toArray())));
        }
        proofKey.destroy();
        Bytes multikey = multikey(proofKey.publicKey());
        ObjectNode parts = parts(labelKey, options.mandatoryPointers()).put("proofKey", multikey.base64Url());
        parts.set("signatures", signatures);
        ObjectNode json = options.toJson(document);
        return new UnsignedProof(this, json, input(proofHash(document, json), multikey, statements.mandatory()), parts);
    }

    @Override
    public String proofValue(ObjectNode parts, byte[] signature) {
        return new SelectiveProofValue(BASE,
                List.of(Cbor.of(signature), bytes(parts.path("proofKey")), bytes(parts.path("labelKey")),
                        Cbor.of(parts.path("signatures").valueStream().map(SelectiveCryptosuite::bytes).toList()),
                        pointers(parts)))
                .text();
    }

    private static SigningInput input(Bytes proofHash, Bytes proofKey, List<String> mandatory) {
        return new SigningInput(proofHash, proofKey, GroupedStatements.hash(mandatory));
    }

    private static Bytes multikey(PublicKey key) {
        byte[] both = Arrays.copyOf(HEADER.toArray(), PROOF_KEY_LENGTH);
        System.arraycopy(key.encoded().toArray(), 0, both, HEADER.size(), both.length - HEADER.size());
        return Bytes.of(both);
    }

    // --- reading -----------------------------------------------------------------------------------------------

    @Override
    ProofReading.Base base(ObjectNode document, DataIntegrityProof proof, SelectiveProofValue value) {
        Bytes signature = value.bytes(0, SIGNATURE_LENGTH);
        Bytes proofKey = value.bytes(1, PROOF_KEY_LENGTH);
        Bytes labelKey = value.bytes(2, SecretLabels.KEY_LENGTH);
        List<Bytes> signatures = value.byteStrings(3, SIGNATURE_LENGTH);
        GroupedStatements statements = regrouped(document, value.pointers(4), labelKey);
        if (signatures.size() != statements.others().size()) {
            throw new ProofRefused("the proof has not one signature for each statement of the document");
        }
        SigningInput input = input(proofHash(document, proof.options()), proofKey, statements.mandatory());
        return new Base(input, statements, proof.options(), signature, proofKey(proofKey), signatures);
    }

    @Override
    ProofReading.Verifiable derived(CoveredDocument document, DataIntegrityProof proof, SelectiveProofValue value) {
        Bytes signature = value.bytes(0, SIGNATURE_LENGTH);
        Bytes proofKey = value.bytes(1, PROOF_KEY_LENGTH);
        List<Bytes> signatures = value.byteStrings(2, SIGNATURE_LENGTH);
        RevealedStatements statements = revealed(document, new RevealedStatements.Places(
                value.labels(3, item -> 'u' + SelectiveProofValue.bytes(item, DIGEST_LENGTH).base64Url()),
                value.indexes(4)));
        if (signatures.size() != statements.others().size()) {
            throw new ProofRefused("the proof has not one signature for each statement of the document");
        }
        SigningInput input = input(proofHash(document.json(), proof.options()), proofKey, statements.mandatory());
        return new Derived(input, signature, proofKey(proofKey), signatures, statements.others());
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

    private static boolean signed(P256PublicKey proofKey, String statement, Bytes signature) {
        return Signatures.verify(proofKey, Bytes.utf8(statement).toArray(), signature.toArray());
    }

    private record Base(SigningInput input, GroupedStatements statements, ObjectNode options, Bytes signature,
            P256PublicKey proofKey, List<Bytes> signatures) implements ProofReading.Base {

        /** "Add Derived Proof". */
        @Override
        public ObjectNode derive(List<JsonPointer> selective, Bytes presentationHeader) {
            if (presentationHeader.size() > 0) {
                throw new ProofRefused("a proof of this cryptosuite takes no presentation header");
            }
            GroupedStatements.Disclosure disclosure = statements.disclose(selective);
            List<String> others = statements.others();
            List<Bytes> kept = new ArrayList<>();
            for (int index : disclosure.disclosedIndexes()) {
                if (!signed(proofKey, others.get(index), signatures.get(index))) {
                    throw new ProofRefused("the proof does not belong to the document: a statement is not signed");
                }
                kept.add(signatures.get(index));
            }
            return withProof(disclosure.revealed(), options, new SelectiveProofValue(BASE + 1,
                    List.of(SelectiveProofValue.of(signature), SelectiveProofValue.of(input.proofKey()),
                            SelectiveProofValue.ofByteStrings(kept),
                            SelectiveProofValue.ofLabels(disclosure.labels(),
                                    label -> Cbor.of(Base64Url.decode(label.substring(1)))),
                            SelectiveProofValue.ofIndexes(disclosure.mandatoryIndexes()))));
        }
    }

    private record Derived(SigningInput input, Bytes signature, P256PublicKey proofKey, List<Bytes> signatures,
            List<String> statements) implements ProofReading.Verifiable {

        @Override
        public boolean partial() {
            return true;
        }

        @Override
        public int work() {
            return 1 + signatures.size();
        }

        /** "Verify Derived Proof". */
        @Override
        public boolean verify(PublicKey key) {
            if (key.type() != KeyType.P256 || !Signatures.verify(key, input.bytes(), signature.toArray())) {
                return false;
            }
            for (int i = 0; i < statements.size(); i++) {
                if (!signed(proofKey, statements.get(i), signatures.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }
}
