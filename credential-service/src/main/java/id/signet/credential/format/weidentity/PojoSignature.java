package id.signet.credential.format.weidentity;

import id.signet.credential.CredentialSignature;
import id.signet.credential.Problem;
import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.ChainSignatures;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A signature as WeIdentity makes it, over one of the texts that the generations of its SDK signed.
 *
 * @param verificationMethod the DID URL of the method that the proof names, or a DID where it names no more
 * @param keyType of the key, as the proof says
 * @param text what is signed now
 * @param shortSalts whether the leaves in the text may have the salts of WeIdentity's SDK, which are never issued here
 * @param older texts of which the hash was signed as a message
 * @param signature r‖s‖v or v‖r‖s
 */
public record PojoSignature(String verificationMethod, Optional<KeyType> keyType, String purpose, Instant made,
        Bytes text, boolean shortSalts, List<Bytes> older, Bytes signature) implements CredentialSignature {

    private static final int POINTS = 64;
    private static final Set<KeyType> OF_CHAINS = Set.of(KeyType.SECP256K1, KeyType.SM2);

    public PojoSignature {
        older = List.copyOf(older);
    }

    /** @param creator as the issuer of the paper is known here */
    static PojoSignature of(CredentialPojo pojo, String creator) {
        return new PojoSignature(creator, pojo.keyType(), "assertionMethod", pojo.issued(), pojo.text(),
                pojo.shortSalts(), pojo.olderTexts(), pojo.signature());
    }

    /** Whether a key of this type signs the papers of WeIdentity. */
    public static boolean accepts(KeyType type) {
        return OF_CHAINS.contains(type);
    }

    @Override
    public Optional<String> keyId() {
        return Optional.empty();
    }

    @Override
    public boolean namesDidAlone() {
        return verificationMethod.indexOf('#') < 0;
    }

    @Override
    public String algorithm() {
        return keyType.map(KeyType::curve).orElse("unsaid") + "-CredentialPojo";
    }

    @Override
    public Problem problem() {
        return Problem.CRYPTOGRAPHIC_SECURITY;
    }

    @Override
    public Bytes signedInputHash() {
        return Bytes.of(Hashes.sha256(text.toArray()));
    }

    @Override
    public Optional<Instant> created() {
        return Optional.of(made);
    }

    @Override
    public Optional<Instant> expires() {
        return Optional.empty();
    }

    /** The text is what was issued here, and its leaves were read with other salts: some of a value stands in its salt. */
    @Override
    public Optional<Objection> objectionWhereLogged() {
        return shortSalts
                ? Optional.of(new Objection("salt-mismatch",
                        "The credential was issued here, and its salts are not those with which it was."))
                : Optional.empty();
    }

    /** Each text with the recovery value behind and before; and of a DID alone several keys are tried. */
    @Override
    public int work() {
        return (namesDidAlone() ? 4 : 1) * 2 * (1 + older.size());
    }

    @Override
    public boolean verify(PublicKey key) {
        return accepts(key.type()) && keyType.filter(named -> named != key.type()).isEmpty()
                && (fits(key, text.toArray()) || older.stream()
                        .anyMatch(message -> fits(key, ChainSignatures.hash(key.type(), message.toArray()))));
    }

    private boolean fits(PublicKey key, byte[] message) {
        byte[] all = signature.toArray();
        return fits(key, message, Arrays.copyOf(all, POINTS), all[POINTS])
                || fits(key, message, Arrays.copyOfRange(all, 1, all.length), all[0]);
    }

    /** @param recovery 0 or 1, or 27 or 28 as in older papers */
    private static boolean fits(PublicKey key, byte[] message, byte[] points, byte recovery) {
        int value = recovery == 27 || recovery == 28 ? recovery - 27 : recovery;
        return (value == 0 || value == 1) && ChainSignatures.verify(key, message, points)
                && ChainSignatures.recovers(key, message, points, value);
    }
}
