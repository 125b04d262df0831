package id.signet.registry.did.log;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.ledger.EntryDraft;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.VerificationMethod;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.operation.VerifiedOperation;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Whether an operation may be the next of its DID (docs/adr/0010-did-weid.md). The same rules serve the decision before an
 * entry is logged and the re-verification of a log.
 */
public final class DidRules {

    private static final String DID_KEY = "key";
    private static final String WEB = "web";
    private static final String CONTROLLER = "controller";

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
            public void prefetch(Prefetch rows) {
                rows.row(DidTables.HEAD, operation.signed().verificationMethod().did());
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
        if (!state.document().controllers().equals(Set.of(did))) {
            new Controllers(rows).mayBeNamed(state.document(), names.network(), Set.of());
        }
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
            signer(verified, own(did, verified.signed().verificationMethod(), state));
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
        DidState before = DidState.read(did, now.newest().state());
        Signer signer = signer(verified, named(rows, did, verified.signed().verificationMethod(), before));
        if (operation.type().equals(DidProjection.DEACTIVATE)) {
            if (!operation.body().isEmpty()) {
                throw new MalformedInput("a deactivation says nothing more");
            }
            mayEnd(before, Optional.of(signer.key())).ifPresent(refusal -> {
                throw new Refused(refusal);
            });
            return;
        }
        DidState next = DidState.parse(did, operation.body());
        state(did, next);
        DocumentRules.requireNext(rows, before.document(), next.document(), loggedAt);
        commitments(before, next, signer);
        if (!next.document().controllers().equals(before.document().controllers())) {
            new Controllers(rows).mayBeNamed(next.document(), names.network(), before.document().controllers());
        }
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
        DocumentRules.require(state.document(), Set.of(CONTROLLER));
        requireUses(state);
        Set<PublicKey> invoking = new HashSet<>();
        state.document().methods(Relationship.CAPABILITY_INVOCATION).forEach(method -> invoking.add(method.key()));
        boolean weid = did.method().equals(WeidIdentifier.METHOD);
        JsonNode controller = state.document().json().path(CONTROLLER);
        if (!controller.isMissingNode() && (!weid || (controller.isArray() && controller.isEmpty()))) {
            throw new MalformedInput(
                    "a did:weid names one controller or more, or has no such member; a did:web here has none");
        }
        if (weid ? !invoking.equals(Set.copyOf(state.updateKeys())) : !invoking.isEmpty()) {
            throw new MalformedInput(
                    "a did:weid lists exactly its update keys under capabilityInvocation, a did:web none");
        }
    }

    /**
     * What keys are not for: those of BLS12-381 G2 sign no operation and answer no challenge (ADR 0029), those of a preview
     * sign no operation (ADR 0038).
     *
     * @throws MalformedInput if the state gives such a key another use
     */
    public static void requireUses(DidState state) {
        state.updateKeys()
                .stream()
                .map(PublicKey::type)
                .filter(type -> !type.signsOperations())
                .findAny()
                .ifPresent(type -> {
                    throw new MalformedInput(
                            "an update key signs operations, which a key of " + type.curve() + " does not");
                });
        DocumentRules.requireUses(state.document());
    }

    /** In which right a key signs an operation. */
    private enum Right {
        /** One of the DID's own update keys, while the DID controls itself. */
        UPDATE,
        /** What a controller invokes with. */
        CONTROLLER,
        /** Committed to as a next update key, and shown by the operation that it signs. */
        NEXT,
        /** Committed to for recovery, shown and spent by the operation that it signs. */
        RECOVERY
    }

    private record Signer(PublicKey key, Right right) {}

    private static Signer signer(VerifiedOperation verified, Optional<Signer> named) {
        return named.filter(one -> one.key().equals(verified.signer()))
                .orElseThrow(() -> new Refused(RegistryRefusal.forbidden(
                        "the operation is not signed by an update key of the DID or of a controller")));
    }

    private static Optional<Signer> named(View rows, Did did, DidUrl method, DidState authority) {
        Optional<Signer> own = authority.document().controllers().contains(did)
                ? own(did, method, authority)
                : Optional.empty();
        return own.or(() -> committed(method, authority.recoveryKeyHashes(), Right.RECOVERY))
                .or(() -> committed(method, authority.nextUpdateKeyHashes(), Right.NEXT))
                .or(() -> new Controllers(rows).key(authority.document(), method)
                        .map(key -> new Signer(key, Right.CONTROLLER)));
    }

