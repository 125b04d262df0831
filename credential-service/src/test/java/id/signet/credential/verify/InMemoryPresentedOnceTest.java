package id.signet.credential.verify;

import java.time.Clock;

class InMemoryPresentedOnceTest extends PresentedOnceContract {

    @Override
    PresentedOnce open(Clock clock) {
        return PresentedOnce.inMemory(clock);
    }
}
