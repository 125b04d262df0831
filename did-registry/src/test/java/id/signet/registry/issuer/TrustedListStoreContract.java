package id.signet.registry.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.ledger.testing.TestDatabase;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustedListStore.Imported;
import id.signet.registry.issuer.TrustedListStore.Signed;
import id.signet.registry.jdbc.JdbcTrustedLists;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the rows of trusted lists promise, on either database. */
abstract class TrustedListStoreContract {

    private static final Did AUTHORITY = Did.parse("did:web:authority.example");
    private static final Instant THEN = Instant.parse("2026-06-01T12:00:00Z");

    private TestDatabase database;
    private TrustedListStore store;

    abstract TestDatabase open();

    @BeforeEach
    void begin() {
        database = open().migrated("ledger", "registry");
        store = new JdbcTrustedLists(JdbcClient.create(database.dataSource()));
    }

    @AfterEach
    void end() {
        database.close();
    }

    private static Signed published(long sequence, Instant issued) {
        return new Signed(AUTHORITY, sequence, issued, issued.plusSeconds(60), "list " + sequence + " of " + issued);
    }

    private static Imported imported(long sequence, Instant issued, Optional<String> list) {
        return new Imported(AUTHORITY, "z6Mk", sequence, issued, issued.plusSeconds(60), list);
    }

    @Test
    void theNewestListThatWasPublishedIsServed() {
        store.publish(published(1, THEN));
        store.publish(published(2, THEN.plusSeconds(1)));
        store.publish(published(2, THEN.plusSeconds(2)));
        store.publish(published(2, THEN.plusSeconds(1)));
        store.publish(published(1, THEN.plusSeconds(3)));

        assertThat(store.published(AUTHORITY)).contains(published(2, THEN.plusSeconds(2)));
    }

    @Test
    void ofListsThatArePublishedAtOnceTheNewestIsServed() throws Exception {
        List<Callable<Void>> all = new ArrayList<>();
        for (int number = 1; number <= 20; number++) {
            Signed list = published(number, THEN);
            all.add(() -> {
                store.publish(list);
                return null;
            });
        }
        try (var pool = Executors.newFixedThreadPool(8)) {
            for (Future<Void> one : pool.invokeAll(all)) {
                one.get();
            }
        }

        assertThat(store.published(AUTHORITY)).contains(published(20, THEN));
    }

    @Test
    void anOlderListIsNotTakenIn() {
        assertThat(store.put(imported(2, THEN, Optional.of("a")))).isTrue();
        assertThat(store.put(imported(1, THEN.plusSeconds(1), Optional.of("b")))).as("a smaller number").isFalse();
        assertThat(store.put(imported(2, THEN.minusSeconds(1), Optional.of("b")))).as("an earlier time").isFalse();
        assertThat(store.put(imported(2, THEN.plusSeconds(1), Optional.of("b")))).as("signed anew").isTrue();

        assertThat(store.imported(AUTHORITY)).contains(imported(2, THEN.plusSeconds(1), Optional.of("b")));
    }

    @Test
    void aListThatWasTakenOutIsNotShownAndKeepsItsNumber() {
        store.put(imported(2, THEN, Optional.of("a")));
        store.put(imported(2, THEN, Optional.empty()));

        assertThat(store.imported()).isEmpty();
        assertThat(store.imported(AUTHORITY)).contains(imported(2, THEN, Optional.empty()));
        assertThat(store.put(imported(1, THEN.plusSeconds(1), Optional.of("b")))).isFalse();
    }
}
