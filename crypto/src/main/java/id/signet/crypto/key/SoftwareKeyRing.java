package id.signet.crypto.key;

import id.signet.crypto.RecentlyUsed;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

import id.signet.crypto.Bytes;

/**
 * Keys in the service's own database under envelope encryption: each secret under a data key of its own, each data key
 * under the master key, both bound to the key's id, type and public half (docs/adr/0006-key-ring.md).
 * <p>
 * Opened keys stay decrypted in memory, a bounded number of them. A key destroyed here stops at once, also where it is
 * already open. A key destroyed by another node on the same database stops being opened here within
 * {@link #RECHECK}.
 */
public final class SoftwareKeyRing implements KeyRing {

    /** How long an opened key is given out again without asking the store. */
    static final Duration RECHECK = Duration.ofSeconds(1);

    private static final int DEFAULT_CAPACITY = 4_096;
    private static final int STRIPES = 64;

    private final WrappedKeys store;
    private final Xaes256Gcm wrapping;
    private final String masterKeyId;
    private final Clock clock;
    private final RecentlyUsed<KeyId, OpenKey> open;
    private final ReentrantLock[] loading = new ReentrantLock[STRIPES];
    private final SecureRandom random = new SecureRandom();

    public SoftwareKeyRing(WrappedKeys store, MasterKey master, Clock clock) {
        this(store, master, clock, DEFAULT_CAPACITY);
    }

    /** @param capacity how many opened keys are kept in memory at most */
    public SoftwareKeyRing(WrappedKeys store, MasterKey master, Clock clock, int capacity) {
        this.store = store;
        this.wrapping = master.wrapping();
        this.masterKeyId = master.id();
        this.clock = clock;
        this.open = new RecentlyUsed<>(capacity);
        Arrays.setAll(loading, _ -> new ReentrantLock());
    }

    /** The key is stored when this returns, but opened only from the store: what can be used was read back. */
    @Override
    public KeyId create(KeyType type) {
        SoftwareSigningKey key = SoftwareSigningKey.generate(type);
        byte[] name = new byte[16];
        random.nextBytes(name);
        KeyId id = new KeyId(Bytes.of(name).base64Url());
        try {
            if (!store.insert(wrap(id, key))) {
                throw new IllegalStateException("a random key id is taken: the random source is broken");
            }
        } finally {
            key.destroy();
        }
        return id;
    }

    @Override
    public SigningKey open(KeyId id) {
        Instant now = clock.instant();
        OpenKey known = open.get(id);
        if (known != null && known.isFresh(now)) {
            return known;
        }
        ReentrantLock lock = lock(id);
        lock.lock();
        try {
            return load(id, now);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void destroy(KeyId id) {
        ReentrantLock lock = lock(id);
        lock.lock();
        try {
            if (!store.delete(id, clock.instant())) {
                throw new NoSuchKey(id);
            }
            forget(id);
        } finally {
            lock.unlock();
        }
    }

    /** Under the id's lock, so that a key being destroyed cannot slip into memory. */
    private OpenKey load(KeyId id, Instant now) {
        WrappedKey wrapped = store.find(id).orElse(null);
        if (wrapped == null) {
            forget(id);
            throw new NoSuchKey(id);
        }
        OpenKey known = open.get(id);
        if (known != null && !known.destroyed) {
            known.seenAt(now);
            return known;
        }
        OpenKey loaded = new OpenKey(id, unwrap(wrapped), now);
        open.put(id, loaded);
        return loaded;
    }

    private void forget(KeyId id) {
        OpenKey known = open.get(id);
        open.remove(id);
        if (known != null) {
            known.destroy();
        }
    }

    /** How many decrypted keys are in memory. */
    int openKeys() {
        return open.size();
    }

    private ReentrantLock lock(KeyId id) {
        return loading[Math.floorMod(id.hashCode(), STRIPES)];
    }

    private WrappedKey wrap(KeyId id, SoftwareSigningKey key) {
        byte[] associated = WrappedKey.associated(id, key.publicKey());
        byte[] dataKey = new byte[32];
        random.nextBytes(dataKey);
        byte[] secret = key.secret();
        try {
            return new WrappedKey(id, key.publicKey(), masterKeyId, Bytes.of(wrapping.seal(dataKey, associated)),
                    Bytes.of(Xaes256Gcm.ofRaw(dataKey).seal(secret, associated)), clock.instant());
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    private SoftwareSigningKey unwrap(WrappedKey wrapped) {
        if (!wrapped.masterKeyId().equals(masterKeyId)) {
            throw new MasterKeyRefused("key " + wrapped.id() + " is wrapped under master key " + wrapped.masterKeyId()
                    + ", but the service runs with master key " + masterKeyId);
        }
        byte[] associated = WrappedKey.associated(wrapped.id(), wrapped.publicKey());
        byte[] dataKey = wrapping.open(wrapped.wrappedDataKey().toArray(), associated);
        byte[] secret = Xaes256Gcm.ofRaw(dataKey).open(wrapped.wrappedSecret().toArray(), associated);
        try {
            SoftwareSigningKey key = SoftwareSigningKey.ofSecret(wrapped.publicKey().type(), secret);
            if (!key.publicKey().equals(wrapped.publicKey())) {
                throw new SealBroken();
            }
            return key;
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /** A key in use. Not a {@link SoftwareSigningKey}, so that nothing it holds can be exported. */
    private static final class OpenKey implements SigningKey {

        private final KeyId id;
        private final SoftwareSigningKey key;
        private final ReadWriteLock life = new ReentrantReadWriteLock();
        private volatile boolean destroyed;
        private volatile Instant seen;

        OpenKey(KeyId id, SoftwareSigningKey key, Instant seen) {
            this.id = id;
            this.key = key;
            this.seen = seen;
        }

        /** A clock set back makes a key stale, never fresh for longer. */
        boolean isFresh(Instant now) {
            Duration age = Duration.between(seen, now);
            return !destroyed && !age.isNegative() && age.compareTo(RECHECK) < 0;
        }

        void seenAt(Instant now) {
            seen = now;
        }

        @Override
        public PublicKey publicKey() {
            return key.publicKey();
        }

        @Override
        public byte[] sign(byte[] message) {
            return alive(() -> key.sign(message));
        }

        @Override
        public byte[] signForChain(byte[] message) {
            return alive(() -> key.signForChain(message));
        }

        /** The lock keeps {@link #destroy} from erasing the secret under a signature in progress. */
        private byte[] alive(Supplier<byte[]> signing) {
            life.readLock().lock();
            try {
                if (destroyed) {
                    throw new NoSuchKey(id);
                }
                return signing.get();
            } finally {
                life.readLock().unlock();
            }
        }

        void destroy() {
            life.writeLock().lock();
            try {
                if (!destroyed) {
                    destroyed = true;
                    key.destroy();
                }
            } finally {
                life.writeLock().unlock();
            }
        }

        @Override
        public String toString() {
            return "OpenKey[" + id + ", " + key.publicKey() + "]";
        }
    }
}
