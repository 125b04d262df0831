package id.signet.registry.did.hosting;

import id.signet.crypto.key.KeyId;
import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.NoSuchKey;
import id.signet.ledger.DurableCommit;
import id.signet.ledger.state.StoredRows;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.HostedTables.HostedKey;
import id.signet.registry.did.hosting.HostedTables.State;
import java.util.Collection;
import java.util.List;

/** Erases the secrets of retired keys once the entry that retired them is on disk. */
public final class RetiredKeys {

    private final StoredRows rows;
    private final DurableCommit durable;
    private final KeyRing keyRing;
    private final Register register;

    /** Finds keys that a stopped process left half erased. */
    @FunctionalInterface
    public interface Register {
        List<DidUrl> retired(int limit);
    }

    public RetiredKeys(StoredRows rows, DurableCommit durable, KeyRing keyRing, Register register) {
        this.rows = rows;
        this.durable = durable;
        this.keyRing = keyRing;
        this.register = register;
    }

    /** Erases what a stopped process left behind; run at start. */
    public void destroyLeftOvers() {
        List<DidUrl> left;
        do {
            left = register.retired(500);
            destroy(left);
        } while (!left.isEmpty());
    }

    void destroy(Collection<DidUrl> methods) {
        for (DidUrl method : methods) {
            rows.get(HostedTables.KEY, method)
                    .filter(key -> key.state() == State.RETIRED)
                    .ifPresent(key -> destroy(method, key));
        }
    }

    /** Erases a secret that no row names any more, if it is still there. */
    void erase(KeyId key) {
        try {
            keyRing.destroy(key);
        } catch (NoSuchKey e) {
            // a ring restored from an older backup never had it: nothing is left to erase
        }
    }

    private void destroy(DidUrl method, HostedKey key) {
        erase(key.keyId());
        durable.write(() -> rows.replace(HostedTables.KEY, method, key.in(State.DESTROYED)));
    }
}
