package id.signet.crypto.key;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The one place that chooses which implementation does an algorithm (docs/adr/0005-crypto-providers.md): native code
 * for Ed25519, P-256 and P-384 where it loads and passes its test, Bouncy Castle for the rest and everywhere else. All
 * give the same answer to every signature.
 * <p>
 * The system property {@value #PROPERTY} can be {@code portable} (never native), {@code native} (refuse to run
 * without) or {@code auto}, the default.
 */
public final class Providers {

    public static final String PROPERTY = "signet.crypto.provider";

    private static final Logger LOG = System.getLogger(Providers.class.getName());
    private static final List<KeyType> NATIVE_TYPES = List.of(KeyType.ED25519, KeyType.P256, KeyType.P384);
    private static final SignatureProvider PORTABLE = new BouncyCastleSignatures();
    private static final Map<KeyType, SignatureProvider> CHOSEN = choose(System.getProperty(PROPERTY, "auto"));

    private Providers() {}

    /** Which implementation serves each type of key, in words for a start-up log or an information page. */
    public static Map<KeyType, String> chosen() {
        Map<KeyType, String> descriptions = new EnumMap<>(KeyType.class);
        CHOSEN.forEach((type, provider) -> descriptions.put(type, provider.description()));
        return descriptions;
    }

    static SignatureProvider of(KeyType type) {
        SignatureProvider provider = CHOSEN.get(type);
        if (provider == null) {
            throw new IllegalStateException("no provider for " + type);
        }
        return provider;
    }

    static SignatureProvider portable() {
        return PORTABLE;
    }

    /** The native provider if its jar is here, its library loads and it passes {@link #agrees}. */
    static Optional<SignatureProvider> nativeCode() {
        return Optional.ofNullable(NativeCode.PROVIDER);
    }

    static Map<KeyType, SignatureProvider> choose(String mode) {
        boolean nativeToo = switch (mode) {
            case "auto" -> nativeCode().isPresent();
            case "portable" -> false;
            case "native" -> {
                if (nativeCode().isEmpty()) {
                    throw new IllegalStateException(PROPERTY + "=native, but there is no native provider here");
                }
                yield true;
            }
            default -> throw new IllegalArgumentException(
                    PROPERTY + " is auto, portable or native, not \"" + mode + "\"");
        };
        Map<KeyType, SignatureProvider> chosen = new EnumMap<>(KeyType.class);
        for (KeyType type : KeyType.values()) {
            chosen.put(type, PORTABLE);
        }
        if (nativeToo) {
            nativeCode().ifPresent(provider -> NATIVE_TYPES.forEach(type -> chosen.put(type, provider)));
        }
        return chosen;
    }

    /** Whether both providers understand each other's signatures and refuse a changed message, for every type. */
    private static boolean agrees(SignatureProvider candidate) {
        byte[] message = "signet provider test".getBytes(StandardCharsets.UTF_8);
        byte[] other = "another message".getBytes(StandardCharsets.UTF_8);
        for (KeyType type : NATIVE_TYPES) {
            byte[] secret = new byte[type.secretLength()];
            secret[secret.length - 1] = 7;
            PublicKey key = SoftwareSigningKey.derivePublicKey(type, secret);
            byte[] foreign = candidate.signer(key, secret).sign(message);
            byte[] own = PORTABLE.signer(key, secret).sign(message);
            if (!Signatures.verify(PORTABLE, key, message, foreign) || !Signatures.verify(candidate, key, message, own)
                    || Signatures.verify(candidate, key, other, own)) {
                return false;
            }
        }
        return true;
    }

    /** Loaded on first need: forcing the portable path never touches native code. */
    private static final class NativeCode {

        private static final @Nullable SignatureProvider PROVIDER = load();

        private static @Nullable SignatureProvider load() {
            try {
                SignatureProvider provider = CorrettoSignatures.load();
                if (agrees(provider)) {
                    return provider;
                }
                LOG.log(Level.WARNING, "The native provider failed its test; signatures take the portable path.");
            } catch (ClassNotFoundException e) {
                LOG.log(Level.INFO, "No native provider on the class path; signatures take the portable path.");
            } catch (ReflectiveOperationException | GeneralSecurityException | LinkageError | RuntimeException e) {
                LOG.log(Level.WARNING, "The native provider does not load; signatures take the portable path.", e);
            }
            return null;
        }
    }
}
