package id.signet.ledger.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GroupForceTest {

    private final Semaphore allowed = new Semaphore(0);
    private final Semaphore begun = new Semaphore(0);
    private final AtomicInteger forces = new AtomicInteger();

    private void force() throws Exception {
        begun.release();
        allowed.acquire();
        forces.incrementAndGet();
    }

    @Test
    void whoAsksDuringAForceWaitsForTheNextOne() throws Exception {
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
                GroupForce group = new GroupForce(this::force, fault -> {
                })) {
            Future<?> first = people.submit(group::await);
            begun.acquire();
            List<Future<?>> others = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                others.add(people.submit(group::await));
            }
            while (group.waiting() < 21) {
                Thread.onSpinWait();
            }
            allowed.release();
            first.get();
            begun.acquire();

            assertThat(others).noneMatch(Future::isDone);
            allowed.release();
            for (Future<?> other : others) {
                other.get();
            }
            assertThat(forces).hasValue(2);
        }
    }

    @Test
    void R6_afterOneFailureNobodyIsEverToldThatItIsOnDisk() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        try (GroupForce group = new GroupForce(() -> {
            if (asked.incrementAndGet() == 2) {
                throw new IOException("Input/output error");
            }
        }, fault -> told.countDown())) {
            group.await();
            assertThatThrownBy(group::await).isInstanceOf(GroupForce.ForceFailed.class)
                    .hasRootCauseMessage("Input/output error");
            assertThatThrownBy(group::await).isInstanceOf(GroupForce.ForceFailed.class);
            told.await();
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void aClosedForceLetsNobodyWait() {
        GroupForce group = new GroupForce(() -> {
        }, fault -> {
        });
        group.close();
        assertThatThrownBy(group::await).isInstanceOf(GroupForce.ForceFailed.class);
    }
}
