package id.signet.registry.did.hosting;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.ledger.Ledger;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.Outcome;
import id.signet.ledger.state.StoredRows;
import id.signet.ledger.state.Write;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.audit.PrivateChange;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.Service;
import id.signet.registry.did.Services;
import id.signet.registry.did.VerificationMethod;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.did.hosting.HostedTables.HostedDid;
import id.signet.registry.did.hosting.HostedTables.Purpose;
import id.signet.registry.did.log.DidProjection;
import id.signet.registry.did.log.DidRules;
import id.signet.registry.did.log.DidState;
import id.signet.registry.did.log.DidCommand;
import id.signet.registry.did.log.DocumentDraft;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.log.LoggedDids;
import id.signet.registry.did.method.DidJwk;
import id.signet.registry.did.method.DidKey;
import id.signet.registry.did.method.DidWeb;
import id.signet.registry.did.resolution.DocumentMetadata;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.operation.Operation;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * DIDs whose keys this node keeps for its tenants: created, changed and deactivated by signed operations in the log; did:key
 * and did:jwk without entries, as they have no history.
 */
public final class DidRegistry {

    private static final int OPAQUE_BYTES = 16;

    private final RegistryNames names;
    private final Ledger ledger;
    private final StoredRows rows;
    private final LoggedDids logged;
    private final DidRules rules;
    private final KeyRing keyRing;
    private final HostedKeys keys;
    private final PrivateChange privateChange;
    private final BeforeDeactivation beforeDeactivation;
    private final HostedChanges changes;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public DidRegistry(RegistryNames names, Ledger ledger, StoredRows rows, LoggedDids logged, KeyRing keyRing,
            PrivateChange privateChange, RetiredKeys retiredKeys, BeforeDeactivation beforeDeactivation, Clock clock) {
        this.names = names;
        this.ledger = ledger;
        this.rows = rows;
        this.logged = logged;
        this.rules = new DidRules(names);
        this.keyRing = keyRing;
        this.keys = new HostedKeys(rows, keyRing);
        this.privateChange = privateChange;
        this.beforeDeactivation = beforeDeactivation;
        this.changes = new HostedChanges(names, ledger, rows, logged, keyRing, keys, retiredKeys, clock);
        this.clock = clock;
    }

    // --- create --------------------------------------------------------------------------------------------------

    public DidOutcome create(Caller caller, CreateDid wish) {
        try {
            return switch (wish.method()) {
                case WEID, WEB -> createLogged(caller, wish);
                case KEY, JWK -> createComputed(caller, wish);
            };
        } catch (MalformedInput e) {
            return refused(RegistryRefusal.malformed(e.getMessage()));
        }
    }

    private DidOutcome createLogged(Caller caller, CreateDid wish) {
        // judged before keys are made; the ids do not depend on which DID it will be
        Services.parse(Did.parse("did:weid:any:any"), relative(wish.services()));
        requireUpdateKey(wish.keyType());
        FreshKey update = FreshKey.make(keyRing, wish.keyType());
        FreshKey assertion = FreshKey.make(keyRing, wish.keyType());
        boolean weid = wish.method() == HostedMethod.WEID;
        Did did = weid
                ? WeidIdentifier.of(names.network(), update.publicKey()).did()
                : DidWeb.of(names.publicUrl(), opaque());
        DocumentDraft draft = DocumentDraft.of(did);
        DidUrl updateMethod = weid
                ? draft.add(DocumentDraft.UPDATE_PREFIX, 1, update.publicKey(), Relationship.CAPABILITY_INVOCATION)
                : DidKey.methodId(update.publicKey());
        DidUrl method = draft.add(DocumentDraft.KEY_PREFIX, 1, assertion.publicKey(), uses(wish.keyType()));
        draft.services(Services.parse(did, wish.services()));
        DidState state = new DidState(draft.document(), List.of(update.publicKey()));
        Operation operation = new Operation(DidProjection.CREATE, names.origin(), new Operation.Party.Subject(did), 1,
                Optional.empty(), state.toJson());
        Outcome outcome = ledger
                .submit(new DidCommand(caller, operation.signAndVerify(updateMethod, update.key()), rules,
                        DidCommand.Condition.NONE,
                        List.of(new Write<>(HostedTables.DID, did, new HostedDid(caller.tenant(), updateMethod)),
                                new Write<>(HostedTables.KEY, updateMethod, update.row(caller, did, Purpose.UPDATE)),
                                new Write<>(HostedTables.KEY, method, assertion.row(caller, did, Purpose.ASSERTION)))));
        return switch (outcome) {
            case Outcome.Appended appended -> changes.done(did, 1, Optional.of(method), appended.receipt());
            case Outcome.Refused refusal -> {
                keyRing.destroy(update.id());
                keyRing.destroy(assertion.id());
                yield refused(refusal);
            }
        };
    }

