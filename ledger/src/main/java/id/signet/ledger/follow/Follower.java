package id.signet.ledger.follow;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.EntryCodec;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.LogStart;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.Durability;
import id.signet.ledger.embedded.LedgerStore.Batch;
import id.signet.ledger.embedded.LedgerStore.Head;
import id.signet.ledger.embedded.LedgerStore;
import id.signet.ledger.embedded.Projections;
import id.signet.ledger.merkle.ConsistencyProof;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.ProofResult;
import id.signet.ledger.merkle.ProofVerifier;
import id.signet.ledger.merkle.RightEdge;
import id.signet.ledger.merkle.Tile;
import id.signet.ledger.note.SignedCheckpoint;
import id.signet.ledger.note.VerifiedCheckpoint;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.state.BatchOverlay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a verified copy of another's log, round by round. Nothing is applied before it is proven to be a part of what the
 * log signed, and to continue what was applied before; no entry before its own signature and rules are checked. What does
 * not hold is kept as an {@link Alarm}, and the view stays as it was.
 */
public final class Follower {

    private static final Logger LOG = System.getLogger(Follower.class.getName());

    private static final int LONGEST_CHECKPOINT = 64 * 1024;
    private static final int LONGEST_EVIDENCE = 8_000;

    /** Bundles applied in one transaction. */
    private static final int BUNDLES = 4;

    /** An origin of several nodes may show a checkpoint that is a moment old. */
    private static final Duration MAY_BE_BEHIND = Duration.ofSeconds(30);

    /** How long the time of the view may lag in the records while nothing changes. */
    private static final Duration NOTED = Duration.ofSeconds(10);

    /**
     * @param log the key of the log; its name is the only origin accepted
     * @param witnesses whose cosignatures count
     * @param quorum how many of them a checkpoint needs; may be zero
     */
    public record Terms(VerifierKey log, List<VerifierKey> witnesses, int quorum) {

        public Terms {
            witnesses = List.copyOf(witnesses);
            if (quorum < 0 || quorum > witnesses.size()) {
                throw new IllegalArgumentException("a quorum of " + quorum + " among " + witnesses.size());
            }
        }
    }

    private final LogStart start;
    private final Terms terms;
    private final Origin origin;
    private final LedgerStore store;
    private final Durability durability;
    private final Projections projections;
    private final EntryJudge judge;
    private final FollowRecords records;
    private final Clock clock;
    private volatile List<Alarm> alarms;
    private volatile Optional<Instant> asOf;
    private volatile Optional<String> problem = Optional.empty();
    private volatile Optional<Checkpoint> shown;
    private @Nullable Instant behindSince;
    private Instant noted = Instant.MIN;

    /** @param start what the first entry of the log must say */
    public Follower(LogStart start, Terms terms, Origin origin, LedgerStore store, Durability durability,
            Projections projections, EntryJudge judge, FollowRecords records, Clock clock) {
        this.start = start;
        this.terms = terms;
        this.origin = origin;
        this.store = store;
        this.durability = durability;
        this.projections = projections;
        this.judge = judge;
        this.records = records;
        this.clock = clock;
        this.alarms = records.standing();
        this.asOf = records.asOf();
        this.shown = store.newestCheckpoint().map(text -> SignedCheckpoint.parse(text).checkpoint());
    }

    public FollowReport report() {
        return new FollowReport(shown.map(Checkpoint::size), asOf, problem, alarms);
    }

    /** What a lie is called and said to be, until somebody catches it. */
    private static final class Lied extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Lie lie;
        private final String sentence;

