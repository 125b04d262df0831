package id.signet.crypto.hash;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamDigestsTest {

    @Test
    void theDigestsOfPartsAreThoseOfTheWhole() {
        byte[] whole = new byte[345_678];
        new Random(7).nextBytes(whole);
        for (int most : List.of(1, 63, 64, 65, 1_000, whole.length)) {
            StreamDigests digests = new StreamDigests();
            for (int at = 0; at < whole.length; at += most) {
                byte[] part = Arrays.copyOfRange(whole, at, at + most);
                digests.update(part, Math.min(most, whole.length - at));
            }

            assertThat(digests.size()).isEqualTo(whole.length);
            assertThat(digests.end()).as("parts of %s bytes", most)
                    .isEqualTo(new StreamDigests.Result(Bytes.of(Hashes.sha256(whole)), Bytes.of(Hashes.sm3(whole)),
                            whole.length));
        }
    }

    @Test
    void whatNobodySentHasTheDigestsOfNothing() {
        assertThat(new StreamDigests().end()).isEqualTo(
                new StreamDigests.Result(Bytes.of(Hashes.sha256()), Bytes.of(Hashes.sm3()), 0));
    }
}
