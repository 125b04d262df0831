package id.signet.registry.did.hosting;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.KeyType;
import id.signet.ledger.Ledger;
import id.signet.ledger.Outcome;
import id.signet.ledger.Receipt;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.TenantId;
import id.signet.registry.Turns;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.HostedTables.HostedDid;
import id.signet.registry.did.hosting.HostedTables.HostedKey;
import id.signet.registry.did.hosting.HostedTables.Purpose;
import id.signet.registry.did.log.DidCommand;
import id.signet.registry.did.log.DidState;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.log.LoggedDids;
import id.signet.registry.did.method.DidJwk;
import id.signet.registry.did.method.DidKey;
import id.signet.registry.did.webvh.WebvhDid;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the next version of a hosted DID: one change of it at a time on this node, signed over the newest state, and again
 * when another node was faster.
 */
final class HostedChanges {

    private static final int ATTEMPTS = 16;
    private static final String NOT_KEPT_HERE = "no key that may sign for the DID is kept here for this tenant";

    private final Ledger ledger;
    private final View rows;
    private final LoggedDids logged;
    private final LoggedVersions versions;
    private final Pen operations;
    private final Pen lines;
    private final KeyRing keyRing;
    private final HostedKeys keys;
    private final RetiredKeys retiredKeys;
    private final Clock clock;
    private final WaitingLines waiting;
    private final Turns turns = new Turns();

    HostedChanges(RegistryNames names, Ledger ledger, View rows, LoggedDids logged, KeyRing keyRing, HostedKeys keys,
            RetiredKeys retiredKeys, WaitingLines waiting, Clock clock) {
        this.ledger = ledger;
        this.rows = rows;
        this.logged = logged;
        this.versions = new LoggedVersions(names, rows);
        this.operations = new OperationPen(names, rows, keys);
        this.lines = new LinePen(names, rows, keyRing, keys, clock);
        this.keyRing = keyRing;
        this.keys = keys;
        this.retiredKeys = retiredKeys;
        this.waiting = waiting;
        this.clock = clock;
    }

    /** From the newest state to the next one. */
    interface Change {

        /** @param fresh the key that was asked for */
        Next from(DidState before, Optional<FreshKey> fresh);
    }

    /**
     * @param state empty for a deactivation
     * @param added the method of the fresh key
     * @param purpose of the fresh key
     * @param retired methods that never sign again
     * @param parameters of did:webvh, besides its keys
     */
    record Next(Optional<DidState> state, Optional<DidUrl> added, Purpose purpose, List<DidUrl> retired,
            ObjectNode parameters) {

        Next(Optional<DidState> state, Optional<DidUrl> added, Purpose purpose, List<DidUrl> retired) {
            this(state, added, purpose, retired, Json.object());
        }
    }

    /** @param wanted the type of key that the change needs; it is made once, however often the change is tried */
    DidOutcome make(Caller caller, Did did, Optional<Long> expectedVersion, Optional<KeyType> wanted, Change change) {
        if (did.method().equals(DidKey.NAME) || did.method().equals(DidJwk.NAME)) {
            return refused(
                    RegistryRefusal.malformed("a did:" + did.method() + " follows from its key and cannot change"));
        }
        return turns.take(did, () -> {
            Optional<RegistryRefusal> refusal = mayChange(caller, did, logged.head(did), expectedVersion);
            if (refusal.isPresent()) {
                return refused(refusal.get());
            }
            Optional<FreshKey> fresh = wanted.map(type -> FreshKey.make(keyRing, type));
            DidOutcome outcome = attempts(caller, did, expectedVersion, fresh, change);
            if (outcome instanceof DidOutcome.Refused) {
                fresh.ifPresent(key -> keyRing.destroy(key.id()));
            }
            return outcome;
        });
    }