        Lied(Lie lie, String sentence) {
            super(sentence, null, false, false);
            this.lie = lie;
            this.sentence = sentence;
        }
    }

    /**
     * Reads the first entry of a log that is not followed yet: the names that everything in it depends on.
     *
     * @throws MalformedInput when the origin does not prove it under this key
     */
    public static LogStart firstEntry(Origin origin, VerifierKey key) throws IOException, InterruptedException {
        Checkpoint signed = SignedCheckpoint.parse(checkpoint(origin)).verify(key, List.of()).checkpoint();
        if (signed.size().equals(TreeSize.ZERO)) {
            throw new MalformedInput("the log is empty");
        }
        OriginTiles tiles = new OriginTiles(origin);
        try {
            Tile first = Tile.within(signed.size(), 0, 0);
            Bytes entry = tiles.entries(first).getFirst();
            requireContinued(RightEdge.EMPTY.append(List.of(MerkleTree.leafHash(entry.toArray()))).edge(), signed,
                    tiles, "its first entry");
            return LogStart.of(EntryCodec.decode(new LeafIndex(0), entry));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (Lied lied) {
            throw new MalformedInput(lied.sentence);
        }
    }

    private static String checkpoint(Origin origin) throws IOException, InterruptedException {
        return new String(origin.read("checkpoint", LONGEST_CHECKPOINT)
                .orElseThrow(() -> new IOException("the origin has no checkpoint"))
                .toArray(), StandardCharsets.UTF_8);
    }

    /**
     * Asks the origin once and applies what is new.
     *
     * @return whether the origin confirmed the view or carried it further
     */
    public synchronized boolean round() throws InterruptedException {
        String text;
        try {
            text = checkpoint(origin);
        } catch (IOException e) {
            return trouble("not read: " + e);
        }
        try {
            return judged(text);
        } catch (Lied lied) {
            raise(lied, text);
            return false;
        } catch (UncheckedIOException e) {
            return trouble("not read: " + e.getCause());
        } catch (OriginTiles.Interrupted _) {
            throw new InterruptedException();
        } catch (LedgerStore.StoreUnavailable | LedgerStore.TransactionLost | LedgerStore.StoreFull
                | LedgerStore.CommitUnknown e) {
            return trouble("the store of this follower: " + e.getMessage());
        }
    }

    private boolean judged(String text) {
        SignedCheckpoint received = parsed(text);
        List<VerifierKey> known = new ArrayList<>(terms.witnesses());
        known.add(terms.log());
        VerifiedCheckpoint verified;
        try {
            verified = received.verify(terms.log(), terms.witnesses());
        } catch (MalformedInput e) {
            throw new Lied(Lie.OTHER_SIGNER, e.getMessage() + "");
        }
        long cosigned = verified.witnesses().stream().map(line -> line.key()).distinct().count();
        if (cosigned < terms.quorum()) {
            return trouble(
                    "its checkpoint of size " + verified.checkpoint().size().value() + " has the cosignatures of "
                            + cosigned + " witnesses, and " + terms.quorum() + " are asked for");
        }
        return compared(verified.checkpoint(), received.signedBy(known).text());
    }

    private static SignedCheckpoint parsed(String text) {
        try {
            return SignedCheckpoint.parse(text);
        } catch (MalformedInput e) {
            throw new Lied(Lie.NO_CHECKPOINT, e.getMessage() + "");
        }
    }

    private boolean compared(Checkpoint signed, String text) {
        Head mine = store.head();
        int step = signed.size().compareTo(mine.size());
        if (step <= 0) {
            Hash root = RightEdge.load(signed.size(), store).root();
            if (!root.equals(signed.root())) {
                throw new Lied(Lie.FORK, "the log signed the root " + signed.root() + " for the size "
                        + signed.size().value() + ", where the entries it signed before have the root " + root);
            }
        }
        if (shown.filter(now -> now.size().compareTo(signed.size()) > 0).isPresent()) {
            return behind(signed);
        }
        OriginTiles tiles = new OriginTiles(origin);
        if (step > 0) {
            continued(mine, signed, tiles);
            apply(signed, tiles);
        }
        behindSince = null;
        confirm(signed, text);
        return true;
    }

    /** A tree that is true but old; that it stays so is what makes it an alarm. */
    private boolean behind(Checkpoint signed) {
        Instant now = clock.instant();
        if (behindSince == null) {
            behindSince = now;
        }
        String sentence = "the origin shows size " + signed.size().value() + " after it has shown "
                + shown.map(view -> view.size().value()).orElse(0L);
        if (Duration.between(behindSince, now).compareTo(MAY_BE_BEHIND) >= 0) {
            throw new Lied(Lie.ROLLBACK, sentence);
        }
        return trouble(sentence);
    }

    /** Before anything of it is applied: does the signed tree begin with ours? If not, whose fault is it? */
    private static void continued(Head mine, Checkpoint signed, OriginTiles tiles) {
        if (mine.size().equals(TreeSize.ZERO)) {
            return;
        }
        try {
            ConsistencyProof proof = ConsistencyProof.build(mine.size(), signed.size(), tiles);
            if (ProofVerifier.consistency(proof, mine.root(), signed.root()) instanceof ProofResult.Proven) {
                return;
            }
            Hash other = RightEdge.load(mine.size(), tiles).root();
            if (ProofVerifier.consistency(proof, other, signed.root()) instanceof ProofResult.Proven) {
                throw new Lied(Lie.FORK,
                        "the log signed a tree of size " + signed.size().value() + " that has the root "
                                + other + " at the size " + mine.size().value()
                                + ", where the entries it signed before have "
                                + mine.root());
            }
        } catch (MalformedInput e) {
            throw new Lied(Lie.ALTERED, e.getMessage() + "");
        }
        throw new Lied(Lie.ALTERED, "the tiles do not add up to the tree of size " + signed.size().value()
                + " that the log signed");
    }

    private static void requireContinued(RightEdge edge, Checkpoint signed, OriginTiles tiles, String what) {
        boolean proven;
        try {
            proven = edge.size().equals(signed.size())
                    ? edge.root().equals(signed.root())
                    : ProofVerifier.consistency(ConsistencyProof.build(edge.size(), signed.size(), tiles), edge.root(),
                            signed.root()) instanceof ProofResult.Proven;
        } catch (MalformedInput e) {
            throw new Lied(Lie.ALTERED, e.getMessage() + "");
        }
        if (!proven) {
            throw new Lied(Lie.ALTERED,
                    what + ": not what the log signed in its tree of size " + signed.size().value());
        }
    }

    private void apply(Checkpoint signed, OriginTiles tiles) {
        RightEdge edge = RightEdge.load(store.head().size(), store);
        while (edge.size().compareTo(signed.size()) < 0) {
            TreeSize from = edge.size();
            List<Bytes> fresh = entries(from, signed.size(), tiles);
            RightEdge.Growth growth = edge
                    .append(fresh.stream().map(entry -> MerkleTree.leafHash(entry.toArray())).toList());
            requireContinued(growth.edge(), signed, tiles,
                    "entries " + from.value() + " to " + (growth.size().value() - 1));
            List<LedgerEntry> entries = decoded(from, fresh);
            boolean done = store.batch(locked -> {
                if (!locked.head().size().equals(from)) {
                    return false; // another process follows into the same store
                }
                judge(entries, locked);
                locked.append(new Head(growth.size(), growth.root(), entries.getLast().loggedAt()), entries,
                        growth.rows());
                return true;
            });
            edge = done ? growth.edge() : RightEdge.load(store.head().size(), store);
        }
    }

    /** From there on to the end of a bundle some bundles later, or to the end of the tree. */
    private static List<Bytes> entries(TreeSize from, TreeSize to, OriginTiles tiles) {
        List<Bytes> fresh = new ArrayList<>();
        long first = from.value() / Tile.FULL;
        try {
            for (long index = first; index < first + BUNDLES && index * Tile.FULL < to.value(); index++) {
                List<Bytes> bundle = tiles.entries(Tile.within(to, 0, index));
                int skipped = index == first ? (int) (from.value() % Tile.FULL) : 0;
                fresh.addAll(bundle.subList(skipped, bundle.size()));
            }
        } catch (MalformedInput e) {
            throw new Lied(Lie.ALTERED, e.getMessage() + "");
        }
        return fresh;
    }

    private List<LedgerEntry> decoded(TreeSize from, List<Bytes> fresh) {
        List<LedgerEntry> entries = new ArrayList<>(fresh.size());
        for (Bytes bytes : fresh) {
            LeafIndex index = new LeafIndex(from.value() + entries.size());
            try {
                LedgerEntry entry = EntryCodec.decode(index, bytes);
                if (index.value() == 0 && !LogStart.of(entry).equals(start)) {
                    throw new MalformedInput("the log was begun as " + LogStart.of(entry) + ", and this follows "
                            + start);
                }
                entries.add(entry);
            } catch (MalformedInput e) {
                throw new Lied(Lie.BAD_ENTRY, "entry " + index.value() + ": " + e.getMessage());
            }
        }
        return entries;
    }

    private void judge(List<LedgerEntry> entries, Batch locked) {
        BatchOverlay overlay = new BatchOverlay(locked.rows());
        Instant last = locked.head().loggedAt();
        for (LedgerEntry entry : entries) {
            Optional<String> objection = entry.loggedAt().isBefore(last)
                    ? Optional.of("it says that it was logged before the entry before it")
                    : judge.objection(overlay.publicTables(), entry);
            if (objection.isPresent()) {
                throw new Lied(Lie.BAD_ENTRY,
                        "entry " + entry.index().value() + " " + entry.type() + ": " + objection.get());
            }
            last = entry.loggedAt();
            projections.apply(entry, overlay.publicTables());
            overlay.keep();
        }
        overlay.store();
    }

    private void confirm(Checkpoint signed, String text) {
        boolean further = shown.filter(signed::equals).isEmpty();
        Instant now = clock.instant();
        if (further) {
            store.publish(signed.size(), text);
        }
        if (further || Duration.between(noted, now).compareTo(NOTED) >= 0) {
            records.confirmed(now);
            durability.force();
            noted = now;
        }
        shown = Optional.of(signed);
        asOf = Optional.of(now);
        if (problem.isPresent()) {
            problem = Optional.empty();
            LOG.log(Level.INFO, "the log is followed again, size " + signed.size().value());
        }
        if (alarms.stream().anyMatch(alarm -> !alarm.lie().isProven())) {
            records.allIsWell(now);
            alarms = records.standing();
        }
    }

    private boolean trouble(String sentence) {
        if (problem.isEmpty()) {
            LOG.log(Level.WARNING, "the log is not followed just now: " + sentence);
        }
        problem = Optional.of(sentence);
        return false;
    }

    private void raise(Lied lied, String text) {
        problem = Optional.of(lied.sentence);
        if (known(alarms, lied)) {
            return;
        }
        String evidence = text.length() > LONGEST_EVIDENCE ? text.substring(0, LONGEST_EVIDENCE) : text;
        // Kept before it is told.
        records.raise(new Alarm(lied.lie, store.head().size(), clock.instant(), lied.sentence, evidence));
        durability.force();
        alarms = records.standing();
        LOG.log(Level.ERROR, "ALARM " + lied.lie + ": " + lied.sentence);
    }

    private static boolean known(Collection<Alarm> alarms, Lied lied) {
        return alarms.stream().anyMatch(alarm -> alarm.lie() == lied.lie);
    }
}
