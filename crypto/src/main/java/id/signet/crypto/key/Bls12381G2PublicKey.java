package id.signet.crypto.key;

import id.signet.crypto.Bytes;
import id.signet.crypto.bbs.BbsPublicKey;

/** A point of BLS12-381 G2 of prime order: the public key of BBS signatures. */
public record Bls12381G2PublicKey(BbsPublicKey bbs) implements PublicKey {

    @Override
    public KeyType type() {
        return KeyType.BLS12381_G2;
    }

    @Override
    public Bytes encoded() {
        return bbs.encoded();
    }
}
