package id.signet.credential.transport;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.transport.TransportStore.Waiting;
import id.signet.registry.TenantId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

abstract class TransportStoreContract {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final TenantId ACADEMY = new TenantId("academy");

    abstract TransportStore store();

    private static Transport transport(String id, List<String> readers, boolean once) {
        return new Transport(id, ACADEMY, "a..b.c.d", readers, once, NOW, NOW.plusSeconds(60));
    }

    @Test
    void whatWaitsIsFoundAsItWasUntilItExpires() {
        Transport open = transport("open", List.of(), false);
        Transport closed = transport("closed", List.of("did:key:a", "did:key:b"), true);
        assertThat(store().add(open)).isTrue();
        assertThat(store().add(closed)).isTrue();
        assertThat(store().find("open", NOW)).contains(open);
        assertThat(store().find("closed", NOW.plusSeconds(59))).contains(closed);
        assertThat(store().find("closed", NOW.plusSeconds(60))).isEmpty();
        assertThat(store().find("nothing", NOW)).isEmpty();
    }

    @Test
    void aNameIsTakenOnce() {
        assertThat(store().add(transport("one", List.of(), false))).isTrue();
        assertThat(store().add(transport("one", List.of(), true))).isFalse();
        assertThat(store().find("one", NOW).orElseThrow().once()).isFalse();
    }

    @Test
    void whatIsTakenIsGone() {
        store().add(transport("one", List.of(), true));
        assertThat(store().take("one")).isTrue();
        assertThat(store().take("one")).isFalse();
        assertThat(store().find("one", NOW)).isEmpty();
    }

    @Test
    void whatExpiredIsForgottenAndNotCounted() {
        store().add(transport("one", List.of(), false));
        assertThat(store().waiting(ACADEMY, NOW)).isEqualTo(new Waiting(1, "a..b.c.d".length()));
        assertThat(store().waiting(new TenantId("harbour"), NOW)).isEqualTo(new Waiting(0, 0));
        assertThat(store().waiting(ACADEMY, NOW.plusSeconds(60))).isEqualTo(new Waiting(0, 0));
        assertThat(store().forget(NOW.plusSeconds(59))).isZero();
        assertThat(store().forget(NOW.plusSeconds(60))).isEqualTo(1);
    }
}
