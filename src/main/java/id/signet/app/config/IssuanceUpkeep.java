package id.signet.app.config;

import id.signet.credential.issue.IssueCredential;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Settles at the start what a stop left behind; from then on renews status lists and forgets what is over. */
final class IssuanceUpkeep implements SmartInitializingSingleton, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(IssuanceUpkeep.class);
    private static final Duration YOUNG = Duration.ofMinutes(5);

    private final IssueCredential issuing;
    private final ScheduledExecutorService everyMinute = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("signet-upkeep").daemon().factory());

    IssuanceUpkeep(IssueCredential issuing) {
        this.issuing = issuing;
    }

    @Override
    public void afterSingletonsInstantiated() {
        int settled = issuing.recover(Duration.ZERO);
        if (settled > 0) {
            LOG.info("{} issuances that a stop interrupted were completed or voided", settled);
        }
        var _ = everyMinute.scheduleWithFixedDelay(this::again, 1, 1, TimeUnit.MINUTES);
    }

    private void again() {
        try {
            issuing.recover(YOUNG);
        } catch (RuntimeException fault) {
            LOG.warn("upkeep of issuances failed and will be tried again", fault);
        }
    }

    @Override
    public void close() {
        everyMinute.shutdownNow();
    }
}