    private static Optional<Signer> own(Did did, DidUrl method, DidState authority) {
        Optional<PublicKey> key = method.did().equals(did)
                ? authority.document()
                        .method(method)
                        .filter(one -> authority.document().allows(method, Relationship.CAPABILITY_INVOCATION))
                        .map(VerificationMethod::key)
                : authority.updateKeys().stream().filter(one -> method.equals(asDidKey(one))).findFirst();
        return key.map(one -> new Signer(one, Right.UPDATE));
    }

    /** A key that is kept away shows itself when it is used: its DID URL is the key, and the version before holds its hash. */
    private static Optional<Signer> committed(DidUrl method, List<KeyHash> hashes, Right right) {
        if (hashes.isEmpty() || !method.did().method().equals(DID_KEY)) {
            return Optional.empty();
        }
        PublicKey key = Multikey.decode(method.did().specificId());
        return key.type().signsOperations() && method.equals(asDidKey(key)) && hashes.contains(KeyHash.of(key))
                ? Optional.of(new Signer(key, right))
                : Optional.empty();
    }

    /**
     * Empty if the DID may be deactivated under this key: what was committed to binds whoever holds an update key.
     *
     * @param key empty for one that was never committed to
     */
    public static Optional<RegistryRefusal> mayEnd(DidState before, Optional<PublicKey> key) {
        boolean recovers = !before.recoveryKeyHashes().isEmpty();
        List<KeyHash> wanted = recovers ? before.recoveryKeyHashes() : before.nextUpdateKeyHashes();
        if (wanted.isEmpty() || key.map(KeyHash::of).filter(wanted::contains).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(RegistryRefusal.forbidden(recovers
                ? "a DID with recovery keys is deactivated by one of them alone"
                : "a DID that committed to next update keys is deactivated by one of them alone"));
    }

    /**
     * What was committed to binds whoever holds an update key or a controller's, or has stolen it: update keys are replaced by
     * the committed ones alone, commitments change only with them, and controllers not at all. A committed key that signs
     * comes into force with its operation. A recovery key is bound by nothing, and spent.
     */
    private static void commitments(DidState before, DidState next, Signer signer) {
        switch (signer.right()) {
            case RECOVERY -> {
                if (next.recoveryKeyHashes().contains(KeyHash.of(signer.key()))) {
                    throw new MalformedInput("a recovery key that was used is committed to no more");
                }
            }
            case NEXT -> {
                if (!next.updateKeys().contains(signer.key()) || !committed(before, next)) {
                    throw new Refused(RegistryRefusal.forbidden(
                            "a next update key signs the update that makes it an update key, with committed ones alone"));
                }
            }
            case UPDATE, CONTROLLER -> bound(before, next);
        }
    }

    private static boolean committed(DidState before, DidState next) {
        return before.nextUpdateKeyHashes().containsAll(next.updateKeys().stream().map(KeyHash::of).toList());
    }

    private static void bound(DidState before, DidState next) {
        boolean replaced = !Set.copyOf(next.updateKeys()).equals(Set.copyOf(before.updateKeys()));
        if (replaced && !before.nextUpdateKeyHashes().isEmpty() && !committed(before, next)) {
            throw new Refused(RegistryRefusal.forbidden("the version before committed to other update keys"));
        }
        if (!before.commits()) {
            return;
        }
        boolean free = replaced && !before.nextUpdateKeyHashes().isEmpty();
        if (!free && !before.commitsAlike(next)) {
            throw new Refused(RegistryRefusal
                    .forbidden("commitments to keys change with committed update keys or a recovery key alone"));
        }
        if (!next.document().controllers().equals(before.document().controllers())) {
            throw new Refused(RegistryRefusal.forbidden(
                    "the controllers of a DID that commits to keys change under a key it committed to alone"));
        }
    }

    /** The methods any of which may sign the operation after that state: its own update keys, then its controllers'. */
    public Stream<DidUrl> signers(View rows, Did did, DidState authority) {
        Stream<DidUrl> own = !authority.document().controllers().contains(did)
                ? Stream.empty()
                : did.method().equals(WeidIdentifier.METHOD)
                        ? authority.document()
                                .methods(Relationship.CAPABILITY_INVOCATION)
                                .stream()
                                .map(VerificationMethod::id)
                        : authority.updateKeys().stream().map(DidRules::asDidKey);
        return Stream.concat(own, new Controllers(rows).signers(authority.document()));
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
        DidUrl method = operation.verificationMethod();
        Optional<Signer> signer = operation.operation().type().equals(DidProjection.CREATE)
                ? own(did, method, DidState.parse(did, operation.operation().body()))
                : new LoggedDids(rows).state(did).flatMap(authority -> named(rows, did, method, authority));
        return signer.map(Signer::key).flatMap(operation::verify);
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
