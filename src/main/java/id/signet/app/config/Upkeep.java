package id.signet.app.config;

import id.signet.credential.issue.IssueCredential;
import id.signet.credential.jdbc.JdbcPresentedOnce;
import id.signet.credential.transport.Transports;
import id.signet.registry.idempotency.ExpiredClaims;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Settles at the start what a stop left behind. From then on, once a minute: renews status lists, forgets answers that are
 * over, and clears away idempotency claims, seen presentations and transports whose time is over.
 */
final class Upkeep implements SmartInitializingSingleton, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration YOUNG = Duration.ofMinutes(5);

    private final Duration atStart;
    private final IssueCredential issuing;
    private final ExpiredClaims claims;
    private final JdbcPresentedOnce presented;
    private final Transports transports;
    private final ScheduledExecutorService everyMinute = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("signet-upkeep").daemon().factory());

    /** @param alone whether no other node can have an issuance under way */
    Upkeep(IssueCredential issuing, ExpiredClaims claims, JdbcPresentedOnce presented, Transports transports,
            boolean alone) {
        this.atStart = alone ? Duration.ZERO : YOUNG;
        this.issuing = issuing;
        this.claims = claims;
        this.presented = presented;
        this.transports = transports;
    }

    @Override
    public void afterSingletonsInstantiated() {
        recover(atStart);
        var _ = everyMinute.scheduleWithFixedDelay(this::again, 1, 1, TimeUnit.MINUTES);
    }

    private void again() {
        attempt("issuances", () -> recover(YOUNG));
        attempt("idempotency claims", claims::sweep);
        attempt("seen presentations", presented::forget);
        attempt("transports", transports::forget);
    }

    /** One chore's fault keeps neither the others nor the next minute from their work. */
    private static void attempt(String what, Runnable chore) {
        try {
            chore.run();
        } catch (RuntimeException fault) {
            LOG.warn("upkeep of {} failed and will be tried again", what, fault);
        }
    }

    private void recover(Duration age) {
        IssueCredential.Recovery recovery = issuing.recover(age);
        if (recovery.settled() > 0) {
            LOG.info("{} issuances that a stop interrupted were completed or voided", recovery.settled());
        }
        recovery.faults()
                .forEach((id, fault) -> LOG.error("the issuance {} cannot be settled and will be tried again", id,
                        fault));
    }

    @Override
    public void close() {
        everyMinute.shutdownNow();
    }
}
