package id.signet.ledger.embedded;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.EntryCodec;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.LedgerStore.Head;
import id.signet.ledger.embedded.LedgerStore.LogDamaged;
import id.signet.ledger.merkle.HashRow;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.RightEdge;
import id.signet.ledger.merkle.Tile;
import id.signet.ledger.note.SignedCheckpoint;
import id.signet.ledger.note.VerifierKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the whole log and says which object is not as it should be: an entry, a hash, the head, a published checkpoint.
 * Writes nothing. The log is read as far as its head stood when the check began.
 */
public final class LogCheck {

    private final LedgerStore store;
    private final VerifierKey key;
    private final Optional<String> guard;
    private final List<String> findings = new ArrayList<>();

    public LogCheck(LedgerStore store, VerifierKey key) {
        this(store, key, Optional.empty());
    }

    /** @param guard the checkpoint that the guard remembers, which the log must continue */
    public LogCheck(LedgerStore store, VerifierKey key, Optional<String> guard) {
        this.store = store;
        this.key = key;
        this.guard = guard;
    }

    /**
     * @param size how much was read
     * @param findings one plain sentence for each damaged object, named first; empty when the log is sound
     */
    public record Report(TreeSize size, List<String> findings) {

        public Report {
            findings = List.copyOf(findings);
        }

        public boolean sound() {
            return findings.isEmpty();
        }
    }

    /** The tree as the entries make it, and as the stored leaf hashes make it. Damage to one leaves the other whole. */
    private record Trees(RightEdge fromEntries, RightEdge fromHashes) {

        boolean have(Hash root) {
            return fromEntries.root().equals(root) || fromHashes.root().equals(root);
        }
    }

    public Report run() {
        findings.clear();
        Head head = store.head();
        Map<TreeSize, Hash> published = published(head);
        Optional<Checkpoint> guarded = guarded(head);
        if (head.size().equals(TreeSize.ZERO)) {
            return new Report(head.size(), findings);
        }
        TreeSet<Long> stops = new TreeSet<>();
        guarded.ifPresent(checkpoint -> stops.add(checkpoint.size().value()));
        for (long stop = Tile.FULL; stop < head.size().value(); stop += Tile.FULL) {
            stops.add(stop);
        }
        published.keySet().forEach(size -> stops.add(size.value()));
        stops.add(head.size().value());
        Trees trees = new Trees(RightEdge.EMPTY, RightEdge.EMPTY);
        Set<Long> differing = new LinkedHashSet<>();
        Instant last = Instant.EPOCH;
        try {
            for (long stop : stops) {
                long first = trees.fromEntries.size().value();
                List<Bytes> entries = store.entries(first, (int) (stop - first));
                if (entries.size() != stop - first) {
                    findings.add("entry " + (first + entries.size()) + " or one before it is missing");
                    break;
                }
                trees = grow(trees, entries, differing);
                last = readable(first, entries, differing, last);
                Hash claimed = published.get(new TreeSize(stop));
                if (claimed != null && !trees.have(claimed)) {
                    findings.add("checkpoint " + stop + " has another root than the log");
                }
                if (guarded.isPresent() && guarded.get().size().value() == stop && !trees.have(guarded.get().root())) {
                    findings.add("guard remembers another root for size " + stop + " than the log has");
                }
            }
        } catch (LogDamaged e) {
            findings.add(String.valueOf(e.getMessage()));
        }
        nameLeaves(differing, trees, head);
        return new Report(head.size(), findings);
    }

    private Map<TreeSize, Hash> published(Head head) {
        Map<TreeSize, Hash> roots = new HashMap<>();
        for (TreeSize size : store.publishedSizes()) {
            try {
                Checkpoint checkpoint = SignedCheckpoint.parse(store.checkpoint(size).orElse(""))
                        .verify(key, List.of())
                        .checkpoint();
                if (!checkpoint.size().equals(size)) {
                    findings.add("checkpoint " + size.value() + " speaks of " + checkpoint.size().value() + " entries");
                } else if (size.compareTo(head.size()) > 0) {
                    findings.add("checkpoint " + size.value() + " covers more than the log has");
                } else {
                    roots.put(size, checkpoint.root());
                }
            } catch (MalformedInput e) {
                findings.add("checkpoint " + size.value() + " is damaged: " + e.getMessage());
            }
        }
        return roots;
    }

