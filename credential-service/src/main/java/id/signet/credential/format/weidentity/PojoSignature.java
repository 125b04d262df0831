package id.signet.credential.format.weidentity;

import id.signet.credential.CredentialSignature;
import id.signet.credential.Problem;
import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.ChainSignatures;
import id.signet.crypto.key.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The issuer's signature of a {@link CredentialPojo}, by the rule of either generation of SDKs. */
record PojoSignature(CredentialPojo pojo) implements CredentialSignature {

    private static final int POINTS = 64;

    @Override
    public String verificationMethod() {
        return pojo.creator();
    }

    @Override
    public Optional<String> keyId() {
        return Optional.empty();
    }

    @Override
    public String algorithm() {
        return pojo.keyType().curve() + "-CredentialPojo";
    }

    @Override
    public String purpose() {
        return "assertionMethod";
    }

    @Override
    public Problem problem() {
        return Problem.CRYPTOGRAPHIC_SECURITY;
    }

    @Override
    public Bytes signedInputHash() {
        return Bytes.of(Hashes.sha256(pojo.text().toArray()));
    }

    @Override
    public Optional<Instant> created() {
        return Optional.of(pojo.created());
    }

    @Override
    public Optional<Instant> expires() {
        return Optional.empty();
    }

    @Override
    public boolean verify(PublicKey key) {
        byte[] text = pojo.text().toArray();
        byte[] older = ChainSignatures.hash(pojo.keyType(), pojo.olderText().toArray());
        return key.type() == pojo.keyType() && points().stream()
                .anyMatch(signature -> ChainSignatures.verify(key, text, signature)
                        || ChainSignatures.verify(key, older, signature));
    }

    /** r‖s; the recovery value, which is not needed, stands behind it or before. */
    private List<byte[]> points() {
        byte[] all = pojo.signature().toArray();
        return all.length == POINTS
                ? List.of(all)
                : List.of(Arrays.copyOf(all, POINTS), Arrays.copyOfRange(all, 1, all.length));
    }
}
