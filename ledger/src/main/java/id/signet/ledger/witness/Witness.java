package id.signet.ledger.witness;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.TreeSize;
import id.signet.ledger.merkle.ConsistencyProof;
import id.signet.ledger.merkle.MerkleTree;
import id.signet.ledger.merkle.ProofResult;
import id.signet.ledger.merkle.ProofVerifier;
import id.signet.ledger.note.AddCheckpoint;
import id.signet.ledger.note.Cosigner;
import id.signet.ledger.note.NoteSignature;
import id.signet.ledger.note.SignatureType;
import id.signet.ledger.note.SignedCheckpoint;
import id.signet.ledger.note.SignedNote;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.witness.WitnessOutcome.Conflict;
import id.signet.ledger.witness.WitnessOutcome.Cosigned;
import id.signet.ledger.witness.WitnessOutcome.Forbidden;
import id.signet.ledger.witness.WitnessOutcome.Malformed;
import id.signet.ledger.witness.WitnessOutcome.NotFound;
import id.signet.ledger.witness.WitnessOutcome.Unprocessable;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A witness (C2SP tlog-witness): cosigns a checkpoint of a log it watches once it is shown that the log only grew since the
 * checkpoint it cosigned before. It never cosigns two roots for one size, and never a shorter tree after a longer one.
 */
public final class Witness {

    private static final Logger LOG = System.getLogger(Witness.class.getName());

    private final Cosigner cosigner;
    private final Map<String, List<VerifierKey>> logs;
    private final Map<String, String> originsByHash;
    private final WitnessRecords records;
    private final Clock clock;

    /**
     * @param logs the keys of the logs it watches; the name of each is the origin
     * @throws WitnessRefusesToStart if a record is not one that this key cosigned
     */
    public Witness(Cosigner cosigner, Collection<VerifierKey> logs, WitnessRecords records, Clock clock) {
        if (logs.stream().anyMatch(log -> log.type() != SignatureType.ED25519)) {
            throw new IllegalArgumentException("a log signs with a plain note key, a witness with a cosignature key");
        }
        this.cosigner = cosigner;
        this.logs = logs.stream().collect(Collectors.groupingBy(VerifierKey::name));
        this.originsByHash = this.logs.keySet().stream().collect(Collectors.toMap(Witness::hash, origin -> origin));
        this.records = records;
        this.clock = clock;
        this.logs.keySet().forEach(origin -> records.latest(origin).ifPresent(this::own));
    }

    public VerifierKey verifierKey() {
        return cosigner.verifierKey();
    }

    /** The steps stand in the order of the specification. */
    public WitnessOutcome addCheckpoint(byte[] body) {
        AddCheckpoint request;
        try {
            request = AddCheckpoint.parse(body);
        } catch (MalformedInput e) {
            return new Malformed(String.valueOf(e.getMessage()));
        }
        Checkpoint checkpoint = request.checkpoint().checkpoint();
        // "If the checkpoint origin is unknown, the witness MUST respond with a 404"
        List<VerifierKey> keys = logs.get(checkpoint.origin());
        if (keys == null) {
            return new NotFound();
        }
        // "a 403 [...] if either no signature from a trusted key for the origin is present, or [...] fails to verify"
        try {
            request.checkpoint().note().verify(keys);
        } catch (MalformedInput e) {
            return new Forbidden(String.valueOf(e.getMessage()));
        }
        // "The old size MUST be equal to or lower than the checkpoint size. Otherwise [...] 400"
        if (request.old().compareTo(checkpoint.size()) > 0) {
            return new Malformed("the old size is larger than the checkpoint's");
        }
        while (true) {
            Optional<String> read = records.latest(checkpoint.origin());
            Optional<Latest> latest = read.map(this::own);
            Optional<WitnessOutcome> refused = refuse(request, latest.map(Latest::checkpoint));
            if (refused.isPresent()) {
                return refused.get();
            }
            NoteSignature line = cosigner.cosign(request.checkpoint(), time(latest));
            if (records.replace(checkpoint.origin(), read, kept(request.checkpoint(), keys, line).encode())) {
                return new Cosigned(line.line());
            }
            // Another request was first: judge this one against what that one left.
        }
    }

