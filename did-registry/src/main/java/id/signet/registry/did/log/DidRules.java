package id.signet.registry.did.log;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.ledger.EntryDraft;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.VerificationMethod;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.log.DidTables.VersionKey;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.operation.VerifiedOperation;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an operation may be the next of its DID (docs/adr/0010-did-weid.md). The same rules serve the decision before an
 * entry is logged and the re-verification of a log.
 */
public final class DidRules {

    private static final String DID_KEY = "key";
    private static final String WEB = "web";

    private final RegistryNames names;

    public DidRules(RegistryNames names) {
        this.names = names;
    }

    /**
     * Empty if the operation may be logged over these rows.
     *
     * @param loggedAt of its entry
     */
    public Optional<RegistryRefusal> check(View rows, VerifiedOperation verified, Instant loggedAt) {
        try {
            refuse(rows, verified, loggedAt);
            return Optional.empty();
        } catch (Refused e) {
            return Optional.of(e.refusal);
        } catch (MalformedInput e) {
            return Optional.of(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
        }
    }

    /** An operation of ADR 0010 on its way into the log. */
    public LoggedChange change(VerifiedOperation operation) {
        return new LoggedChange() {

            @Override
            public Did did() {
                return operation.operation().party().did();
            }

            @Override
            public long version() {
                return operation.operation().sequence();
            }

            @Override
            public EntryDraft draft() {
                return operation.draft();
            }

            @Override
            public boolean isTooLarge() {
                return operation.isTooLarge();
            }

            @Override
            public Optional<RegistryRefusal> check(View rows, Instant loggedAt) {
                return DidRules.this.check(rows, operation, loggedAt);
            }
        };
    }

    /** Empty if the DID may enter the log with this state, whoever says it. */
    public Optional<RegistryRefusal> checkFirst(View rows, Did did, DidState state) {
        try {
            first(rows, did, state);
            return Optional.empty();
        } catch (Refused e) {
            return Optional.of(e.refusal);
        } catch (MalformedInput e) {
            return Optional.of(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
        }
    }

    private void first(View rows, Did did, DidState state) {
        if (rows.get(DidTables.HEAD, did).isPresent()) {
            throw new Refused(RegistryRefusal.conflict("the DID exists, and a DID is never given twice"));
        }
        identifier(did, state);
        state(did, state);
        DocumentRules.requireFirst(state.document());
    }

    private void refuse(View rows, VerifiedOperation verified, Instant loggedAt) {
        Operation operation = verified.operation();
        Did did = operation.party().did();
        if (!operation.origin().equals(names.origin()) || !(operation.party() instanceof Operation.Party.Subject)) {
            throw new MalformedInput("the operation was made for another log or not for a DID");
        }
        if (!did.method().equals(WeidIdentifier.METHOD) && !did.method().equals(WEB)) {
            throw new MalformedInput("a did:" + did.method() + " has no operations");
        }
        Optional<Head> head = rows.get(DidTables.HEAD, did);
        if (operation.type().equals(DidProjection.CREATE)) {
            if (operation.sequence() != 1) {
                throw new MalformedInput("a creation is version 1");
            }
            DidState state = DidState.parse(did, operation.body());
            first(rows, did, state);
            signer(verified, state);
            return;
        }
        Head now = head.orElseThrow(() -> new Refused(RegistryRefusal.notFound("the DID is not in the log")));
        if (now.deactivated().isPresent()) {
            throw new Refused(RegistryRefusal.deactivated("the DID is deactivated, which is final"));
        }
        if (operation.sequence() != now.version() + 1
                || !operation.previous().equals(Optional.of(now.operationHash()))) {
            throw new Refused(RegistryRefusal.stale("the newest version is " + now.version()));
        }
        DidState before = DidState.read(did,
                rows.get(DidTables.VERSION, new VersionKey(did, now.version())).orElseThrow().state());
        signer(verified, before);
        if (operation.type().equals(DidProjection.DEACTIVATE)) {
            if (!operation.body().isEmpty()) {
                throw new MalformedInput("a deactivation says nothing more");
            }
            return;
        }
        DidState next = DidState.parse(did, operation.body());
        state(did, next);
        DocumentRules.requireNext(rows, before.document(), next.document(), loggedAt);
        commitments(before, next, verified.signer());
    }

    private void identifier(Did did, DidState state) {
        boolean good = switch (did.method()) {
            case WeidIdentifier.METHOD -> state.updateKeys().size() == 1
                    && WeidIdentifier.of(names.network(), state.updateKeys().getFirst()).did().equals(did);
            case WEB -> names.publicUrl().hosts(did.toString());
            default -> false;
        };
        if (!good) {
            throw new MalformedInput("the identifier does not follow from the update key, or is none of this service");
        }
    }

    private static void state(Did did, DidState state) {
        DocumentRules.require(state.document(), Set.of());
        requireUses(state);
        Set<PublicKey> invoking = new HashSet<>();
        state.document().methods(Relationship.CAPABILITY_INVOCATION).forEach(method -> invoking.add(method.key()));
        boolean weid = did.method().equals(WeidIdentifier.METHOD);
        if (weid ? !invoking.equals(Set.copyOf(state.updateKeys())) : !invoking.isEmpty()) {
            throw new MalformedInput(
                    "a did:weid lists exactly its update keys under capabilityInvocation, a did:web none");
        }
    }

    /**
     * What keys of BLS12-381 G2 are for: they sign no operation and answer no challenge (ADR 0029).
     *
     * @throws MalformedInput if the state gives such a key another use
     */
    public static void requireUses(DidState state) {
        if (!state.updateKeys().stream().allMatch(key -> key.type().signsBytes())) {
            throw new MalformedInput("an update key signs operations, which a key of BLS12381G2 does not");
        }
        DocumentRules.requireUses(state.document());
    }

    private static void signer(VerifiedOperation verified, DidState authority) {
        Did did = verified.operation().party().did();
        DidUrl method = verified.signed().verificationMethod();
        Optional<PublicKey> named = named(did, method, authority);
        boolean may = authority.updateKeys().contains(verified.signer()) || recovers(authority, verified.signer());
        if (!named.equals(Optional.of(verified.signer())) || !may) {
            throw new Refused(RegistryRefusal.forbidden("the operation is not signed by an update key of the DID"));
        }
    }

    private static Optional<PublicKey> named(Did did, DidUrl method, DidState authority) {
        if (method.did().equals(did)) {
            return authority.document().allows(method, Relationship.CAPABILITY_INVOCATION)
                    ? authority.document().method(method).map(VerificationMethod::key)
                    : Optional.empty();
        }
        return authority.updateKeys()
                .stream()
                .filter(key -> method.equals(asDidKey(key)))
                .findFirst()
                .or(() -> recovering(method, authority));
    }

    /** A recovery key shows itself when it is used: its DID URL is the key, and the version before holds its hash. */
    private static Optional<PublicKey> recovering(DidUrl method, DidState authority) {
        if (authority.recoveryKeyHashes().isEmpty() || !method.did().method().equals(DID_KEY)) {
            return Optional.empty();
        }
        PublicKey key = Multikey.decode(method.did().specificId());
        return method.equals(asDidKey(key)) && recovers(authority, key) ? Optional.of(key) : Optional.empty();
    }

    private static boolean recovers(DidState authority, PublicKey key) {
        return authority.recoveryKeyHashes().contains(KeyHash.of(key));
    }

    /**
     * What was committed to binds whoever holds an update key, or has stolen it: update keys are replaced by the committed
     * ones alone, and commitments change only with them. A recovery key is bound by nothing, and spent.
     */
    private static void commitments(DidState before, DidState next, PublicKey signer) {
        if (!before.updateKeys().contains(signer)) {
            if (next.recoveryKeyHashes().contains(KeyHash.of(signer))) {
                throw new MalformedInput("a recovery key that was used is committed to no more");
            }
            return;
        }
        boolean replaced = !Set.copyOf(next.updateKeys()).equals(Set.copyOf(before.updateKeys()));
        boolean committed = before.nextUpdateKeyHashes()
                .containsAll(next.updateKeys().stream().map(KeyHash::of).toList());
        if (replaced && !before.nextUpdateKeyHashes().isEmpty() && !committed) {
            throw new Refused(RegistryRefusal.forbidden("the version before committed to other update keys"));
        }
        boolean bound = !before.nextUpdateKeyHashes().isEmpty() || !before.recoveryKeyHashes().isEmpty();
        boolean free = replaced && committed && !before.nextUpdateKeyHashes().isEmpty();
        if (bound && !free && !before.commitsAlike(next)) {
            throw new Refused(RegistryRefusal
                    .forbidden("commitments to keys change with committed update keys or a recovery key alone"));
        }
    }

    /** Under which ids the update keys of that state sign. */
    public List<DidUrl> signers(Did did, DidState authority) {
        return did.method().equals(WeidIdentifier.METHOD)
                ? authority.document()
                        .methods(Relationship.CAPABILITY_INVOCATION)
                        .stream()
                        .map(VerificationMethod::id)
                        .toList()
                : authority.updateKeys().stream().map(DidRules::asDidKey).toList();
    }

    /** How an update key that stands in no document names itself. */
    public static DidUrl asDidKey(PublicKey key) {
        String multikey = Multikey.encode(key);
        return DidUrl.parse("did:key:" + multikey + "#" + multikey);
    }

    /**
     * Reads an entry's operation, finds the key it names and checks its signature: what a replay does before
     * {@link #check}.
     */
    public Optional<VerifiedOperation> verify(View rows, SignedOperation operation) {
        Did did = operation.operation().party().did();
        DidState authority = operation.operation().type().equals(DidProjection.CREATE)
                ? DidState.parse(did, operation.operation().body())
                : new LoggedDids(rows).state(did).orElse(null);
        if (authority == null) {
            return Optional.empty();
        }
        return named(did, operation.verificationMethod(), authority).flatMap(operation::verify);
    }

    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient RegistryRefusal refusal;

        Refused(RegistryRefusal refusal) {
            super(refusal.message(), null, false, false);
            this.refusal = refusal;
        }
    }
}
