package id.signet.credential.verify.checks;

import id.signet.credential.CredentialSignature;
import id.signet.credential.Problem;
import id.signet.crypto.Bytes;
import id.signet.crypto.key.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A status list as it was read from its bytes. The same bytes say the same each time, so its signature is checked once
 * for each key, and its bits are expanded once; whether the key is the issuer's and the list in time is asked anew.
 *
 * @param <T> the list, parsed
 */
final class ReadList<T> {

    private final T list;
    private final List<CredentialSignature> signatures;
    private volatile byte @Nullable [] bits;

    ReadList(T list, List<? extends CredentialSignature> signatures) {
        this.list = list;
        this.signatures = signatures.stream().<CredentialSignature>map(OnceVerified::new).toList();
    }

    T list() {
        return list;
    }

    List<CredentialSignature> signatures() {
        return signatures;
    }

    /** To be asked for once the list is known to be the issuer's. */
    byte[] bits(Supplier<byte[]> expand) {
        byte[] known = bits;
        if (known == null) {
            known = expand.get();
            bits = known;
        }
        return known;
    }

    /** A signature that remembers the last key it verified under. */
    private static final class OnceVerified implements CredentialSignature {

        private final CredentialSignature signature;
        private volatile @Nullable PublicKey good;

        OnceVerified(CredentialSignature signature) {
            this.signature = signature;
        }

        @Override
        public String verificationMethod() {
            return signature.verificationMethod();
        }

        @Override
        public Optional<String> keyId() {
            return signature.keyId();
        }

        @Override
        public String algorithm() {
            return signature.algorithm();
        }

        @Override
        public String purpose() {
            return signature.purpose();
        }

        @Override
        public Problem problem() {
            return signature.problem();
        }

        @Override
        public Bytes signedInputHash() {
            return signature.signedInputHash();
        }

        @Override
        public Optional<Instant> created() {
            return signature.created();
        }

        @Override
        public Optional<Instant> expires() {
            return signature.expires();
        }

        @Override
        public boolean verify(PublicKey key) {
            if (key.equals(good)) {
                return true;
            }
            boolean verifies = signature.verify(key);
            if (verifies) {
                good = key;
            }
            return verifies;
        }
    }
}
