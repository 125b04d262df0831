package id.signet.credential.format;

import id.signet.credential.CredentialSignature;
import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.UnsuitableInput;
import id.signet.crypto.Bytes;
import id.signet.crypto.cose.Cose;
import id.signet.crypto.cose.CoseSign1;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The one signature of a COSE_Sign1. */
public record CoseSignature(
        CoseSign1 message, Optional<String> keyId, String verificationMethod, String purpose,
        Optional<Instant> created)
        implements
            CredentialSignature {

    /**
     * Finds the key a message names, as {@link JoseSignature#of} does for a token; a relative {@code kid} is relative to
     * the issuer or holder that the document names, for COSE has no rule that asks for a claim.
     */
    public static CoseSignature of(CoseSign1 message, String party, String purpose, Optional<Instant> created) {
        return new CoseSignature(message, message.keyId(), SignerName.of(message.keyId(), Optional.of(party)), purpose,
                created);
    }

    /**
     * VC-JOSE-COSE §3.3: the media type of the message, and of what is in it where that is told.
     *
     * @throws MalformedCredential unless {@code typ} is exactly this, and the content type exactly that or absent
     */
    public static void requireTypes(CoseSign1 message, String type, String contentType) {
        if (!message.type().equals(Optional.of(type))) {
            throw new MalformedCredential(Problem.PARSING, "typ-wrong", "The typ of this message is " + type + ".");
        }
        if (message.contentType().filter(given -> !given.equals(contentType)).isPresent()) {
            throw new MalformedCredential(Problem.PARSING, "cty-wrong",
                    "The content type of this message is " + contentType + ".");
        }
    }

    /**
     * What the key will sign.
     *
     * @throws UnsuitableInput when the message would be longer than any that is read again
     */
    public static Bytes signingInput(Cose.Header header, ObjectNode document, KeyType keyType) {
        var input = Cose.signingInput(header, Bytes.utf8(document.toString()).toArray(), keyType);
        if (input.size() + keyType.signatureLength() > CoseSign1.MAX_LENGTH) {
            throw new UnsuitableInput("credential-too-large",
                    "A credential in a COSE message has at most " + CoseSign1.MAX_LENGTH + " bytes.");
        }
        return input;
    }

    @Override
    public String algorithm() {
        return message.algorithm();
    }

    @Override
    public Problem problem() {
        return Problem.CRYPTOGRAPHIC_SECURITY;
    }

    @Override
    public Bytes signedInputHash() {
        return Bytes.of(Hashes.sha256(message.signingInput().toArray()));
    }

    @Override
    public Optional<Instant> expires() {
        return Optional.empty();
    }

    @Override
    public boolean verify(PublicKey key) {
        return Cose.verify(message, key);
    }
}
