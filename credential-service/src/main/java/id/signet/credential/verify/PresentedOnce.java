package id.signet.credential.verify;

import java.time.Instant;

/** Remembers which answers to a nonce were seen. */
@FunctionalInterface
public interface PresentedOnce {

    /**
     * Insert if absent.
     *
     * @param until how long it must be remembered
     * @return false when it was claimed before
     */
    boolean claim(String presentation, Instant until);
}
