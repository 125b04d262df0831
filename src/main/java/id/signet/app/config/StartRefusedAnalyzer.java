package id.signet.app.config;

import id.signet.crypto.key.MasterKeyRefused;
import id.signet.ledger.LedgerRefusesToStart;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says why the service did not start in words for an operator, without a stack trace. */
public final class StartRefusedAnalyzer implements FailureAnalyzer {

    /** Of sysexits: the configuration, or the log it points to, is not fit to start with. */
    public static final int EXIT_CODE = 78;

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return refusal(failure).map(cause -> switch (cause) {
            case LedgerRefusesToStart refused -> new FailureAnalysis(
                    "The log refuses to start (" + refused.reason() + "): " + refused.getMessage(),
                    "Nothing was signed. See 'When the log refuses to start' in docs/operations.md.", failure);
            default -> new FailureAnalysis(String.valueOf(cause.getMessage()), "See 'Settings' in docs/operations.md.",
                    failure);
        }).orElse(null);
    }

    /** The refusal inside a failed start, if that is what it was. */
    public static Optional<Throwable> refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof LedgerRefusesToStart || cause instanceof ConfigurationRefused
                    || cause instanceof MasterKeyRefused) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }
}
