package id.signet.crypto.key;

import id.signet.crypto.RecentlyUsed;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

import javax.security.auth.DestroyFailedException;

/**
 * Amazon Corretto Crypto Provider: AWS-LC's native code behind the JCA. Used by name and never installed, so that the
 * rest of the JVM (TLS, hashing) keeps its own providers. ECDSA nonces are random, hedged with the secret and the
 * message.
 */
final class CorrettoSignatures implements SignatureProvider {

    private static final String PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    /** Without it the provider signs with Ed25519 but cannot keep an Ed25519 key, and parses one per signature. */
    private static final String ED25519_KEYS = "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

    private static final int CACHED_KEYS = 8_192;

    private final Provider provider;
    private final KeyFactory ed25519Keys;
    private final KeyFactory ecKeys;
    private final RecentlyUsed<PublicKey, java.security.PublicKey> publicKeys = new RecentlyUsed<>(CACHED_KEYS);

    private CorrettoSignatures(Provider provider) throws GeneralSecurityException {
        this.provider = provider;
        this.ed25519Keys = KeyFactory.getInstance("Ed25519", provider);
        this.ecKeys = KeyFactory.getInstance("EC", provider);
    }

    /**
     * Loads the provider's native library.
     *
     * @throws ReflectiveOperationException if its jar is not on the class path
     * @throws GeneralSecurityException if its library does not load on this platform
     */
    static CorrettoSignatures load() throws ReflectiveOperationException, GeneralSecurityException {
        if (System.getProperty(ED25519_KEYS) == null) {
            System.setProperty(ED25519_KEYS, "true");
        }
        Class<?> type = Class.forName(PROVIDER);
        Provider provider = (Provider) type.getField("INSTANCE").get(null);
        if (type.getMethod("getLoadingError").invoke(provider) instanceof Throwable error) {
            throw new GeneralSecurityException("the native library does not load", error);
        }
        return new CorrettoSignatures(provider);
    }

    @Override
    public String description() {
        return "Amazon Corretto Crypto Provider " + provider.getVersionStr() + " (native)";
    }

    @Override
    public boolean verify(PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature verifier = signature(key.type());
            verifier.initVerify(publicKey(key));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the native provider refuses a checked key", e);
        }
    }

    @Override
    public Signer signer(PublicKey publicKey, byte[] secret) {
        try {
            return new NativeSigner(publicKey.type(), privateKey(publicKey.type(), secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the native provider refuses a checked key", e);
        }
    }

    private Signature signature(KeyType type) throws GeneralSecurityException {
        return Signature.getInstance(switch (type) {
            case ED25519 -> "Ed25519";
            case P256 -> "SHA256withECDSAinP1363Format";
            case P384 -> "SHA384withECDSAinP1363Format";
            case P521, SECP256K1, SM2, BLS12381_G2, ML_DSA_44 -> throw unsupported();
        }, provider);
    }

    private java.security.PublicKey publicKey(PublicKey key) throws GeneralSecurityException {
        java.security.PublicKey known = publicKeys.get(key);
        if (known != null) {
            return known;
        }
        java.security.PublicKey fresh = switch (key) {
            case Ed25519PublicKey ed25519 -> ed25519Keys.generatePublic(new X509EncodedKeySpec(
                    join("302a300506032b6570032100", ed25519.encoded().toArray())));
            case P256PublicKey p256 -> ecKeys.generatePublic(new X509EncodedKeySpec(
                    join("3059301306072a8648ce3d020106082a8648ce3d03010703420004",
                            p256.uncompressedPoint().toArray())));
            case P384PublicKey p384 -> ecKeys.generatePublic(new X509EncodedKeySpec(
                    join("3076301006072a8648ce3d020106052b8104002203620004", p384.uncompressedPoint().toArray())));
            case P521PublicKey _,Secp256k1PublicKey _,Sm2PublicKey _,Bls12381G2PublicKey _,MlDsa44PublicKey _ ->
                throw unsupported();
        };
        publicKeys.put(key, fresh);
        return fresh;
    }

    /** PKCS #8 of a secret: RFC 8410 §7 for Ed25519, RFC 5915 §3 without its optional fields for EC. */
    private PrivateKey privateKey(KeyType type, byte[] secret) throws GeneralSecurityException {
        String prefix = switch (type) {
            case ED25519 -> "302e020100300506032b657004220420";
            case P256 -> "3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420";
            case P384 -> "304e020100301006072a8648ce3d020106052b81040022043730350201010430";
            case P521, SECP256K1, SM2, BLS12381_G2, ML_DSA_44 -> throw unsupported();
        };
        byte[] pkcs8 = join(prefix, secret);
        try {
            KeyFactory keys = type == KeyType.ED25519 ? ed25519Keys : ecKeys;
            return keys.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    private static byte[] join(String derPrefix, byte[] content) {
        byte[] prefix = Scalars.hex(derPrefix);
        byte[] both = Arrays.copyOf(prefix, prefix.length + content.length);
        System.arraycopy(content, 0, both, prefix.length, content.length);
        return both;
    }

    private static IllegalArgumentException unsupported() {
        return new IllegalArgumentException("the native provider does Ed25519, P-256 and P-384");
    }

    private final class NativeSigner implements Signer {

        private final KeyType type;
        private final PrivateKey key;

        NativeSigner(KeyType type, PrivateKey key) {
            this.type = type;
            this.key = key;
        }

        @Override
        public byte[] sign(byte[] message) {
            try {
                Signature signer = signature(type);
                signer.initSign(key);
                signer.update(message);
                return signer.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the native provider could not sign", e);
            }
        }

        @Override
        public void destroy() {
            try {
                key.destroy();
            } catch (DestroyFailedException e) {
                throw new IllegalStateException("the native provider could not erase a key", e);
            }
        }
    }
}
