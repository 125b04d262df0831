package id.signet.registry.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.MalformedInput;
import id.signet.registry.TenantId;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {

    private static final TenantId TENANT = new TenantId("academy");

    @Test
    void aKeyIsPrintableAndNotLongerThan255() {
        assertThat(new IdempotencyKey(TENANT, "r", "a".repeat(255)).key()).hasSize(255);
        for (String wrong : new String[]{"", "a b", "a".repeat(256), "a\n", "é"}) {
            assertThatThrownBy(() -> new IdempotencyKey(TENANT, "r", wrong)).isInstanceOf(MalformedInput.class);
        }
    }
}
