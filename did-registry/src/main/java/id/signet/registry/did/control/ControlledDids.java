package id.signet.registry.did.control;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.PublicKey;
import id.signet.ledger.Ledger;
import id.signet.ledger.Outcome;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.Services;
import id.signet.registry.did.VerificationMethod;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.LoggedVersions;
import id.signet.registry.did.log.DidCommand;
import id.signet.registry.did.log.DidProjection;
import id.signet.registry.did.log.DidRules;
import id.signet.registry.did.log.DidState;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.log.DocumentDraft;
import id.signet.registry.did.log.KeyHash;
import id.signet.registry.did.log.LoggedDids;
import id.signet.registry.did.log.SingleKey;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.operation.VerifiedOperation;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * DIDs whose controllers hold their own keys. The service makes the next operation from a wish and says which bytes to sign;
 * what comes back signed is judged by the same rules as everything else in the log. Nothing here can sign.
 */
public final class ControlledDids {

    private final RegistryNames names;
    private final Ledger ledger;
    private final View rows;
    private final LoggedDids logged;
    private final LoggedVersions versions;
    private final DidRules rules;
    private final Clock clock;

    public ControlledDids(RegistryNames names, Ledger ledger, View rows, LoggedDids logged, Clock clock) {
        this.names = names;
        this.ledger = ledger;
        this.rows = rows;
        this.logged = logged;
        this.versions = new LoggedVersions(names, rows);
        this.rules = new DidRules(names);
        this.clock = clock;
    }

    // ---- what to sign ----

    /** Makes an operation over the newest version; nothing is written. */
    public PreparedOperation prepare(ControllerWish wish) {
        try {
            return switch (wish) {
                case ControllerWish.Create create -> prepare(create);
                case ControllerWish.CreateWithOneKey(PublicKey key) -> first(
                        SingleKey.state(names.network(), key), SingleKey.method(SingleKey.did(names.network(), key)));
                case ControllerWish.Update update -> prepare(update.did(), update.signer(),
                        before -> Optional.of(next(update, before)));
                case ControllerWish.Deactivate end -> end(end);
            };
        } catch (MalformedInput e) {
            return new PreparedOperation.Refused(RegistryRefusal.malformed(e.getMessage()));
        }
    }

    private PreparedOperation prepare(ControllerWish.Create wish) {
        Did did = WeidIdentifier.of(names.network(), wish.updateKey()).did();
        DocumentDraft draft = DocumentDraft.of(did);
        DidUrl update = draft.add(DocumentDraft.UPDATE_PREFIX, 1, wish.updateKey(), Relationship.CAPABILITY_INVOCATION);
        addKeys(draft, 1, wish.keys());
        draft.services(Services.parse(did, wish.services()));
        draft.controllers(wish.controllers());
        DidState state = new DidState(draft.document(), List.of(wish.updateKey()),
                wish.commitments().nextUpdateKeys().orElse(List.of()),
                wish.commitments().recoveryKeys().orElse(List.of()));
        return first(state, update);
    }

    private PreparedOperation first(DidState state, DidUrl signer) {
        Did did = state.document().id();
        if (logged.head(did).isPresent()) {
            return refused(RegistryRefusal.conflict("the DID exists, and a DID is never given twice"));
        }
        DidRules.requireUses(state);
        return new PreparedOperation.Ready(new Operation(DidProjection.CREATE, names.origin(),
                new Operation.Party.Subject(did), 1, Optional.empty(), state.toJson()), List.of(signer));
    }

    private interface Change {

        /** @return empty for a deactivation */
        Optional<DidState> from(DidState before);
    }

    private PreparedOperation end(ControllerWish.Deactivate wish) {
        Optional<RegistryRefusal> refusal = logged.state(wish.did())
                .flatMap(before -> DidRules.mayEnd(before, wish.signer()));
        return refusal.isPresent() && mayChange(logged.head(wish.did())).isEmpty()
                ? refused(refusal.get())
                : prepare(wish.did(), wish.signer(), before -> Optional.empty());
    }

