package id.signet.crypto.proof;

import java.io.ByteArrayOutputStream;

import id.signet.crypto.Bytes;

/**
 * What a proof's signature is made over, as every form of the proof reveals it.
 *
 * @param proofHash of the canonical proof options
 * @param proofKey the Multikey bytes of a key pair that lives for this proof alone ({@code ecdsa-sd-2023}); else empty
 * @param documentHash of the canonical document, or of those of its statements that every disclosure shows
 */
public record SigningInput(Bytes proofHash, Bytes proofKey, Bytes documentHash) {

    SigningInput(Bytes proofHash, Bytes documentHash) {
        this(proofHash, Bytes.EMPTY, documentHash);
    }

    /** All parts, in the order in which they are signed. */
    public byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(proofHash.toArray());
        all.writeBytes(proofKey.toArray());
        all.writeBytes(documentHash.toArray());
        return all.toByteArray();
    }
}
