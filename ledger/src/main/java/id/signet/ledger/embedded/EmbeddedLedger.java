package id.signet.ledger.embedded;

import id.signet.crypto.Bytes;
import id.signet.crypto.key.SigningKey;
import id.signet.ledger.CheckpointGuard;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerCommand;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.LedgerRefusesToStart;
import id.signet.ledger.LedgerUnavailable;
import id.signet.ledger.LogStart;
import id.signet.ledger.Outcome;
import id.signet.ledger.Projection;
import id.signet.ledger.Receipt;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.LedgerStore.Head;
import id.signet.ledger.embedded.LedgerStore.LogDamaged;
import id.signet.ledger.embedded.Publisher.Published;
import id.signet.ledger.merkle.EntryBundle;
import id.signet.ledger.merkle.RightEdge;
import id.signet.ledger.merkle.Tile;
import id.signet.ledger.witness.WitnessReport;
import id.signet.ledger.witness.Witnesses;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The log inside this process. */
public final class EmbeddedLedger implements PublishedLog, AutoCloseable {

    /**
     * @param publishEvery the shortest time between two published checkpoints
     * @param batchLimit the most commands in one transaction
     * @param queueCapacity the most commands that wait; more are turned away
     */
    public record Pace(Duration publishEvery, int batchLimit, int queueCapacity) {

        public static final Pace USUAL = new Pace(Duration.ofMillis(500), 512, 4_096);
    }

    private final LogKey key;
    private final LedgerStore store;
    private final Durability durability;
    private final Consumer<Throwable> fatal;
    private final StoredLog log;
    private final AtomicReference<DurableHead> durable;
    private final Sequencer sequencer;
    private final Publisher publisher;
    private final Optional<Cosigning> cosigning;
    private final AtomicBoolean broken = new AtomicBoolean();

    private EmbeddedLedger(LogKey key, Pace pace, LedgerStore store, Durability durability, CheckpointGuard guard,
            Projections projections, Witnesses witnesses, Clock clock, Consumer<Throwable> fatal, StartUp.Sound sound) {
        this.key = key;
        this.store = store;
        this.durability = durability;
        this.fatal = fatal;
        this.log = new StoredLog(store);
        this.durable = new AtomicReference<>(sound.head());
        this.publisher = new Publisher(store, durability, new ForwardGuard(guard, store, key), key, pace.publishEvery(),
                sound.published(),
                this::newestHead, this::stop);
        this.cosigning = witnesses.clients().isEmpty()
                ? Optional.empty()
                : Optional
                        .of(new Cosigning(witnesses, store, durability, key, publisher::published, clock, this::stop));
        this.sequencer = new Sequencer(store, durability, projections, key, clock, pace.batchLimit(),
                pace.queueCapacity(),
                sound.head().edge(), this::advance, this::stop);
    }

    /**
     * Checks that the log is the one the guard remembers, begins it if it is new, and starts taking commands.
     *
     * @param start the names the log is begun with, and keeps for ever
     * @param key Ed25519
     * @param fatal called once when it is no longer known what is on disk: end the process with exit code 74
     * @throws LedgerRefusesToStart when signing would risk a fork; nothing was signed
     */
    public static EmbeddedLedger open(LogStart start, Pace pace, LedgerStore store, Durability durability,
            CheckpointGuard guard, SigningKey key, Collection<? extends Projection> projections, Clock clock,
            Consumer<Throwable> fatal) {
        return open(start, pace, store, durability, guard, key, projections, Witnesses.NONE, clock, fatal);
    }

    /** The same with witnesses: what the log shows to the world is what a quorum of them cosigned. */
    public static EmbeddedLedger open(LogStart start, Pace pace, LedgerStore store, Durability durability,
            CheckpointGuard guard, SigningKey key, Collection<? extends Projection> projections, Witnesses witnesses,
            Clock clock, Consumer<Throwable> fatal) {
        LogKey logKey = new LogKey(start.origin(), key);
        StartUp.Sound sound = new StartUp(start, store, durability, guard, logKey, clock).check();
        EmbeddedLedger ledger = new EmbeddedLedger(logKey, pace, store, durability, guard, new Projections(projections),
                witnesses, clock, fatal, sound);
        ledger.publisher.start();
        ledger.cosigning.ifPresent(Cosigning::start);
        ledger.sequencer.start();
        return ledger;
    }

    /**
     * The operator's word that the guard is lost and that the log is known to be the newest. The reason becomes an entry of
     * the log for everybody to read, and the guard is made anew. A guard that is not lost stays in force. Also the way by
     * which a node with an empty guard joins a log.
     *
     * @throws LedgerRefusesToStart when the log does not hold together, or the guard remembers a checkpoint of this log
     */
    public static void acceptGuardLoss(LogStart start, LedgerStore store, Durability durability, CheckpointGuard guard,
            SigningKey key, Clock clock, String reason) {
        new StartUp(start, store, durability, guard, new LogKey(start.origin(), key), clock)
                .acceptGuardLoss(reason);
    }

