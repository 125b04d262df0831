package id.signet.ledger.embedded;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.CheckpointGuard;
import id.signet.ledger.Decision;
import id.signet.ledger.EntryCodec;
import id.signet.ledger.EntryDraft;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerRefusesToStart.Reason;
import id.signet.ledger.LedgerRefusesToStart;
import id.signet.ledger.LogStart;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.LedgerStore.Head;
import id.signet.ledger.embedded.LedgerStore.LogDamaged;
import id.signet.ledger.embedded.Publisher.Published;
import id.signet.ledger.merkle.ConsistencyProof;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.ProofResult;
import id.signet.ledger.merkle.ProofVerifier;
import id.signet.ledger.merkle.RightEdge;
import id.signet.ledger.merkle.Tile;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What is looked at before the log signs anything: is this the log that was left, and all of it? */
final class StartUp {

    private static final String GUARD_LOSS = "log.guard-loss";
    private static final String NODE_JOIN = "log.node-join";

    private final LogStart start;
    private final LedgerStore store;
    private final Durability durability;
    private final CheckpointGuard guard;
    private final LogKey key;
    private final Clock clock;

    StartUp(LogStart start, LedgerStore store, Durability durability, CheckpointGuard guard, LogKey key, Clock clock) {
        this.start = start;
        this.store = store;
        this.durability = durability;
        this.guard = guard;
        this.key = key;
        this.clock = clock;
    }

    /** A log that may sign. */
    record Sound(DurableHead head, Optional<Published> published) {}

    Sound check() {
        // What others may move meanwhile is read before the head, which is never behind it.
        Optional<String> remembered = guard.read();
        if (store.head().size().equals(TreeSize.ZERO)) {
            if (remembered.isPresent()) {
                throw refuse(Reason.DATABASE_EMPTY, "the log is empty, but its guard remembers a checkpoint");
            }
            begin();
        }
        Optional<String> newest = store.newestCheckpoint();
        Head head = store.head();
        RightEdge edge = edgeInOrder(head);
        Optional<Published> published = published(newest, head);
        checkBinding();
        if (remembered.isPresent()) {
            checkGuard(remembered.get(), head);
        } else if (published.isPresent() || !head.size().equals(new TreeSize(1))) {
            // Without either, the first start was cut between the first entry and its publication: nobody has a signature.
            throw refuse(Reason.GUARD_MISSING, "the log has " + head.size().value()
                    + " entries, but nothing remembers its last checkpoint; if the guard is lost, say so explicitly");
        }
        return new Sound(durable(head, edge), published);
    }

    void acceptGuardLoss(String reason) {
        sound();
        guard.read().flatMap(this::ours).ifPresent(remembered -> {
            throw refuse(Reason.TREE_OLDER_THAN_GUARD, "the guard is not lost: it remembers this log at size "
                    + remembered.size().value());
        });
        ObjectNode body = Json.object();
        body.put("reason", reason);
        append(new EntryDraft(GUARD_LOSS, body));
        Head after = store.head();
        guard.remember(durable(after, edgeInOrder(after)).checkpoint());
    }

    /** The head of a log that holds together, whatever the guard says. */
    private Head sound() {
        Optional<String> newest = store.newestCheckpoint();
        Head head = store.head();
        edgeInOrder(head);
        published(newest, head);
        checkBinding();
        return head;
    }

    /**
     * Lets a node join: says so in the log, and makes a guard that remembers nothing yet begin where the one that it
     * replaces has ended.
     */
    void join(String node, String reason, Optional<CheckpointGuard> replaced) {
        Optional<String> remembered = guard.read();
        String known = remembered.or(() -> replaced.flatMap(CheckpointGuard::read))
                .orElseThrow(() -> refuse(Reason.GUARD_MISSING,
                        "nothing remembers the last checkpoint of the log that the node is to join"));
        checkGuard(known, sound());
        ObjectNode body = Json.object();
        body.put("node", node);
        body.put("reason", reason);
        append(new EntryDraft(NODE_JOIN, body));
        Head after = store.head();
        if (remembered.isEmpty() && !guard.replace(remembered, durable(after, edgeInOrder(after)).checkpoint())) {
            throw refuse(Reason.GUARD_NOT_SHARED, "another node has set up the guard meanwhile: join once more");
        }
    }

    private void append(EntryDraft draft) {
        while (!append(store.head().size(), draft)) {
            Thread.onSpinWait();
        }
    }

    /** What was committed before a kill may not have been forced, and the next signature will speak of it. */
    private DurableHead durable(Head head, RightEdge edge) {
        durability.force();
        return new DurableHead(edge, head.root(), key.sign(head.size(), head.root()));
    }

