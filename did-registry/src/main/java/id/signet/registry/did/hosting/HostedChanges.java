package id.signet.registry.did.hosting;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.ledger.Ledger;
import id.signet.ledger.Outcome;
import id.signet.ledger.Receipt;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.ledger.state.Write;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.TenantId;
import id.signet.registry.Turns;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.HostedTables.HostedDid;
import id.signet.registry.did.hosting.HostedTables.Purpose;
import id.signet.registry.did.hosting.HostedTables.State;
import id.signet.registry.did.log.DidProjection;
import id.signet.registry.did.log.DidCommand;
import id.signet.registry.did.log.DidRules;
import id.signet.registry.did.log.DidState;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.log.LoggedDids;
import id.signet.registry.did.method.DidJwk;
import id.signet.registry.did.method.DidKey;
import id.signet.registry.operation.Operation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the next version of a hosted DID: one change of it at a time on this node, signed over the newest state, and again
 * when another node was faster.
 */
final class HostedChanges {

    private static final int ATTEMPTS = 16;
    private static final String NOT_KEPT_HERE = "no key that may sign for the DID is kept here for this tenant";

    private final RegistryNames names;
    private final Ledger ledger;
    private final View rows;
    private final LoggedDids logged;
    private final DidRules rules;
    private final KeyRing keyRing;
    private final HostedKeys keys;
    private final RetiredKeys retiredKeys;
    private final Clock clock;
    private final Turns turns = new Turns();

    HostedChanges(RegistryNames names, Ledger ledger, View rows, LoggedDids logged, KeyRing keyRing, HostedKeys keys,
            RetiredKeys retiredKeys, Clock clock) {
        this.names = names;
        this.ledger = ledger;
        this.rows = rows;
        this.logged = logged;
        this.rules = new DidRules(names);
        this.keyRing = keyRing;
        this.keys = keys;
        this.retiredKeys = retiredKeys;
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
     */
    record Next(Optional<DidState> state, Optional<DidUrl> added, Purpose purpose, List<DidUrl> retired) {}

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
                .orElseGet(() -> logged.state(did).flatMap(state -> signer(tenant, did, state)).isPresent());
    }

    private record Signer(DidUrl method, SigningKey key) {}

    /** The first key of the tenant that may sign: the DID's own, or that of a controller. */
    private Optional<Signer> signer(TenantId tenant, Did did, DidState state) {
        return rules.signers(rows, did, state)
                .flatMap(method -> keys.openToInvoke(tenant, method).stream().map(key -> new Signer(method, key)))
                .findFirst();
    }

    /** Empty if another change came first and the caller named no version. */
    private Optional<DidOutcome> attempt(Caller caller, Did did, Head head, Optional<FreshKey> fresh,
            Change change, boolean versionNamed) {
        DidState before = logged.state(did).orElseThrow();
        Optional<Signer> found = signer(caller.tenant(), did, before);
        if (found.isEmpty()) {
            boolean replaced = logged.head(did).filter(now -> now.version() != head.version()).isPresent();
            return replaced ? Optional.empty() : Optional.of(refused(RegistryRefusal.forbidden(NOT_KEPT_HERE)));
        }
        Signer signer = found.get();
        Next next = change.from(before, fresh);
        Operation operation = new Operation(next.state.isEmpty() ? DidProjection.DEACTIVATE : DidProjection.UPDATE,
                names.origin(), new Operation.Party.Subject(did), head.version() + 1, Optional.of(head.operationHash()),
                next.state.map(DidState::toJson).orElseGet(Json::object));
        List<Write<?, ?>> keyRows = new ArrayList<>();
        next.added.ifPresent(method -> fresh.ifPresent(key -> keyRows
                .add(new Write<>(HostedTables.KEY, method, key.row(caller, did, next.purpose)))));
        if (next.purpose == Purpose.UPDATE) {
            next.added.ifPresent(
                    method -> keyRows.add(new Write<>(HostedTables.DID, did, new HostedDid(caller.tenant(), method))));
        }
        for (DidUrl method : next.retired) {
            keys.key(caller.tenant(), method)
                    .filter(key -> key.state() == State.ACTIVE)
                    .ifPresent(key -> keyRows.add(new Write<>(HostedTables.KEY, method, key.in(State.RETIRED))));
        }
        Outcome outcome = ledger.submit(
                new DidCommand(caller, operation.signAndVerify(signer.method(), signer.key()), rules,
                        new KeptHere(did, signer.method(), caller.tenant()), keyRows));
        return switch (outcome) {
            case Outcome.Appended appended -> {
                retiredKeys.destroy(next.retired);
                yield Optional.of(done(did, head.version() + 1, next.added, appended.receipt()));
            }
            case Outcome.Refused refused when !versionNamed && isStale(refused) -> Optional.empty();
            case Outcome.Refused refused -> Optional.of(refused(RegistryRefusal.of(refused.refusal())));
        };
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
        return DidOutcome.logged(logged, did, version, method, receipt);
    }

    static DidOutcome refused(RegistryRefusal refusal) {
        return new DidOutcome.Refused(refusal);
    }
}
