package id.signet.ledger.testing;

import id.signet.ledger.DurableCommit;
import id.signet.ledger.embedded.Durability;
import java.util.function.Supplier;

/** Memory is all the disk there is. */
public final class InMemoryDurableCommit implements DurableCommit, Durability {

    @Override
    public <T> T write(Supplier<T> work) {
        return work.get();
    }

    @Override
    public void force() {}

    @Override
    public boolean commitsAreDurable() {
        return false;
    }
}
