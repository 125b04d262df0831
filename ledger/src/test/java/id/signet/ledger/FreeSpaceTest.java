package id.signet.ledger;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeSpaceTest {

    private static final long MIB = 1L << 20;

    private record Fixed(long total, long usable) implements FreeSpace.Disk {
        @Override
        public String name() {
            return "fixed";
        }
    }

    private static FreeSpace of(FreeSpace.Disk... disks) {
        return new FreeSpace(List.of(disks));
    }

    @Test
    void anEighthOfASmallDiskIsKept() {
        assertThatCode(of(new Fixed(64 * MIB, 8 * MIB))::require).doesNotThrowAnyException();
        assertThatThrownBy(of(new Fixed(64 * MIB, 8 * MIB - 1))::require).isInstanceOf(StorageFull.class);
    }

    @Test
    void ofALargeDisk64MebibytesAreKept() {
        assertThatCode(of(new Fixed(1 << 30, 64 * MIB))::require).doesNotThrowAnyException();
        assertThatThrownBy(of(new Fixed(1 << 30, 64 * MIB - 1))::require).isInstanceOf(StorageFull.class);
    }

    @Test
    void oneFullDiskOfSeveralIsEnough() {
        assertThatThrownBy(of(new Fixed(64 * MIB, 60 * MIB), new Fixed(64 * MIB, 0))::require)
                .isInstanceOf(StorageFull.class);
    }

    @Test
    void aDiskThatDoesNotAnswerCountsAsFull() {
        assertThatThrownBy(of(new FreeSpace.Disk() {
            @Override
            public String name() {
                return "gone";
            }

            @Override
            public long total() throws IOException {
                throw new IOException("stale file handle");
            }

            @Override
            public long usable() {
                return Long.MAX_VALUE;
            }
        })::require).isInstanceOf(StorageFull.class);
    }

    @Test
    void theDiskOfThisTestHasRoom(@TempDir Path folder) {
        assertThatCode(FreeSpace.of(List.of(folder))::require).doesNotThrowAnyException();
    }
}
