package id.signet.ledger.embedded;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.LedgerUnavailable;
import id.signet.ledger.TreeSize;
import id.signet.ledger.embedded.LedgerStore.LogDamaged;
import id.signet.ledger.embedded.Publisher.Published;
import id.signet.ledger.merkle.ConsistencyProof;
import id.signet.ledger.note.AddCheckpoint;
import id.signet.ledger.note.SignedCheckpoint.WitnessLine;
import id.signet.ledger.note.SignedCheckpoint;
import id.signet.ledger.note.SignedNote;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.witness.CosignatureStore;
import id.signet.ledger.witness.WitnessClient;
import id.signet.ledger.witness.WitnessOutcome;
import id.signet.ledger.witness.WitnessReport;
import id.signet.ledger.witness.Witnesses;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the witnesses, in rounds, to cosign the newest published checkpoint. What a quorum cosigned is kept, forced, and only
 * then shown; what is shown never goes back to a shorter tree. Nothing waits for this but the world's view of the log.
 */
final class Cosigning implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Cosigning.class.getName());

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /** A round without quorum ends here; a witness has answered long before, or will not. */
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    /** How long a quorum waits for the others. */
    private static final Duration GRACE = Duration.ofMillis(300);
    private static final Duration UNWITNESSED = Duration.ofSeconds(10);
    /** How far the clock of a witness may be from ours. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);
    /** A size learnt from a conflict, and once more if another node was faster. */
    private static final int ATTEMPTS = 3;

    private final Witnesses witnesses;
    private final CosignatureStore cosignatures;
    private final LedgerStore store;
    private final Durability durability;
    private final LogKey key;
    private final Supplier<Published> published;
    private final Clock clock;
    private final Consumer<Throwable> fatal;
    private final List<VerifierKey> known;
    private final List<String> names;
    private final Map<VerifierKey, TreeSize> sizes = new ConcurrentHashMap<>();
    private final Map<VerifierKey, WitnessReport.State> states = new ConcurrentHashMap<>();
    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Published shown;
    private volatile @Nullable Instant waitingSince;
    private volatile boolean warned;

    Cosigning(Witnesses witnesses, LedgerStore store, Durability durability, LogKey key,
            Supplier<Published> published, Clock clock, Consumer<Throwable> fatal) {
        this.witnesses = witnesses;
        this.cosignatures = witnesses.store().orElseThrow();
        this.store = store;
        this.durability = durability;
        this.key = key;
        this.published = published;
        this.clock = clock;
        this.fatal = fatal;
        this.known = witnesses.clients().stream().map(WitnessClient::witness).toList();
        this.names = known.stream().map(VerifierKey::text).toList();
        known.forEach(witness -> states.put(witness,
                new WitnessReport.State(witness, Optional.empty(), Optional.empty(), Optional.empty(), false)));
        adopt();
        this.thread = Thread.ofPlatform().name("signet-cosigning").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** The newest checkpoint with a quorum, its cosignatures at its end. */
    Optional<Published> shown() {
        return Optional.ofNullable(shown);
    }

    WitnessReport report() {
        return new WitnessReport(witnesses.quorum(), published.get().size(), shown().map(Published::size),
                unwitnessedSince(), known.stream().map(states::get).toList());
    }

    private Optional<Instant> unwitnessedSince() {
        return Optional.ofNullable(waitingSince)
                .filter(since -> Duration.between(since, clock.instant()).compareTo(UNWITNESSED) >= 0);
    }

    private void run() {
        Duration pause = LOOK;
        try {
            while (!closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                pause = attempt() ? LOOK : AFTER_FAILURE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (LogDamaged | Error e) {
            fatal.accept(e);
        }
    }

    private boolean attempt() throws InterruptedException {
        try {
            return round();
        } catch (LogDamaged e) {
            throw e;
        } catch (LedgerUnavailable e) {
            LOG.log(Level.WARNING, "not cosigned, to be tried again: " + e.getMessage());
        } catch (RuntimeException e) {
            if (closing.getCount() > 0) {
                LOG.log(Level.ERROR, "not cosigned, to be tried again", e);
            }
        }
        return false;
    }

    /** Whether the newest published checkpoint has its quorum. */
    private boolean round() throws InterruptedException {
        if (covers(published.get())) {
            return true;
        }
        adopt();
        Published target = published.get();
        if (covers(target)) {
            return settled();
        }
        if (waitingSince == null) {
            waitingSince = clock.instant();
        }
        if (ask(target) >= witnesses.quorum()) {
            // Force before it is shown: after a power cut the world must not see an older one.
            durability.force();
            show(target);
            return settled();
        }
        if (!warned && unwitnessedSince().isPresent()) {
            warned = true;
            LOG.log(Level.WARNING, "unwitnessed: size " + target.size().value() + " has not the cosignatures of "
                    + witnesses.quorum() + " witnesses; the log goes on, and shows "
                    + shown().map(older -> "size " + older.size().value()).orElse("no checkpoint"));
        }
        return false;
    }

    private boolean settled() {
        if (warned) {
            LOG.log(Level.INFO, "witnessed again");
        }
        waitingSince = null;
        warned = false;
        return true;
    }

    private boolean covers(Published target) {
        return shown().filter(now -> now.size().compareTo(target.size()) >= 0).isPresent();
    }

    /** Shows what is kept: from before the start, or brought in by another node. */
    private void adopt() {
        cosignatures.newest(shown().map(Published::size).orElse(TreeSize.ZERO), names, witnesses.quorum())
                .flatMap(size -> store.checkpoint(size))
                .map(note -> new Published(key.open(note), note))
                .ifPresent(this::show);
    }

    private void show(Published target) {
        List<WitnessLine> lines = kept(target);
        if (lines.size() < witnesses.quorum() || covers(target)) {
            return;
        }
        shown = new Published(target.head(), text(target, lines));
    }

    /** A published checkpoint with every cosignature that is kept of it. */
    String cosigned(String note) {
        Published target = new Published(key.open(note), note);
        return text(target, kept(target));
    }

    private static String text(Published target, List<WitnessLine> lines) {
        SignedCheckpoint cosigned = SignedCheckpoint.parse(target.checkpoint());
        for (WitnessLine line : lines) {
            cosigned = cosigned.with(line.line());
        }
        return cosigned.text();
    }

    /** The kept lines of the known witnesses, checked again. */
    private List<WitnessLine> kept(Published target) {
        List<String> lines = cosignatures.lines(target.size());
        if (lines.isEmpty()) {
            return List.of();
        }
        SignedCheckpoint checkpoint = SignedCheckpoint.parse(target.checkpoint());
        List<WitnessLine> good = new ArrayList<>();
        for (String line : lines) {
            try {
                SignedNote note = SignedNote.parse(checkpoint.note().text() + "\n" + line);
                known.stream()
                        .filter(witness -> note.signatures().getFirst().isBy(witness))
                        .findFirst()
                        .ifPresent(witness -> good.add(checkpoint.cosignedBy(witness, line)));
            } catch (MalformedInput e) {
                LOG.log(Level.ERROR, "a kept cosignature of size " + target.size().value() + " is damaged", e);
            }
        }
        return good;
    }

    /** How many cosigned that checkpoint, in this round or before. */
    private int ask(Published target) throws InterruptedException {
        Collection<VerifierKey> done = kept(target).stream().map(WitnessLine::witness).toList();
        CompletionService<Optional<WitnessLine>> answers = new ExecutorCompletionService<>(asking);
        List<Future<Optional<WitnessLine>>> asked = new ArrayList<>();
        for (WitnessClient client : witnesses.clients()) {
            if (!done.contains(client.witness())) {
                asked.add(answers.submit(() -> ask(client, target)));
            }
        }
        int count = done.size();
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (int i = 0; i < asked.size(); i++) {
                long left = end - System.nanoTime();
                Future<Optional<WitnessLine>> answer = answers.poll(
                        count >= witnesses.quorum() ? Math.min(left, GRACE.toNanos()) : left, TimeUnit.NANOSECONDS);
                if (answer == null) {
                    break;
                }
                Optional<WitnessLine> line = answer.get();
                if (line.isPresent()) {
                    cosignatures.add(target.size(), line.get());
                    count++;
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a witness was not asked", e);
        } finally {
            asked.forEach(future -> future.cancel(true));
        }
        return count;
    }

    private Optional<WitnessLine> ask(WitnessClient client, Published target) {
        VerifierKey witness = client.witness();
        try {
            return answer(client, target);
        } catch (IOException e) {
            problem(witness, "not reached: " + e, false);
        } catch (MalformedInput e) {
            problem(witness, "its answer is no cosignature: " + e.getMessage(), false);
        } catch (InterruptedException e) {
            problem(witness, "no answer in time", false);
        } catch (RuntimeException e) {
            problem(witness, "not asked: " + e, false);
        }
        return Optional.empty();
    }

    private Optional<WitnessLine> answer(WitnessClient client, Published target)
            throws IOException, InterruptedException {
        VerifierKey witness = client.witness();
        SignedCheckpoint checkpoint = SignedCheckpoint.parse(target.checkpoint());
        for (int i = 0; i < ATTEMPTS; i++) {
            TreeSize old = sizes.getOrDefault(witness, TreeSize.ZERO);
            AddCheckpoint request = new AddCheckpoint(old,
                    ConsistencyProof.build(old, target.size(), store).path(), checkpoint);
            switch (client.add(request)) {
                case WitnessOutcome.Cosigned(String lines) -> {
                    WitnessLine line = checkpoint.cosignedBy(witness, lines);
                    if (Duration.between(line.time(), clock.instant()).abs().compareTo(CLOCKS_APART) > 0) {
                        throw new MalformedInput("its time is " + line.time());
                    }
                    sizes.put(witness, target.size());
                    states.put(witness, new WitnessReport.State(witness, Optional.of(target.size()),
                            Optional.of(line.time()), Optional.empty(), false));
                    return Optional.of(line);
                }
                case WitnessOutcome.Conflict(TreeSize latest) -> {
                    if (latest.compareTo(store.head().size()) > 0) {
                        return alarm(witness, target, "it cosigned this log at size " + latest.value()
                                + ", which is more than the log has: this may be an old copy");
                    }
                    if (latest.compareTo(target.size()) > 0) {
                        // Another node was faster: the next round takes a newer checkpoint.
                        problem(witness, "it is ahead of this node", false);
                        return Optional.empty();
                    }
                    sizes.put(witness, latest);
                }
                case WitnessOutcome.Unprocessable(String reason) -> {
                    return alarm(witness, target, "what it cosigned before at size " + old.value()
                            + " is not continued by this log: " + reason);
                }
                case WitnessOutcome.NotFound _ -> {
                    problem(witness, "it does not watch this log", false);
                    return Optional.empty();
                }
                case WitnessOutcome.Forbidden(String reason) -> {
                    problem(witness, "it does not accept the signature of the log: " + reason, false);
                    return Optional.empty();
                }
                case WitnessOutcome.Malformed(String reason) -> {
                    problem(witness, "it does not understand the request: " + reason, false);
                    return Optional.empty();
                }
            }
        }
        problem(witness, "it names one size and then another", false);
        return Optional.empty();
    }

    private Optional<WitnessLine> alarm(VerifierKey witness, Published target, String sentence) {
        if (Optional.ofNullable(states.get(witness)).filter(WitnessReport.State::alarm).isEmpty()) {
            // Kept before it is told: an alarm that could not be written is raised again.
            cosignatures.alarm(target.size(), witness.text(), clock.instant(), sentence, target.checkpoint());
        }
        problem(witness, sentence, true);
        return Optional.empty();
    }

    private void problem(VerifierKey witness, String sentence, boolean alarm) {
        WitnessReport.State before = states.get(witness);
        // What was an alarm stays one until the witness cosigns again.
        boolean open = alarm || (before != null && before.alarm());
        Optional<String> told = open && !alarm && before != null ? before.problem() : Optional.of(sentence);
        states.put(witness, new WitnessReport.State(witness,
                before == null ? Optional.empty() : before.cosigned(),
                before == null ? Optional.empty() : before.at(), told, open));
        boolean fresh = before == null || (alarm ? !before.alarm() : !before.problem().equals(told));
        if (fresh) {
            LOG.log(alarm ? Level.ERROR : Level.WARNING,
                    (alarm ? "ALARM: " : "") + "the witness " + witness.name() + " did not cosign: " + sentence);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        asking.shutdownNow();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
