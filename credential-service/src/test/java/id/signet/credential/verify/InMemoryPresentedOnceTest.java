package id.signet.credential.verify;

import id.signet.credential.testing.InMemoryPresentedOnce;
import java.time.Clock;

class InMemoryPresentedOnceTest extends PresentedOnceContract {

    @Override
    PresentedOnce open(Clock clock) {
        return new InMemoryPresentedOnce(clock);
    }
}
