package id.signet.crypto.proof;

import java.util.Optional;

import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.Signatures;
import id.signet.crypto.multiformats.Multibase;

/** What the suites that sign the whole document have in common: one signature over two hashes. */
abstract class HashingCryptosuite implements Cryptosuite {

    abstract Bytes proofHash(ObjectNode document, ObjectNode proofOptions, KeyType keyType);

    abstract Bytes documentHash(ObjectNode document, KeyType keyType);

    /** The multibase letter that its proof values begin with: {@code z} base58btc, or {@code u} base64url. */
    char base() {
        return 'z';
    }

    /** The name of the canonicalization, which several suites may share. */
    abstract String canonicalization();

    @Override
    public final boolean selective() {
        return false;
    }

    @Override
    public final UnsignedProof prepare(ObjectNode document, ProofOptions options, PublicKey key) {
        KeyType keyType = key.type();
        if (!accepts(keyType)) {
            throw new IllegalArgumentException(name() + " does not sign with " + keyType.curve());
        }
        if (!options.mandatoryPointers().isEmpty()) {
            throw new IllegalArgumentException(name() + " shows everything, so nothing of it is mandatory");
        }
        ObjectNode json = options.toJson(document);
        return new UnsignedProof(this, json,
                new SigningInput(proofHash(document, json, keyType), documentHash(document, keyType)), Json.object());
    }

    @Override
    public final String proofValue(ObjectNode parts, byte[] signature) {
        return base() == 'z' ? Multibase.encodeBase58Btc(signature) : Multibase.encodeBase64Url(signature);
    }

    @Override
    public final ProofReading read(CoveredDocument document, DataIntegrityProof proof) {
        byte[] signature = signature(proof);
        KeyType keyType = keyType(signature.length)
                .orElseThrow(() -> new ProofValueRefused(
                        "the proofValue of a proof is not as long as a signature of its suite"));
        Bytes documentHash = document.form(canonicalization() + " " + keyType.curve(), Bytes.class,
                json -> documentHash(json, keyType));
        SigningInput input = new SigningInput(proofHash(document.json(), proof.options(), keyType), documentHash);
        return new Signed(input, keyType, Bytes.of(signature));
    }

    /** The type of key that can have made the proof: where the suite leaves two, the length of the signature tells. */
    private Optional<KeyType> keyType(int signatureLength) {
        for (KeyType type : KeyType.values()) {
            if (accepts(type) && type.signatureLength() == signatureLength) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    private byte[] signature(DataIntegrityProof proof) {
        if (proof.proofValue().charAt(0) != base()) {
            throw notInItsBase();
        }
        try {
            return Multibase.decode(proof.proofValue());
        } catch (MalformedInput notInThisBase) {
            throw notInItsBase();
        }
    }

    private ProofValueRefused notInItsBase() {
        return new ProofValueRefused("the proofValue of a proof is not " + (base() == 'z' ? "base58btc" : "base64url")
                + " with the multibase letter " + base());
    }

    private record Signed(SigningInput input, KeyType keyType, Bytes signature) implements ProofReading.Verifiable {

        @Override
        public boolean partial() {
            return false;
        }

        @Override
        public boolean verify(PublicKey key) {
            return key.type() == keyType && Signatures.verify(key, input.bytes(), signature.toArray());
        }
    }
}