    private DidOutcome createComputed(Caller caller, CreateDid wish) {
        if (!wish.services().isArray() || !wish.services().isEmpty()) {
            throw new MalformedInput(
                    "a did:" + wish.method().methodName() + " follows from its key alone: no services");
        }
        boolean jwk = wish.method() == HostedMethod.JWK;
        if (jwk && !wish.keyType().isOfJose()) {
            throw new MalformedInput("a key of type " + wish.keyType().curve() + " has no JWK and so no did:jwk");
        }
        FreshKey fresh = FreshKey.make(keyRing, wish.keyType());
        PublicKey key = fresh.publicKey();
        Did did = jwk ? DidJwk.of(key) : DidKey.of(key);
        DidUrl method = jwk ? DidJwk.methodId(did) : DidKey.methodId(key);
        Optional<RegistryRefusal> refusal = privateChange.insert(caller, DidProjection.CREATE, did.toString(),
                List.of(new Write<>(HostedTables.DID, did, new HostedDid(caller.tenant(), method)),
                        new Write<>(HostedTables.KEY, method, fresh.row(caller, did, Purpose.ASSERTION))));
        if (refusal.isPresent()) {
            keyRing.destroy(fresh.id());
            return refused(refusal.get());
        }
        return new DidOutcome.Done(did, jwk ? DidJwk.document(did) : DidKey.document(did), DocumentMetadata.NONE,
                Optional.of(method), Optional.empty());
    }

    /** Absolute ids cannot be of a DID that does not exist yet. */
    private static JsonNode relative(JsonNode services) {
        for (JsonNode service : services) {
            if (!service.path("id").asString("").startsWith("#")) {
                throw new MalformedInput("the id of a new DID's service is # and a fragment");
            }
        }
        return services;
    }

