package id.signet.registry.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.MasterKey;
import id.signet.ledger.testing.InMemoryDurableCommit;
import id.signet.ledger.testing.InMemoryRows;
import id.signet.registry.TenantId;
import id.signet.registry.idempotency.Idempotency.Standing;
import id.signet.registry.testing.MovableClock;
import id.signet.registry.testing.Registries;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdempotencyTest {

    private static final Bytes BODY = Bytes.utf8("body hash");
    private static final IdempotencyKey KEY = new IdempotencyKey(new TenantId("academy"), "POST /x", "abc");

    private final InMemoryRows rows = new InMemoryRows();
    private final MovableClock clock = Registries.clock();
    private final Idempotency idempotency = new Idempotency(rows, new InMemoryDurableCommit(),
            MasterKey.generate().sealer("answers"), clock);

    private void take() {
        IdempotencyClaim claim = ((Standing.Fresh) idempotency.find(KEY, BODY)).claim();
        rows.insertIfAbsent(IdempotencyRow.TABLE, KEY, claim.row("did:example:1"));
    }

    @Test
    void aKeyIsFreshUntilSomethingHappensUnderIt() {
        assertThat(idempotency.find(KEY, BODY)).isInstanceOf(Standing.Fresh.class);
        take();

        assertThat(idempotency.find(KEY, BODY)).isEqualTo(new Standing.Done("did:example:1"));
    }

    @Test
    void theAnswerIsGivenAgainByteForByteAndLiesSealed() {
        take();
        StoredAnswer answer = new StoredAnswer(201, Map.of("Content-Type", "application/json"),
                Bytes.utf8("{\"did\":1}"));

        idempotency.answer(KEY, answer);

        assertThat(idempotency.find(KEY, BODY)).isEqualTo(new Standing.Answered(answer));
        assertThat(rows.get(IdempotencyRow.TABLE, KEY).orElseThrow().answer().orElseThrow().asUtf8())
                .doesNotContain("did");
    }

    @Test
    void anotherBodyUnderTheSameKeyIsTold() {
        take();

        assertThat(idempotency.find(KEY, Bytes.utf8("other"))).isInstanceOf(Standing.OtherBody.class);
    }

    @Test
    void aKeyIsFreeAgainAfterADay() {
        take();
        clock.advance(Duration.ofHours(24));

        assertThat(idempotency.find(KEY, Bytes.utf8("other"))).isInstanceOf(Standing.Fresh.class);
    }

    @Test
    void theSameKeyOfAnotherTenantIsAnotherKey() {
        take();

        assertThat(idempotency.find(new IdempotencyKey(new TenantId("harbour"), "POST /x", "abc"), BODY))
                .isInstanceOf(Standing.Fresh.class);
    }

    @Test
    void aKeyIsPrintableAndNotLongerThan255() {
        assertThatThrownBy(() -> new IdempotencyKey(KEY.tenant(), "r", "a b")).isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> new IdempotencyKey(KEY.tenant(), "r", "a".repeat(256)))
                .isInstanceOf(MalformedInput.class);
    }
}
