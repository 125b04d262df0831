package id.signet.crypto.key;

import id.signet.crypto.RecentlyUsed;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;

/**
 * An Ed25519 key (RFC 8032 §5.1.5). Refused: a y coordinate not below the field's prime, bytes that are no point,
 * points of small order (any signature could be made to fit them) and points outside the prime-order subgroup (no
 * honest key generation makes one, and verifiers disagree about them).
 */
public record Ed25519PublicKey(Bytes encoded) implements PublicKey {

    /** Keys that passed: the check for prime order costs more than verifying a signature. */
    private static final RecentlyUsed<Bytes, Boolean> GOOD = new RecentlyUsed<>(8_192);

    /** @throws MalformedInput if the bytes are not a canonical point of prime order */
    public Ed25519PublicKey {
        if (encoded.size() != Ed25519.PUBLIC_KEY_SIZE) {
            throw new MalformedInput("an Ed25519 key has 32 bytes");
        }
        if (GOOD.get(encoded) == null) {
            if (!Ed25519.validatePublicKeyFull(encoded.toArray(), 0)) {
                throw new MalformedInput("not a canonical Ed25519 key of prime order");
            }
            GOOD.put(encoded, true);
        }
    }

    @Override
    public KeyType type() {
        return KeyType.ED25519;
    }
}