    private DidOutcome attempts(Caller caller, Did did, Optional<Long> expectedVersion, Optional<FreshKey> fresh,
            Change change) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Head> head = logged.head(did);
            Optional<RegistryRefusal> refusal = mayChange(caller, did, head, expectedVersion);
            if (refusal.isPresent()) {
                return refused(refusal.get());
            }
            Optional<DidOutcome> outcome;
            try {
                outcome = attempt(caller, did, head.orElseThrow(), fresh, change, expectedVersion.isPresent());
            } catch (MalformedInput e) {
                return refused(RegistryRefusal.malformed(e.getMessage()));
            }
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
        return refused(RegistryRefusal.conflict("the DID changes too often at the moment; try again"));
    }

    private Optional<RegistryRefusal> mayChange(Caller caller, Did did, Optional<Head> head,
            Optional<Long> expectedVersion) {
        if (head.isEmpty()) {
            return Optional.of(RegistryRefusal.notFound("the DID is not in the log"));
        }
        if (!mayOperate(caller.tenant(), did)) {
            return Optional.of(RegistryRefusal.forbidden(NOT_KEPT_HERE));
        }
        // A repeated request is told so before its own effect makes its expected version stale.
        Optional<RegistryRefusal> done = caller.alreadyDone(rows, clock.instant());
        if (done.isPresent()) {
            return done;
        }
        if (head.get().deactivated().isPresent()) {
            return Optional.of(RegistryRefusal.deactivated("the DID is deactivated, which is final"));
        }
        return expectedVersion.filter(version -> version != head.get().version())
                .map(version -> RegistryRefusal.stale("the newest version is " + head.get().version()));
    }

    /** A DID whose own keys nobody keeps here is its controllers', and their keys may be. */
    private boolean mayOperate(TenantId tenant, Did did) {
        return keys.owner(did)
                .map(tenant::equals)
                .orElseGet(() -> logged.state(did)
                        .filter(state -> pen(did).hasSigner(tenant, state))
                        .isPresent());
    }

    /** Empty if another change came first and the caller named no version. */
    private Optional<DidOutcome> attempt(Caller caller, Did did, Head head, Optional<FreshKey> fresh,
            Change change, boolean versionNamed) {
        DidState before = logged.state(did).orElseThrow();
        Next next = change.from(before, fresh);
        Optional<Pen.Signed> written = pen(did).write(caller, head, before, next);
        if (written.isEmpty()) {
            boolean replaced = logged.head(did).filter(now -> now.version() != head.version()).isPresent();
            return replaced || pen(did).hasSigner(caller.tenant(), before)
                    ? Optional.empty()
                    : Optional.of(refused(RegistryRefusal.forbidden(NOT_KEPT_HERE)));
        }
        Pen.Signed signed = written.get();
        Map<DidUrl, HostedKey> made = new LinkedHashMap<>();
        signed.ahead().forEach((method, key) -> made.put(method, key.row(caller, did, Purpose.UPDATE)));
        next.added
                .ifPresent(method -> fresh.ifPresent(key -> made.put(method, key.row(caller, did, next.purpose))));
        KeyChange keyChange = new KeyChange(did, signed.hosted(), made,
                Stream.concat(next.retired.stream(), signed.retired().stream()).distinct().toList());
        if (signed.waiting().isPresent()) {
            DidOutcome waits = waiting.hold(caller, signed.waiting().get(), keyChange);
            if (waits instanceof DidOutcome.Refused) {
                signed.ahead().values().forEach(key -> keyRing.destroy(key.id()));
            }
            return Optional.of(waits);
        }
        Outcome outcome = ledger
                .submit(new DidCommand(caller, signed.change(), new KeptHere(did, signed.signer(), caller.tenant()),
                        keyChange.writes(keys, caller.tenant())));
        if (outcome instanceof Outcome.Refused) {
            signed.ahead().values().forEach(key -> keyRing.destroy(key.id()));
        }
        return switch (outcome) {
            case Outcome.Appended appended -> {
                retiredKeys.destroy(keyChange.retired());
                yield Optional.of(done(did, head.version() + 1, next.added, appended.receipt()));
            }
            case Outcome.Refused refused when !versionNamed && isStale(refused) -> Optional.empty();
            case Outcome.Refused refused -> Optional.of(refused(RegistryRefusal.of(refused.refusal())));
        };
    }

    private Pen pen(Did did) {
        return did.method().equals(WebvhDid.METHOD) ? lines : operations;
    }

    private static boolean isStale(Outcome.Refused refused) {
        return refused.refusal() instanceof RegistryRefusal refusal
                && refusal.kind() == RegistryRefusal.Kind.STALE_VERSION;
    }

    /**
     * When the change is decided, the DID is still the tenant's or nobody's here, and the key that signs still the tenant's.
     */
    private record KeptHere(Did did, DidUrl signer, TenantId tenant) implements DidCommand.Condition {

        @Override
        public void prefetch(Prefetch rows) {
            rows.row(HostedTables.DID, did);
            rows.row(HostedTables.KEY, signer);
        }

        @Override
        public Optional<RegistryRefusal> refusal(View rows) {
            boolean others = rows.get(HostedTables.DID, did).filter(row -> !row.tenant().equals(tenant)).isPresent();
            boolean kept = rows.get(HostedTables.KEY, signer).filter(row -> row.tenant().equals(tenant)).isPresent();
            return kept && !others ? Optional.empty() : Optional.of(RegistryRefusal.forbidden(NOT_KEPT_HERE));
        }
    }

    /** What is told of a version that was just logged. */
    DidOutcome done(Did did, long version, Optional<DidUrl> method, Receipt receipt) {
        return DidOutcome.logged(versions.at(did, version), did, method, receipt);
    }

    static DidOutcome refused(RegistryRefusal refusal) {
        return new DidOutcome.Refused(refusal);
    }
}
