package id.signet.crypto.proof;

import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Bytes;

/**
 * A proof that lacks nothing but the signature.
 *
 * @param options the proof without {@code proofValue}
 * @param input what every form of the proof reveals of what is signed
 * @param message what the key signs: the input, unless the suite signs statements besides
 * @param parts what the {@code proofValue} will hold besides the signature; secret where the suite is selective
 */
public record UnsignedProof(Cryptosuite suite, ObjectNode options, SigningInput input, Bytes message,
        ObjectNode parts) {

    UnsignedProof(Cryptosuite suite, ObjectNode options, SigningInput input, ObjectNode parts) {
        this(suite, options, input, Bytes.of(input.bytes()), parts);
    }

    /** The proof. */
    ObjectNode signed(byte[] signature) {
        return options.deepCopy().put("proofValue", suite.proofValue(parts, signature));
    }
}
