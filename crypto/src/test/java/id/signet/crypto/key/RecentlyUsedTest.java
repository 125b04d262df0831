package id.signet.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentlyUsedTest {

    @Test
    void whatIsUsedStaysAndWhatIsNotGoes() {
        RecentlyUsed<Integer, String> memory = new RecentlyUsed<>(8);
        memory.put(-1, "used");
        memory.put(-2, "unused");

        for (int i = 0; i < 100; i++) {
            memory.put(i, "new");
            assertThat(memory.get(-1)).isEqualTo("used");
            assertThat(memory.size()).isLessThanOrEqualTo(8);
        }

        assertThat(memory.get(-2)).isNull();
    }

    @Test
    void whatIsRemovedIsGoneFromBothGenerations() {
        RecentlyUsed<Integer, String> memory = new RecentlyUsed<>(4);
        for (int i = 0; i < 5; i++) {
            memory.put(i, "value");
        }
        for (int i = 0; i < 5; i++) {
            memory.remove(i);
            assertThat(memory.get(i)).isNull();
        }
        assertThat(memory.size()).isZero();
    }
}