    private String opaque() {
        byte[] bytes = new byte[OPAQUE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    // --- change --------------------------------------------------------------------------------------------------

    /**
     * Adds a key for assertion and, if it can, authentication, and retires another in the same version if asked to: that one stays
     * listed with {@code expires}, never signs again, and its secret is erased once the entry is on disk.
     *
     * @param expectedVersion the version the caller has seen; another newest one refuses the change
     */
    public DidOutcome addKey(Caller caller, Did did, KeyType type, Optional<DidUrl> retire,
            Optional<Long> expectedVersion) {
        return changes.make(caller, did, expectedVersion, Optional.of(type), (before, fresh) -> {
            DocumentDraft draft = DocumentDraft.from(before.document());
            retire.ifPresent(method -> draft.retire(replaced(before.document(), method, type), clock.instant()));
            DidUrl added = draft.add(DocumentDraft.KEY_PREFIX, logged.freeNumber(did, DocumentDraft.KEY_PREFIX),
                    fresh.orElseThrow().publicKey(), uses(type));
            return new HostedChanges.Next(Optional.of(before.with(draft.document(), before.updateKeys())),
                    Optional.of(added),
                    Purpose.ASSERTION,
                    retire.stream().toList());
        });
    }

    /**
     * Takes a key out of the document: nothing it ever signed counts any more. For a key that was stolen; one that merely
     * grew old is retired by {@link #addKey}.
     */
    public DidOutcome revokeKey(Caller caller, Did did, DidUrl method, Optional<Long> expectedVersion) {
        return changes.make(caller, did, expectedVersion, Optional.empty(), (before, fresh) -> {
            if (before.document()
                    .methods(Relationship.ASSERTION_METHOD)
                    .stream()
                    .noneMatch(one -> one.id().equals(method))) {
                throw new MalformedInput("the document has no such key under assertionMethod: " + method);
            }
            DocumentDraft draft = DocumentDraft.from(before.document());
            draft.remove(method);
            return new HostedChanges.Next(Optional.of(before.with(draft.document(), before.updateKeys())),
                    Optional.empty(),
                    Purpose.ASSERTION,
                    List.of(method));
        });
    }

    /**
     * Declares that a key is in wrong hands since a moment: it never signs again, and of what it signed only that counts
     * which was logged before (docs/adr/0024-compromised-keys.md). Again with an earlier moment, it moves back.
     *
     * @param since in milliseconds, as the log counts
     * @param replacement a key of this type takes over in the same version
     */
    public DidOutcome compromiseKey(Caller caller, Did did, DidUrl method, Instant since,
            Optional<KeyType> replacement, Optional<Long> expectedVersion) {
        return changes.make(caller, did, expectedVersion, replacement, (before, fresh) -> {
            DidDocument document = before.document();
            VerificationMethod known = document.method(method)
                    .filter(one -> !document.allows(one.id(), Relationship.CAPABILITY_INVOCATION))
                    .orElseThrow(() -> new MalformedInput("the document has no such key for use: " + method));
            if (document.allows(method, Relationship.ASSERTION_METHOD) && signsLists(known)
                    && replacement.filter(KeyType::isOfJose).isEmpty() && !othersSignLists(document, method)) {
                throw new MalformedInput(
                        "without another key the DID could not sign the status lists of its credentials;"
                                + " name the keyType of one that takes over");
            }
            DocumentDraft draft = DocumentDraft.from(document);
            draft.compromise(method, since);
            Optional<DidUrl> added = fresh.map(key -> draft.add(DocumentDraft.KEY_PREFIX,
                    logged.freeNumber(did, DocumentDraft.KEY_PREFIX), key.publicKey(), uses(key.type())));
            return new HostedChanges.Next(Optional.of(before.with(draft.document(), before.updateKeys())), added,
                    Purpose.ASSERTION, List.of(method));
        });
    }

    /** Replaces the key that signs the DID's operations. The identifier stays: it follows from the first one. */
    public DidOutcome rotateUpdateKey(Caller caller, Did did, KeyType type, Optional<Long> expectedVersion) {
        return changes.make(caller, did, expectedVersion, Optional.of(type), (before, fresh) -> {
            requireUpdateKey(type);
            DocumentDraft draft = DocumentDraft.from(before.document());
            DidUrl old = rows.get(HostedTables.DID, did).orElseThrow().updateMethod();
            PublicKey key = fresh.orElseThrow().publicKey();
            DidUrl added = DidKey.methodId(key);
            if (did.method().equals(WeidIdentifier.METHOD)) {
                draft.remove(old);
                added = draft.add(DocumentDraft.UPDATE_PREFIX, logged.freeNumber(did, DocumentDraft.UPDATE_PREFIX), key,
                        Relationship.CAPABILITY_INVOCATION);
            }
            return new HostedChanges.Next(Optional.of(before.with(draft.document(), List.of(key))), Optional.of(added),
                    Purpose.UPDATE,
                    List.of(old));
        });
    }

    /** Replaces all services. */
    public DidOutcome updateServices(Caller caller, Did did, JsonNode services, Optional<Long> expectedVersion) {
        return changes.make(caller, did, expectedVersion, Optional.empty(), (before, fresh) -> {
            List<Service> parsed = Services.parse(did, services);
            DocumentDraft draft = DocumentDraft.from(before.document());
            draft.services(parsed);
            return new HostedChanges.Next(Optional.of(before.with(draft.document(), before.updateKeys())),
                    Optional.empty(),
                    Purpose.ASSERTION,
                    List.of());
        });
    }

    /** Final. The second time it answers {@link DidOutcome.AlreadyDeactivated} and changes nothing. */
    public DidOutcome deactivate(Caller caller, Did did, Optional<Long> expectedVersion) {
        Optional<Head> head = logged.head(did);
        if (head.isPresent() && keys.hosts(caller.tenant(), did)) {
            if (head.get().deactivated().isPresent()) {
                return alreadyDeactivated(did, head.get().version(), head.get().deactivated().get());
            }
            if (expectedVersion.filter(version -> version != head.get().version()).isEmpty()) {
                beforeDeactivation.prepare(caller, did);
            }
        }
        return changes.make(caller, did, expectedVersion, Optional.empty(), (before, fresh) -> {
            List<DidUrl> all = new ArrayList<>();
            before.document().verificationMethods().forEach(method -> all.add(method.id()));
            all.add(rows.get(HostedTables.DID, did).orElseThrow().updateMethod());
            return new HostedChanges.Next(Optional.empty(), Optional.empty(), Purpose.ASSERTION,
                    all.stream().distinct().toList());
        });
    }

    private DidOutcome alreadyDeactivated(Did did, long version, LeafIndex index) {
        DocumentMetadata metadata = switch (logged.resolve(did, ResolutionOptions.atVersion(Long.toString(version)))) {
            case ResolutionResult.Deactivated deactivated -> deactivated.metadata();
            case ResolutionResult.Resolved resolved -> resolved.metadata();
            case ResolutionResult.NotFound notFound -> DocumentMetadata.NONE;
            case ResolutionResult.Unreachable _,ResolutionResult.Refused _ -> DocumentMetadata.NONE;
        };
        return new DidOutcome.AlreadyDeactivated(did, metadata, ledger.receipt(index));
    }

    private static Relationship[] uses(KeyType type) {
        return type.signsBytes()
                ? new Relationship[]{Relationship.AUTHENTICATION, Relationship.ASSERTION_METHOD}
                : new Relationship[]{Relationship.ASSERTION_METHOD};
    }

    private static void requireUpdateKey(KeyType type) {
        if (!type.signsBytes()) {
            throw new MalformedInput("a key of type " + type.curve()
                    + " signs no operations of a DID; it is added as a key for use to a DID of other keys");
        }
    }

    /** The status lists of issued credentials are signed anew for years: not every key may be the only one left. */
    private static DidUrl replaced(DidDocument document, DidUrl method, KeyType fresh) {
        DidUrl old = assertionKey(document, method);
        boolean signsLists = fresh.isOfJose() || !signsLists(document.method(old).orElseThrow())
                || othersSignLists(document, old);
        if (!signsLists) {
            throw new MalformedInput("with a key of type " + fresh.curve()
                    + " alone the DID could not sign the status lists of its credentials; keep " + old);
        }
        return old;
    }

    private static boolean othersSignLists(DidDocument document, DidUrl method) {
        return document.methods(Relationship.ASSERTION_METHOD)
                .stream()
                .anyMatch(other -> !other.id().equals(method) && signsLists(other));
    }

    private static boolean signsLists(VerificationMethod method) {
        return method.key().type().isOfJose() && method.expires().isEmpty();
    }

    private static DidUrl assertionKey(DidDocument document, DidUrl method) {
        VerificationMethod found = document.method(method)
                .filter(one -> document.allows(one.id(), Relationship.ASSERTION_METHOD))
                .orElseThrow(() -> new MalformedInput("the document has no such key under assertionMethod: " + method));
        if (found.expires().isPresent()) {
            throw new MalformedInput("the key is retired already: " + method);
        }
        return method;
    }

    private static DidOutcome refused(Outcome.Refused refused) {
        return refused(RegistryRefusal.of(refused.refusal()));
    }

    private static DidOutcome refused(RegistryRefusal refusal) {
        return new DidOutcome.Refused(refusal);
    }
}
