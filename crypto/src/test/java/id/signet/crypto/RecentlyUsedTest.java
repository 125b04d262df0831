package id.signet.crypto;

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

    @Test
    void largeValuesTakeTheRoomOfManySmallOnes() {
        RecentlyUsed<Integer, String> memory = new RecentlyUsed<>(100, (key, value) -> value.length());
        for (int i = 0; i < 100; i++) {
            memory.put(i, "x".repeat(40));
        }
        assertThat(memory.size()).isLessThanOrEqualTo(4);

        for (int i = 0; i < 100; i++) {
            memory.put(i, "x");
        }
        assertThat(memory.size()).isBetween(50, 100);
        assertThat(memory.get(7, () -> "computed")).isEqualTo("computed");
        assertThat(memory.get(7)).isEqualTo("computed");
    }
}