    private PreparedOperation prepare(Did did, Optional<PublicKey> signer, Change change) {
        Optional<Head> head = logged.head(did);
        Optional<RegistryRefusal> refusal = mayChange(head);
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        DidState before = logged.state(did).orElseThrow();
        Optional<DidState> next = change.from(before);
        next.ifPresent(DidRules::requireUses);
        Operation operation = new Operation(next.isEmpty() ? DidProjection.DEACTIVATE : DidProjection.UPDATE,
                names.origin(), new Operation.Party.Subject(did), head.orElseThrow().version() + 1,
                Optional.of(head.orElseThrow().operationHash()), next.map(DidState::toJson).orElseGet(Json::object));
        List<DidUrl> signers = signer.map(key -> List.of(DidRules.asDidKey(key)))
                .orElseGet(() -> rules.signers(rows, did, before).toList());
        return signers.isEmpty()
                ? refused(RegistryRefusal.forbidden("no controller of the DID has a key in force"))
                : new PreparedOperation.Ready(operation, signers);
    }

    private DidState next(ControllerWish.Update wish, DidState before) {
        Did did = wish.did();
        DocumentDraft draft = draft(wish, before, clock.instant());
        wish.controllers().ifPresent(draft::controllers);
        addKeys(draft, logged.freeNumber(did, DocumentDraft.KEY_PREFIX), wish.add());
        List<PublicKey> updateKeys = wish.updateKeys().orElseGet(() -> nextKey(wish, before));
        if (did.method().equals(WeidIdentifier.METHOD)) {
            replaceUpdateKeys(draft, before, updateKeys);
        }
        return new DidState(draft.document(), updateKeys,
                wish.commitments().nextUpdateKeys().orElseGet(() -> rotated(before, updateKeys)),
                wish.commitments()
                        .recoveryKeys()
                        .orElse(before.recoveryKeyHashes())
                        .stream()
                        .filter(hash -> !wish.signer().map(KeyHash::of).equals(Optional.of(hash)))
                        .toList());
    }

    /** The document with what the wish says of it, but for keys that it adds. */
    static DocumentDraft draft(ControllerWish.Update wish, DidState before, Instant now) {
        DocumentDraft draft = DocumentDraft.from(before.document());
        for (DidUrl method : wish.retire()) {
            draft.retire(forUse(wish, before, method), now);
        }
        for (DidUrl method : wish.remove()) {
            draft.remove(forUse(wish, before, method));
        }
        wish.compromise().forEach((method, since) -> draft.compromise(forUse(wish, before, method), since));
        wish.services().ifPresent(services -> draft.services(Services.parse(wish.did(), services)));
        return draft;
    }

    /** @param number never given before, nor any after it */
    static void addKeys(DocumentDraft draft, long number, List<ControllerWish.KeyForUse> keys) {
        long next = number;
        for (ControllerWish.KeyForUse key : keys) {
            add(draft, next++, key);
        }
    }

    /** A next update key that signs comes into force, alone if nothing else is said. */
    private static List<PublicKey> nextKey(ControllerWish.Update wish, DidState before) {
        return wish.signer()
                .filter(key -> before.nextUpdateKeyHashes().contains(KeyHash.of(key)))
                .map(List::of)
                .orElse(before.updateKeys());
    }

    /** Hashes of keys that are in use now are no commitments any more. */
    private static List<KeyHash> rotated(DidState before, List<PublicKey> updateKeys) {
        return before.updateKeys().equals(updateKeys)
                ? before.nextUpdateKeyHashes()
                : before.nextUpdateKeyHashes()
                        .stream()
                        .filter(hash -> updateKeys.stream().map(KeyHash::of).noneMatch(hash::equals))
                        .toList();
    }

    private void replaceUpdateKeys(DocumentDraft draft, DidState before, List<PublicKey> wanted) {
        Did did = before.document().id();
        for (VerificationMethod method : before.document().methods(Relationship.CAPABILITY_INVOCATION)) {
            if (!wanted.contains(method.key())) {
                if (isForUse(before, method.id())) {
                    draft.drop(Relationship.CAPABILITY_INVOCATION, method.id());
                } else {
                    draft.remove(method.id());
                }
            }
        }
        long number = logged.freeNumber(did, DocumentDraft.UPDATE_PREFIX);
        for (PublicKey key : wanted) {
            if (!before.updateKeys().contains(key)) {
                draft.add(DocumentDraft.UPDATE_PREFIX, number++, key, Relationship.CAPABILITY_INVOCATION);
            }
        }
    }

