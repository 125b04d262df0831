package id.signet.crypto.proof;

import tools.jackson.databind.node.ObjectNode;

/**
 * A proof that lacks nothing but the signature.
 *
 * @param options the proof without {@code proofValue}
 * @param input what is to be signed
 * @param parts what the {@code proofValue} will hold besides the signature; secret where the suite is selective
 */
public record UnsignedProof(Cryptosuite suite, ObjectNode options, SigningInput input, ObjectNode parts) {

    /** The proof. */
    ObjectNode signed(byte[] signature) {
        return options.deepCopy().put("proofValue", suite.proofValue(parts, signature));
    }
}
