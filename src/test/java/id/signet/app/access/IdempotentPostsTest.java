package id.signet.app.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.api.problem.ProblemException;
import id.signet.app.api.problem.ProblemType;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.MasterKey;
import id.signet.ledger.testing.InMemoryDurableCommit;
import id.signet.ledger.testing.InMemoryRows;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.audit.PrivateChange;
import id.signet.registry.idempotency.IdempotencyClaim;
import id.signet.registry.idempotency.IdempotencyKey;
import id.signet.registry.idempotency.IdempotencyRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A POST under one key happens once and answers the same. */
class IdempotentPostsTest {

    private static final TenantId TENANT = new TenantId("academy");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Bytes BODY = Bytes.utf8("the hash of one body");

    private final InMemoryRows rows = new InMemoryRows();
    private final MasterKey master = MasterKey.generate();
    private final AtomicInteger effects = new AtomicInteger();
    private Instant now = NOON;

    private IdempotentPosts posts() {
        return new IdempotentPosts(rows, new InMemoryDurableCommit(), master.sealer("answers"), clock());
    }

    private Clock clock() {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private IdempotencyClaim claim(TenantId tenant, Bytes body) {
        return new IdempotencyClaim(new IdempotencyKey(tenant, "POST /x", "once"), body,
                now.plus(Duration.ofHours(24)));
    }

    private Answer send(IdempotencyClaim claim) {
        return send(posts(), claim, new CountDownLatch(0));
    }

    /** An operation that counts its effects and writes its claim with them, as every use case does. */
    private Answer send(IdempotentPosts posts, IdempotencyClaim claim, CountDownLatch gate) {
        Caller caller = Caller.of(claim.key().tenant(), "key", "request");
        return posts.once(caller, Optional.of(claim), claimed -> {
            await(gate);
            assertThat(new PrivateChange(rows, new InMemoryDurableCommit(), clock()).insert(claimed, "count", "made",
                    List.of())).isEmpty();
            return Answer.created("/x/1", Json.object().put("effect", effects.incrementAndGet()));
        }, subject -> Optional.of(Answer.created("/x/1", Json.object().put("subject", subject))));
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ProblemType refusal(Runnable request) {
        try {
            request.run();
        } catch (ProblemException e) {
            return e.problem().kind();
        }
        throw new AssertionError("not refused");
    }

    @Test
    void theSecondTimeTheSameAnswerComesAndNothingHappens() {
        Answer first = send(claim(TENANT, BODY));

        assertThat(send(claim(TENANT, BODY))).isEqualTo(first);
        assertThat(effects).hasValue(1);
    }

    @Test
    void keptAnswersLieSealed() {
        send(claim(TENANT, BODY));

        assertThat(rows.get(IdempotencyRow.TABLE, claim(TENANT, BODY).key()).orElseThrow().answer().orElseThrow())
                .extracting(Bytes::asUtf8)
                .asString()
                .doesNotContain("effect");
    }

    @Test
    void anotherBodyUnderTheSameKeyIsAMismatch() {
        send(claim(TENANT, BODY));

        assertThat(refusal(() -> send(claim(TENANT, Bytes.utf8("other"))))).isEqualTo(ProblemType.IDEMPOTENCY_MISMATCH);
        assertThat(effects).hasValue(1);
    }

    @Test
    void theSameKeyOfAnotherTenantIsAnotherKey() {
        send(claim(TENANT, BODY));
        send(claim(new TenantId("harbour"), BODY));

        assertThat(effects).hasValue(2);
    }

    @Test
    void aKeyIsFreeAgainAfterADayAlsoBeforeItsRowIsSwept() {
        send(claim(TENANT, BODY));
        now = NOON.plus(Duration.ofHours(24));
        Answer anew = send(claim(TENANT, Bytes.utf8("other")));

        assertThat(anew.body().get("effect").intValue()).isEqualTo(2);
        assertThat(send(claim(TENANT, Bytes.utf8("other")))).isEqualTo(anew);
    }

    @Test
    void anAnswerThatChangedNothingIsKeptOverAnExpiredClaimToo() {
        send(claim(TENANT, BODY));
        now = NOON.plus(Duration.ofHours(24));
        IdempotencyClaim later = claim(TENANT, BODY);
        Caller caller = Caller.of(TENANT, "key", "request");
        AtomicInteger reads = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            posts().once(caller, Optional.of(later),
                    claimed -> Answer.ok(Json.object().put("read", reads.incrementAndGet())),
                    subject -> Optional.empty());
        }

        assertThat(reads).hasValue(1);
    }

    @Test
    void anAnswerThatWasNeverKeptIsMadeAgainFromWhatWasMade() {
        IdempotencyClaim claim = claim(TENANT, BODY);
        new PrivateChange(rows, new InMemoryDurableCommit(), clock())
                .insert(Caller.of(TENANT, "key", "request").with(claim), "count", "made", List.of());

        assertThat(send(claim).body().get("subject").stringValue()).isEqualTo("made");
        assertThat(effects).hasValue(0);
    }

    @Test
    void X01_fiftyRequestsUnderOneKeyHaveOneEffectAndTheOthersWaitOrSeeItsAnswer() throws Exception {
        IdempotentPosts posts = posts();
        CountDownLatch gate = new CountDownLatch(1);
        List<Future<Answer>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                all.add(threads.submit(() -> send(posts, claim(TENANT, BODY), gate)));
            }
            while (all.stream().filter(Future::isDone).count() < 49) {
                Thread.onSpinWait();
            }
            assertThat(refusal(() -> send(posts, claim(TENANT, Bytes.utf8("other")), gate)))
                    .as("another body while the first is under way")
                    .isEqualTo(ProblemType.IDEMPOTENCY_MISMATCH);
            gate.countDown();
        }
        int answered = 0;
        for (Future<Answer> one : all) {
            if (one.state() == Future.State.SUCCESS) {
                answered++;
            } else {
                assertThat(one.exceptionNow()).isInstanceOfSatisfying(ProblemException.class,
                        e -> assertThat(e.problem().kind()).isEqualTo(ProblemType.IN_PROGRESS));
            }
        }

        assertThat(answered).isEqualTo(1);
        assertThat(effects).hasValue(1);
        assertThat(send(posts, claim(TENANT, BODY), gate).body().get("effect").intValue()).isEqualTo(1);
        assertThatThrownBy(() -> send(posts, claim(TENANT, Bytes.utf8("other")), gate))
                .isInstanceOf(ProblemException.class);
    }
}
