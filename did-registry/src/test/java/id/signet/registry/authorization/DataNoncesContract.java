package id.signet.registry.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.ledger.testing.SteppingClock;
import id.signet.registry.TenantId;
import id.signet.registry.testing.Registries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What open nonces promise, wherever they are kept. */
abstract class DataNoncesContract {

    private static final TenantId TENANT = Registries.TENANT;

    final SteppingClock clock = Registries.clock();
    private DataNonces nonces;

    abstract DataNonces open();

    abstract void close();

    @BeforeEach
    void begin() {
        nonces = open();
    }

    @AfterEach
    void end() {
        close();
    }

    private void give(String nonce) {
        nonces.give(TENANT, "token", nonce, clock.instant().plusSeconds(60));
    }

    @Test
    void eachIsUsedOnce() {
        give("one");

        assertThat(nonces.open(TENANT, "token")).containsExactly("one");
        assertThat(nonces.use(TENANT, "token", "one")).isTrue();
        assertThat(nonces.use(TENANT, "token", "one")).isFalse();
        assertThat(nonces.open(TENANT, "token")).isEmpty();
    }

    @Test
    void ofManyWhoUseOneAtOnceOneSucceeds() throws Exception {
        give("one");
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(() -> nonces.use(TENANT, "token", "one"));
        }
        int used = 0;
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> one : pool.invokeAll(all)) {
                used += one.get() ? 1 : 0;
            }
        }

        assertThat(used).isEqualTo(1);
    }

    @Test
    void anotherTenantAndAnotherAuthorizationHaveNoneOfIt() {
        give("one");

        assertThat(nonces.use(Registries.OTHER_TENANT, "token", "one")).isFalse();
        assertThat(nonces.use(TENANT, "other", "one")).isFalse();
        assertThat(nonces.use(TENANT, "token", "other")).isFalse();
        assertThat(nonces.use(TENANT, "token", "one")).isTrue();
    }

    @Test
    void itsTimeIsOverAtItsEnd() {
        give("one");
        clock.advance(Duration.ofSeconds(60));

        assertThat(nonces.open(TENANT, "token")).isEmpty();
        assertThat(nonces.use(TENANT, "token", "one")).isFalse();
    }

    @Test
    void onlyTheNewestAreOpen() {
        for (int i = 0; i <= DataNonces.MOST; i++) {
            give("number " + i);
            clock.advance(Duration.ofMillis(1));
        }

        assertThat(nonces.open(TENANT, "token")).hasSize(DataNonces.MOST).doesNotContain("number 0");
        assertThat(nonces.use(TENANT, "token", "number 0")).isFalse();
    }
}
