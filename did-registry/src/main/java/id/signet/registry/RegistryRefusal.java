package id.signet.registry;

import id.signet.ledger.Refusal;
import java.util.Locale;

/** Why a registry did not do what it was asked; nothing was written. */
public record RegistryRefusal(Kind kind, String message) implements Refusal {

    /** What the caller can do about it. Edges give each its status. */
    public enum Kind {
        /** The request is not well formed or breaks a rule of its format; sending it again will not help. */
        MALFORMED,
        /** Well formed, but larger than a log entry may be. */
        TOO_LARGE,
        NOT_FOUND,
        /** It exists, but not for this tenant or this signer. */
        FORBIDDEN,
        /** The DID is deactivated, which is final. */
        DEACTIVATED,
        /** The expected version is not the newest. */
        STALE_VERSION,
        /** It exists already, or others changed it too often meanwhile. */
        CONFLICT,
        /** The idempotency key was used with another body. */
        IDEMPOTENCY_KEY_REUSED,
        /** The first request with this idempotency key was accepted already. */
        ALREADY_DONE
    }

    @Override
    public String code() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A refusal of the log itself is about the size of the entry. */
    public static RegistryRefusal of(Refusal refusal) {
        return refusal instanceof RegistryRefusal ours ? ours : new RegistryRefusal(Kind.TOO_LARGE, refusal.message());
    }

    public static RegistryRefusal tooLarge() {
        return new RegistryRefusal(Kind.TOO_LARGE, "the operation is larger than a log entry may be");
    }

    public static RegistryRefusal malformed(String message) {
        return new RegistryRefusal(Kind.MALFORMED, message);
    }

    public static RegistryRefusal notFound(String message) {
        return new RegistryRefusal(Kind.NOT_FOUND, message);
    }

    public static RegistryRefusal forbidden(String message) {
        return new RegistryRefusal(Kind.FORBIDDEN, message);
    }

    public static RegistryRefusal stale(String message) {
        return new RegistryRefusal(Kind.STALE_VERSION, message);
    }

    public static RegistryRefusal conflict(String message) {
        return new RegistryRefusal(Kind.CONFLICT, message);
    }

    public static RegistryRefusal deactivated(String message) {
        return new RegistryRefusal(Kind.DEACTIVATED, message);
    }
}