    /**
     * Lets another node join a log that others may be writing. The reason becomes an entry of the log.
     *
     * @param guard shared by all nodes
     * @param replaced the guard that was in force before, if this is the change from it to the shared one
     * @throws LedgerRefusesToStart when the log does not hold together or does not continue its guard
     */
    public static void join(LogStart start, LedgerStore store, Durability durability, CheckpointGuard guard,
            SigningKey key, Clock clock, String node, String reason, Optional<CheckpointGuard> replaced) {
        new StartUp(start, store, durability, guard, new LogKey(start.origin(), key), clock)
                .join(node, reason, replaced);
    }

    @Override
    public String origin() {
        return key.origin();
    }

    @Override
    public String verifierKey() {
        return key.verifierKey();
    }

    @Override
    public Outcome submit(LedgerCommand command) {
        return sequencer.submit(command);
    }

    @Override
    public Optional<LedgerEntry> entry(LeafIndex index) {
        if (!covers(index)) {
            return Optional.empty();
        }
        return log.entry(index);
    }

    /** @throws LedgerUnavailable as long as the log has witnesses and a quorum of them never cosigned */
    @Override
    public String checkpoint() {
        return shown().map(Published::checkpoint)
                .orElseThrow(() -> new LedgerUnavailable("no checkpoint has enough cosignatures yet"));
    }

    /** What the world sees: the newest published checkpoint, or the newest that a quorum of witnesses cosigned. */
    private Optional<Published> shown() {
        return cosigning.isPresent() ? cosigning.get().shown() : Optional.of(publisher.published());
    }

    /** How it stands with the witnesses; empty if the log has none. */
    public Optional<WitnessReport> witnesses() {
        return cosigning.map(Cosigning::report);
    }

    @Override
    public Optional<String> checkpoint(TreeSize size) {
        return store.checkpoint(size);
    }

    /** The sizes of all checkpoints ever published, in rising order. */
    public List<TreeSize> publishedSizes() {
        return store.publishedSizes();
    }

    @Override
    public Optional<Receipt> receipt(LeafIndex index) {
        Optional<Published> shown = shown().filter(checkpoint -> checkpoint.size().covers(index));
        if (shown.isPresent()) {
            return shown.map(checkpoint -> log.receipt(index, checkpoint.size(), checkpoint.checkpoint()));
        }
        DurableHead head = head().size().covers(index) ? head() : newestHead();
        return head.size().covers(index)
                ? Optional.of(log.receipt(index, head.size(), head.checkpoint()))
                : Optional.empty();
    }

    @Override
    public Optional<Receipt> receipt(LeafIndex index, TreeSize size) {
        return size.covers(index)
                ? store.checkpoint(size)
                        .map(note -> cosigning.map(witnesses -> witnesses.cosigned(note)).orElse(note))
                        .map(note -> log.receipt(index, size, note))
                : Optional.empty();
    }

    @Override
    public List<Hash> proveConsistency(TreeSize from, TreeSize to) {
        if (to.compareTo(head().size()) > 0 && to.compareTo(size()) > 0) {
            throw new IllegalArgumentException("the log has " + size().value() + " entries, not " + to.value());
        }
        return log.proveConsistency(from, to);
    }

    /** With what other nodes have added, where several share a store. */
    @Override
    public TreeSize size() {
        return newestHead().size();
    }

    /** Whoever was given an entry by another node finds it here. */
    private boolean covers(LeafIndex index) {
        return head().size().covers(index) || size().covers(index);
    }

    @Override
    public Optional<Bytes> tile(Tile tile) {
        return log.tile(tile, publisher.published().size());
    }

    @Override
    public Optional<Bytes> entries(EntryBundle bundle) {
        return log.entries(bundle, publisher.published().size());
    }

    /** Publishes what is durable now instead of when the interval is over. */
    public void publishNow() {
        publisher.publishNewest();
    }

    /** How many commands wait to be put in order. */
    public int waiting() {
        return sequencer.waiting();
    }

    private DurableHead head() {
        DurableHead head = durable.get();
        if (head == null) {
            throw new IllegalStateException("the log is not open");
        }
        return head;
    }

    private void advance(DurableHead head) {
        durable.accumulateAndGet(head, (a, b) -> a.size().compareTo(b.size()) >= 0 ? a : b);
    }

    /** Ours or, where a commit is durable as such, the one that another node has made since. */
    private DurableHead newestHead() {
        if (durability.commitsAreDurable()) {
            TreeSize known = head().size();
            Head head = store.head();
            if (head.size().compareTo(known) < 0) {
                throw new LogDamaged("the log has " + head.size().value() + " entries and had " + known.value()
                        + ": an older copy of the database answers");
            }
            if (head.size().compareTo(head().size()) > 0) {
                RightEdge edge = StartUp.edgeOf(head, store);
                advance(new DurableHead(edge, head.root(), key.sign(head.size(), head.root())));
            }
        }
        return head();
    }

    private void stop(Throwable cause) {
        if (broken.compareAndSet(false, true)) {
            fatal.accept(cause);
        }
    }

    /** Ends after the batch under way and publishes it. */
    @Override
    public void close() {
        sequencer.close();
        publisher.close();
        cosigning.ifPresent(Cosigning::close);
        if (!broken.get()) {
            publisher.publishNewest();
        }
    }
}