    private static void add(DocumentDraft draft, long number, ControllerWish.KeyForUse key) {
        if (key.relationships().contains(Relationship.CAPABILITY_INVOCATION) || key.relationships().isEmpty()) {
            throw new MalformedInput("a key for use has relationships other than capabilityInvocation");
        }
        draft.add(DocumentDraft.KEY_PREFIX, number, key.publicKey(),
                key.relationships().stream().sorted().toArray(Relationship[]::new));
    }

    /**
     * A method that is no update key: those are replaced as a whole. One that is both, as in imported documents, ends with
     * the update that replaces it.
     */
    private static DidUrl forUse(ControllerWish.Update wish, DidState before, DidUrl method) {
        Optional<VerificationMethod> known = before.document().method(method);
        boolean updates = before.document().allows(method, Relationship.CAPABILITY_INVOCATION);
        boolean replaced = known.isPresent()
                && !wish.updateKeys().orElse(before.updateKeys()).contains(known.get().key());
        if (known.isEmpty() || (updates && !(replaced && isForUse(before, method)))) {
            throw new MalformedInput("the document has no such key for use: " + method);
        }
        return method;
    }

    private static boolean isForUse(DidState state, DidUrl method) {
        return Arrays.stream(Relationship.values())
                .anyMatch(one -> one != Relationship.CAPABILITY_INVOCATION && state.document().allows(method, one));
    }

    // ---- what was signed ----

    /**
     * Logs a signed operation.
     *
     * @param type of the entry: {@code did.create}, {@code did.update} or {@code did.deactivate}
     * @param json the operation with its proof
     */
    public DidOutcome submit(Caller caller, String type, ObjectNode json) {
        try {
            if (!Set.of(DidProjection.CREATE, DidProjection.UPDATE, DidProjection.DEACTIVATE).contains(type)) {
                throw new MalformedInput(
                        "the type of an operation of a DID is did.create, did.update or did.deactivate");
            }
            SignedOperation signed = SignedOperation.parse(type, json);
            if (!(signed.operation().party() instanceof Operation.Party.Subject)) {
                throw new MalformedInput("an operation of a DID names its did");
            }
            return submit(caller, signed);
        } catch (MalformedInput e) {
            return new DidOutcome.Refused(RegistryRefusal.malformed(e.getMessage()));
        }
    }

    private DidOutcome submit(Caller caller, SignedOperation signed) {
        Operation operation = signed.operation();
        Did did = operation.party().did();
        // A repeated request is told so before its own effect makes it stale.
        Optional<RegistryRefusal> repeated = caller.alreadyDone(rows, clock.instant());
        if (repeated.isPresent()) {
            return new DidOutcome.Refused(repeated.get());
        }
        if (!operation.type().equals(DidProjection.CREATE)) {
            // Said before the signature is looked at: it is of a key that another version may have replaced.
            Optional<Head> head = logged.head(did);
            Optional<RegistryRefusal> refusal = mayChange(head).or(() -> head
                    .filter(now -> now.version() + 1 != operation.sequence())
                    .map(now -> RegistryRefusal.stale("the newest version is " + now.version())));
            if (refusal.isPresent()) {
                return new DidOutcome.Refused(refusal.get());
            }
        }
        Optional<VerifiedOperation> verified = rules.verify(rows, signed);
        if (verified.isEmpty()) {
            return new DidOutcome.Refused(
                    RegistryRefusal
                            .forbidden("the operation is not signed by an update key of the DID or of a controller"));
        }
        Outcome outcome = ledger
                .submit(new DidCommand(caller, rules.change(verified.get()), DidCommand.Condition.NONE, List.of()));
        return switch (outcome) {
            case Outcome.Appended appended ->
                DidOutcome.logged(versions.at(did, operation.sequence()), did, Optional.empty(), appended.receipt());
            case Outcome.Refused refused -> new DidOutcome.Refused(RegistryRefusal.of(refused.refusal()));
        };
    }

    static Optional<RegistryRefusal> mayChange(Optional<Head> head) {
        if (head.isEmpty()) {
            return Optional.of(RegistryRefusal.notFound("the DID is not in the log"));
        }
        return head.get().deactivated().isPresent()
                ? Optional.of(RegistryRefusal.deactivated("the DID is deactivated, which is final"))
                : Optional.empty();
    }

    private static PreparedOperation refused(RegistryRefusal refusal) {
        return new PreparedOperation.Refused(refusal);
    }
}
