package id.signet.crypto.proof;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.key.KeyType;

/** What the suites that canonicalize with JCS (RFC 8785) have in common. */
abstract class JcsCryptosuite extends HashingCryptosuite {

    @Override
    public boolean storesContext() {
        return true;
    }

    @Override
    final String canonicalization() {
        return "JCS";
    }

    @Override
    Bytes proofHash(ObjectNode document, ObjectNode proofOptions, KeyType keyType) {
        return hash(proofOptions, keyType);
    }

    @Override
    final Bytes documentHash(ObjectNode document, KeyType keyType) {
        return hash(document, keyType);
    }

    /** "Transformation" and "Hashing". */
    private static Bytes hash(ObjectNode json, KeyType keyType) {
        byte[] canonical = Jcs.canonicalize(json);
        return Bytes.of(switch (keyType) {
            case ED25519, P256, P521, SECP256K1, SM2, BLS12381_G2, ML_DSA_44 -> Hashes.sha256(canonical);
            case P384 -> Hashes.sha384(canonical);
        });
    }

    /** "Verify Proof" step 3: the signed document has the proof's context, which is the beginning of the shown one. */
    @Override
    public final ObjectNode signedDocument(ObjectNode document, ObjectNode proofOptions) {
        JsonNode signed = proofOptions.get("@context");
        if (signed == null || signed.equals(document.get("@context"))) {
            return document;
        }
        JsonNode shown = document.path("@context");
        int signedItems = signed.isArray() ? signed.size() : 1;
        int shownItems = shown.isArray() ? shown.size() : shown.isMissingNode() ? 0 : 1;
        if (signedItems == 0 || signedItems > shownItems) {
            throw contextDiffers();
        }
        for (int i = 0; i < signedItems; i++) {
            JsonNode signedItem = signed.isArray() ? signed.get(i) : signed;
            JsonNode shownItem = shown.isArray() ? shown.get(i) : shown;
            if (!signedItem.equals(shownItem)) {
                throw contextDiffers();
            }
        }
        ObjectNode asSigned = document.deepCopy();
        asSigned.set("@context", signed);
        return asSigned;
    }

    private static ProofRefused contextDiffers() {
        return new ProofRefused("the @context of the proof is not the beginning of the document's");
    }
}
