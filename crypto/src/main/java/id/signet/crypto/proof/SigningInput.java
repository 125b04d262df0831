package id.signet.crypto.proof;

import java.util.Arrays;

import id.signet.crypto.Bytes;

/** The two hashes of Data Integrity: of the canonical proof options, then of the canonical document. */
public record SigningInput(Bytes proofHash, Bytes documentHash) {

    /** Both, in the order in which they are signed. */
    public byte[] bytes() {
        byte[] proof = proofHash.toArray();
        byte[] both = Arrays.copyOf(proof, proof.length + documentHash.size());
        System.arraycopy(documentHash.toArray(), 0, both, proof.length, documentHash.size());
        return both;
    }
}
