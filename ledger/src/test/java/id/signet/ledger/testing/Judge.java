package id.signet.ledger.testing;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Outcome;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.EmbeddedLedger;
import id.signet.ledger.embedded.LogCheck;
import id.signet.ledger.jdbc.JdbcTables;
import id.signet.ledger.jdbc.Replay;
import id.signet.ledger.merkle.ConsistencyProof;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.ProofResult;
import id.signet.ledger.merkle.ProofVerifier;
import id.signet.ledger.note.SignedCheckpoint;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.receipt.ReceiptResult;
import id.signet.ledger.receipt.ReceiptVerifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Somebody outside who wrote down every answer the log gave, and compares after each fault. Nothing the log says about
 * itself counts.
 */
public final class Judge {

    private final Map<Long, Hash> acknowledged = new TreeMap<>();
    private final Map<Long, Checkpoint> heads = new HashMap<>();
    private final VerifierKey log;

    public Judge(VerifierKey log) {
        this.log = log;
    }

    /** What was written down up to now. */
    public Judge copy() {
        Judge copy = new Judge(log);
        copy.acknowledged.putAll(acknowledged);
        copy.heads.putAll(heads);
        return copy;
    }

    public void answered(Outcome outcome) {
        if (outcome instanceof Outcome.Appended appended) {
            acknowledged(appended.entry().index().value(), leafHash(appended.entry()), appended.receipt().checkpoint());
        }
    }

    /** An acknowledgement; two roots for one size are a fork at once. */
    public void acknowledged(long index, Hash leaf, String checkpoint) {
        Hash before = acknowledged.put(index, leaf);
        assertThat(Optional.ofNullable(before).orElse(leaf)).as("entry " + index).isEqualTo(leaf);
        seen(checkpoint);
    }

    public void seen(String checkpoint) {
        Checkpoint head = SignedCheckpoint.parse(checkpoint).verify(log, List.of()).checkpoint();
        Checkpoint before = heads.put(head.size().value(), head);
        assertThat(Optional.ofNullable(before).orElse(head)).as("head " + head.size()).isEqualTo(head);
    }

    public static Hash leafHash(LedgerEntry entry) {
        return MerkleTree.leafHash(entry.bytes().toArray());
    }

    public int acknowledgements() {
        return acknowledged.size();
    }

    /** Nothing acknowledged is lost, no head ever signed is contradicted, and all stores agree. */
    public void check(CounterLedger place, EmbeddedLedger ledger) {
        noForkUpTo(ledger.size(), ledger);
        acknowledged.forEach((index, leaf) -> {
            LedgerEntry entry = ledger.entry(new LeafIndex(index))
                    .orElseThrow(
                            () -> new AssertionError("the acknowledged entry " + index + " is lost"));
            assertThat(leafHash(entry)).as("entry " + index).isEqualTo(leaf);
        });
        heads.keySet().forEach(size -> assertThat(size).as("a signed head").isLessThanOrEqualTo(ledger.size().value()));
        assertThat(new LogCheck(place.store(), log).run().findings()).isEmpty();
        assertThat(new Replay(place.store(), (JdbcTables) place.rows(), List.of(new Counters())).compare().first())
                .isEmpty();
        notesFitEntries(place, ledger.size());
    }

    /** Every head seen up to that size is the head of the log at its size. */
    public void noForkUpTo(TreeSize size, EmbeddedLedger ledger) {
        String checkpoint = ledger.checkpoint();
        Checkpoint newest = SignedCheckpoint.parse(checkpoint).verify(log, List.of()).checkpoint();
        for (Checkpoint head : heads.values()) {
            if (head.size().compareTo(newest.size()) <= 0 && head.size().compareTo(size) <= 0) {
                ConsistencyProof proof = new ConsistencyProof(head.size(), newest.size(),
                        ledger.proveConsistency(head.size(), newest.size()));
                assertThat(ProofVerifier.consistency(proof, head.root(), newest.root())).as("head of " + head.size())
                        .isEqualTo(new ProofResult.Proven());
            }
        }
    }

    /** Each entry but the log's own has its private note, and no note stands alone. */
    private static void notesFitEntries(CounterLedger place, TreeSize size) {
        List<Long> indexes = LongStream.range(0, size.value() + 10).boxed().toList();
        List<Long> expected = LongStream.range(1, size.value()).boxed().toList();
        assertThat(place.rows().load(Counters.NOTES, indexes).keySet()).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** The log still works: one more command gets a receipt that verifies. */
    public void goesOn(EmbeddedLedger ledger) {
        Outcome.Appended next = (Outcome.Appended) ledger.submit(new Counters.Add("after", 1, "judge"));
        Bytes bytes = next.entry().bytes();
        assertThat(new ReceiptVerifier(log).verify(bytes, next.receipt())).isInstanceOf(ReceiptResult.Verified.class);
        answered(next);
    }
}