    private Optional<Checkpoint> guarded(Head head) {
        try {
            Optional<Checkpoint> checkpoint = guard
                    .map(note -> SignedCheckpoint.parse(note).verify(key, List.of()).checkpoint());
            if (checkpoint.isPresent() && checkpoint.get().size().compareTo(head.size()) > 0) {
                findings.add("guard remembers " + checkpoint.get().size().value() + " entries, the log has "
                        + head.size().value() + ": the log is an old copy or was cut");
                return Optional.empty();
            }
            return checkpoint;
        } catch (MalformedInput e) {
            findings.add("guard is damaged or that of another log: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** An entry that is damaged for sure says nothing of its form or time. */
    private Instant readable(long first, List<Bytes> entries, Set<Long> differing, Instant before) {
        Instant last = before;
        for (int i = 0; i < entries.size(); i++) {
            if (differing.contains(first + i)) {
                continue;
            }
            try {
                LedgerEntry entry = EntryCodec.decode(new LeafIndex(first + i), entries.get(i));
                if (entry.loggedAt().isBefore(last)) {
                    findings.add("entry " + (first + i) + " is logged earlier than the one before it");
                }
                last = entry.loggedAt();
            } catch (MalformedInput e) {
                findings.add("entry " + (first + i) + " cannot be read: " + e.getMessage());
            }
        }
        return last;
    }

    private Trees grow(Trees trees, List<Bytes> entries, Set<Long> differing) {
        long first = trees.fromEntries.size().value();
        TreeSize size = new TreeSize(first + entries.size());
        List<Hash> computed = entries.stream().map(entry -> MerkleTree.leafHash(entry.toArray())).toList();
        List<Hash> stored = stored(0, first, size).subList((int) (first % Tile.FULL),
                (int) (first % Tile.FULL) + entries.size());
        for (int i = 0; i < computed.size(); i++) {
            if (!computed.get(i).equals(stored.get(i))) {
                differing.add(first + i);
            }
        }
        RightEdge.Growth fromEntries = trees.fromEntries.append(computed);
        RightEdge.Growth fromHashes = trees.fromHashes.append(stored);
        List<HashRow> rows = fromEntries.rows();
        for (int i = 0; i < rows.size(); i++) {
            HashRow row = rows.get(i);
            if (row.level() > 0) {
                Hash found = stored(row.level(), row.index(), size).get((int) (row.index() % Tile.FULL));
                if (!found.equals(row.hash()) && !found.equals(fromHashes.rows().get(i).hash())) {
                    findings.add(name(row.level(), row.index()) + " is not the root of the tile below it");
                }
            }
        }
        return new Trees(fromEntries.edge(), fromHashes.edge());
    }

    private List<Hash> stored(int level, long index, TreeSize size) {
        return store.read(List.of(Tile.within(size, level, index / Tile.FULL))).getFirst();
    }

    /** Where an entry and its hash differ, the head tells which of the two is damaged. */
    private void nameLeaves(Set<Long> differing, Trees trees, Head head) {
        boolean complete = trees.fromEntries.size().equals(head.size());
        if (complete && !trees.have(head.root())) {
            findings.add("head has another root than the log");
        }
        boolean entriesAreRight = complete && trees.fromEntries.root().equals(head.root());
        boolean hashesAreRight = complete && trees.fromHashes.root().equals(head.root());
        for (long index : differing) {
            String damaged = entriesAreRight
                    ? name(0, index)
                    : hashesAreRight ? "entry " + index : "entry " + index + " or " + name(0, index);
            findings.add(damaged + " is damaged: the entry does not have the hash that is stored for it");
        }
    }

    private static String name(int level, long index) {
        return "hash " + index % Tile.FULL + " of tile " + level + "/" + index / Tile.FULL;
    }
}
