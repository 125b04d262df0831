package id.signet.registry.net;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CarefulWebTest {

    private static final HttpsAddress ADDRESS = new HttpsAddress("issuer.example", 443, "/did.json");
    private static final String MEDIA_TYPE = "application/json";
    private static final Set<String> JSON = Set.of(MEDIA_TYPE);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int asked;
    private long maxAge = -1;
    private boolean up = true;
    private final CarefulWeb web = new CarefulWeb(this::answer, new Clock() {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    private Fetched answer(HttpsAddress address, Set<String> mediaTypes) {
        asked++;
        return up
                ? new Fetched.Found(Bytes.of(new byte[asked]), MEDIA_TYPE, now, maxAge)
                : new Fetched.Unreachable("down");
    }

    private Fetched get() {
        return web.get(ADDRESS, JSON);
    }

    @Test
    void whoWantsNothingOlderThanAMinuteGetsNothingOlderWhateverTheHostSays() {
        maxAge = 3_600;
        Duration minute = Duration.ofMinutes(1);
        Fetched first = web.get(ADDRESS, JSON, minute);
        now = now.plusSeconds(59);
        assertThat(web.get(ADDRESS, JSON, minute)).isEqualTo(first);
        now = now.plusSeconds(1);
        assertThat(web.get(ADDRESS, JSON, minute)).isNotEqualTo(first);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void anAnswerInOneFormIsNoneForWhoeverAsksForAnother() {
        get();
        web.get(ADDRESS, Set.of("application/statuslist+jwt"));
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void anAnswerIsGivenAgainForAWhileAndSaysWhenItWasRead() {
        Fetched first = get();
        now = now.plusSeconds(59);
        assertThat(get()).isEqualTo(first);
        now = now.plusSeconds(1);
        assertThat(get()).isInstanceOfSatisfying(Fetched.Found.class,
                found -> assertThat(found.retrieved()).isEqualTo(now));
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void theHostSaysHowLongAndAnHourIsTheLongest() {
        maxAge = 1_000_000;
        get();
        now = now.plus(Duration.ofMinutes(59));
        get();
        assertThat(asked).isEqualTo(1);
        now = now.plus(Duration.ofMinutes(1));
        maxAge = 0;
        get();
        get();
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void whatHasGrownOldIsNotGivenWhereItCannotBeReadAgain() {
        get();
        up = false;
        now = now.plus(Duration.ofMinutes(2));
        assertThat(get()).isInstanceOf(Fetched.Unreachable.class);
    }

    @Test
    void R12_aHostThatFailsThreeTimesIsLeftAloneAndThenAskedAgain() {
        up = false;
        for (int i = 0; i < 10; i++) {
            assertThat(get()).isInstanceOf(Fetched.Unreachable.class);
        }
        assertThat(asked).isEqualTo(3);
        assertThat(((Fetched.Unreachable) get()).reason()).contains("2026-01-01T00:00:00Z");
        up = true;
        now = now.plusSeconds(30);
        assertThat(get()).isInstanceOf(Fetched.Found.class);
    }

    @Test
    void manyWhoAskAtOnceWaitForOneQuestion() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        CarefulWeb slow = new CarefulWeb((address, mediaTypes) -> {
            waiting.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return answer(address, mediaTypes);
        }, Clock.systemUTC());
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Fetched> first = callers.submit(() -> slow.get(ADDRESS, JSON));
            waiting.await();
            Future<Fetched> second = callers.submit(() -> slow.get(ADDRESS, JSON));
            go.countDown();
            assertThat(second.get()).isEqualTo(first.get());
        }
        assertThat(asked).isEqualTo(1);
    }
}
