package id.signet.credential.verify;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.testing.IssuingHouse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What every memory of lists promises. */
abstract class NewestStatusListsContract {

    static final String LIST = "https://lists.example/1";
    static final Instant THEN = Instant.parse("2026-06-01T12:00:00Z");

    abstract NewestStatusLists open();

    @Test
    void L08_anOlderCopyIsRefusedAndTheSameIsNot() {
        var newest = open();

        assertThat(newest.accept(LIST, THEN)).isTrue();
        assertThat(newest.accept(LIST, THEN)).isTrue();
        assertThat(newest.accept(LIST, THEN.minusMillis(1))).isFalse();
        assertThat(newest.accept(LIST, THEN.plusSeconds(1))).isTrue();
        assertThat(newest.accept(LIST, THEN)).isFalse();
    }

    @Test
    void eachListHasItsOwnTime() {
        var newest = open();
        newest.accept(LIST, THEN.plusSeconds(60));

        assertThat(newest.accept(LIST + "0", THEN)).isTrue();
    }

    @Test
    void ofManyCopiesSeenAtOnceTheNewestIsRemembered() throws Exception {
        var newest = open();
        List<Callable<Boolean>> copies = new ArrayList<>();
        for (int second = 0; second < 20; second++) {
            Instant issuedAt = THEN.plusSeconds(second);
            copies.add(() -> newest.accept(LIST, issuedAt));
        }

        assertThat(IssuingHouse.together(copies).getLast()).isTrue();
        assertThat(newest.accept(LIST, THEN.plusSeconds(18))).isFalse();
        assertThat(newest.accept(LIST, THEN.plusSeconds(19))).isTrue();
    }
}