    private void begin() {
        append(TreeSize.ZERO, start.draft());
    }

    /** Adds an entry before the Sequencer runs, unless another node added something first. */
    private boolean append(TreeSize expected, EntryDraft draft) {
        return store.batch(locked -> {
            if (locked.head().size().equals(expected)) {
                new SequencedBatch(new Projections(List.of()), clock).carryOut(
                        List.of((view, loggedAt) -> new Decision.Accepted(draft)), edgeOf(locked.head(), store),
                        locked);
                return true;
            }
            return false;
        });
    }

    static RightEdge edgeOf(Head head, LedgerStore store) {
        RightEdge edge = RightEdge.load(head.size(), store);
        if (!edge.root().equals(head.root())) {
            throw new LogDamaged("the hashes of the log do not add up to its head of size " + head.size().value());
        }
        return edge;
    }

    /** The right edge adds up to the head, and the last entry is the one that was hashed. */
    private RightEdge edgeInOrder(Head head) {
        try {
            RightEdge edge = edgeOf(head, store);
            LeafIndex last = new LeafIndex(head.size().value() - 1);
            List<Bytes> end = store.entries(last.value(), 2);
            Hash hash = store.read(List.of(Tile.within(head.size(), 0,
                    last.value() / Tile.FULL)))
                    .getFirst()
                    .get((int) (last.value() % Tile.FULL));
            boolean more = end.size() > 1 && store.head().equals(head);
            if (end.isEmpty() || more || !MerkleTree.leafHash(end.getFirst().toArray()).equals(hash)) {
                throw new LogDamaged("the last entry is not the one that was hashed");
            }
            return edge;
        } catch (LogDamaged e) {
            throw new LedgerRefusesToStart(Reason.TREE_DAMAGED, e.getMessage() + "", e);
        }
    }

    private Optional<Published> published(Optional<String> newest, Head head) {
        return newest.map(checkpoint -> {
            Checkpoint signed = ours(checkpoint).orElseThrow(() -> refuse(Reason.BINDING_CHANGED,
                    "the last published checkpoint was signed by another key or under another origin"));
            if (signed.size().compareTo(head.size()) > 0) {
                throw refuse(Reason.TREE_DAMAGED, "a checkpoint of size " + signed.size().value()
                        + " was published, but the log has only " + head.size().value() + " entries");
            }
            requireConsistent(signed, head, Reason.TREE_DAMAGED);
            return new Published(signed, checkpoint);
        });
    }

    private void checkGuard(String remembered, Head head) {
        Checkpoint signed = ours(remembered).orElseThrow(() -> refuse(Reason.GUARD_OF_ANOTHER_LOG,
                "the guard's checkpoint is not one of " + start.origin() + " under this key"));
        if (signed.size().compareTo(head.size()) > 0) {
            throw refuse(Reason.TREE_OLDER_THAN_GUARD, "the log has " + head.size().value()
                    + " entries, but a checkpoint of " + signed.size().value() + " was published: it is an old copy");
        }
        requireConsistent(signed, head, Reason.TREE_INCONSISTENT_WITH_GUARD);
    }

    private void requireConsistent(Checkpoint earlier, Head head, Reason reason) {
        ProofResult result;
        try {
            result = ProofVerifier.consistency(ConsistencyProof.build(earlier.size(), head.size(), store),
                    earlier.root(),
                    head.root());
        } catch (LogDamaged e) {
            throw new LedgerRefusesToStart(Reason.TREE_DAMAGED, String.valueOf(e.getMessage()), e);
        }
        switch (result) {
            case ProofResult.Proven _ -> {
            }
            case ProofResult.NotProven not ->
                throw refuse(reason, "the log does not start with the tree of the checkpoint"
                        + " of size " + earlier.size().value() + ": " + not.reason());
        }
    }

    private void checkBinding() {
        LogStart begun;
        try {
            begun = LogStart.of(EntryCodec.decode(new LeafIndex(0), store.entries(0, 1).getFirst()));
        } catch (MalformedInput e) {
            throw new LedgerRefusesToStart(Reason.TREE_DAMAGED, "the first entry is damaged: " + e.getMessage(), e);
        }
        if (!begun.equals(start)) {
            throw refuse(Reason.BINDING_CHANGED, "the log was begun as " + begun + ", and this is " + start);
        }
    }

    private Optional<Checkpoint> ours(String checkpoint) {
        try {
            return Optional.of(key.open(checkpoint));
        } catch (MalformedInput e) {
            return Optional.empty();
        }
    }

    private static LedgerRefusesToStart refuse(Reason reason, String message) {
        return new LedgerRefusesToStart(reason, message);
    }
}
