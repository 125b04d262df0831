package id.signet.app.config;

import id.signet.crypto.key.KeyId;
import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.ledger.DurableCommit;

/** A key is forced to disk before any entry names it, and its end before anybody is told. */
final class ForcedKeyRing implements KeyRing {

    private final KeyRing ring;
    private final DurableCommit durable;

    ForcedKeyRing(KeyRing ring, DurableCommit durable) {
        this.ring = ring;
        this.durable = durable;
    }

    @Override
    public KeyId create(KeyType type) {
        return durable.write(() -> ring.create(type));
    }

    @Override
    public SigningKey open(KeyId id) {
        return ring.open(id);
    }

    @Override
    public void destroy(KeyId id) {
        durable.write(() -> {
            ring.destroy(id);
            return id;
        });
    }
}