    private Optional<WitnessOutcome> refuse(AddCheckpoint request, Optional<Checkpoint> latest) {
        Checkpoint next = request.checkpoint().checkpoint();
        // "the old size matches the size of the latest checkpoint it cosigned [...] (or zero ...)"
        TreeSize known = latest.map(Checkpoint::size).orElse(TreeSize.ZERO);
        if (!request.old().equals(known)) {
            latest.filter(cosigned -> cosigned.size().equals(next.size()))
                    .ifPresent(cosigned -> accuseOfFork(cosigned, request.checkpoint()));
            return Optional.of(new Conflict(known));
        }
        // "A checkpoint of size zero MUST have the root hash of the empty tree"
        if (next.size().equals(TreeSize.ZERO) && !next.root().equals(MerkleTree.EMPTY_ROOT)) {
            return unprocessable(next, "a tree without leaves has the root of the empty tree");
        }
        // "If the proof is not empty when the old size is zero, or if a Merkle Consistency Proof doesn't verify [...] 422";
        // between equal sizes that is: no proof, and the same root.
        latest.ifPresent(cosigned -> accuseOfFork(cosigned, request.checkpoint()));
        if (known.equals(TreeSize.ZERO)) {
            return request.proof().isEmpty()
                    ? Optional.empty()
                    : unprocessable(next, "between the empty tree and any other there is nothing to prove");
        }
        ProofResult result = ProofVerifier.consistency(
                new ConsistencyProof(known, next.size(), request.proof()),
                latest.orElseThrow().root(),
                next.root());
        return switch (result) {
            case ProofResult.Proven _ -> Optional.empty();
            case ProofResult.NotProven(String reason) -> unprocessable(next, reason);
        };
    }

    private static Optional<WitnessOutcome> unprocessable(Checkpoint next, String reason) {
        LOG.log(Level.WARNING, "not cosigned: size " + next.size().value() + " of " + next.origin() + ": " + reason);
        return Optional.of(new Unprocessable(reason));
    }

    /** Two roots for one size, both signed by the log: that needs no proof. */
    private void accuseOfFork(Checkpoint cosigned, SignedCheckpoint shown) {
        Checkpoint other = shown.checkpoint();
        if (cosigned.size().equals(other.size()) && !cosigned.root().equals(other.root())) {
            LOG.log(Level.ERROR, "the log " + other.origin() + " signed two roots for size " + other.size().value());
            records.accuse(other.origin(), shown.text());
        }
    }

    /** The log's own lines and the cosignature; what others signed is not this witness' to pass on. */
    private static SignedNote kept(SignedCheckpoint checkpoint, List<VerifierKey> keys, NoteSignature cosignature) {
        List<NoteSignature> lines = Stream.concat(
                checkpoint.note().signatures().stream().filter(line -> keys.stream().anyMatch(line::isBy)),
                Stream.of(cosignature)).toList();
        return new SignedNote(checkpoint.note().text(), lines);
    }

    /** A clock that was set back does not make an earlier cosignature look later. */
    private Instant time(Optional<Latest> latest) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return latest.map(Latest::time).filter(before -> before.isAfter(now)).orElse(now);
    }

    private record Latest(Checkpoint checkpoint, Instant time) {}

    private Latest own(String record) {
        try {
            SignedCheckpoint checkpoint = SignedCheckpoint.parse(record);
            Instant time = checkpoint.note()
                    .verify(List.of(verifierKey()))
                    .getFirst()
                    .time()
                    .orElseThrow();
            return new Latest(checkpoint.checkpoint(), time);
        } catch (MalformedInput e) {
            throw new WitnessRefusesToStart("a record is not one that this witness cosigned: " + e.getMessage(), e);
        }
    }

    /**
     * The checkpoint cosigned last, for monitors.
     *
     * @param originHash SHA-256 of the origin in lower-case hex
     */
    public Optional<String> latest(String originHash) {
        return Optional.ofNullable(originsByHash.get(originHash)).flatMap(records::latest);
    }

    /** SHA-256 of an origin in lower-case hex: its name in the monitoring addresses. */
    public static String hash(String origin) {
        return Bytes.of(Hashes.sha256(origin.getBytes(StandardCharsets.UTF_8))).hex();
    }
}
