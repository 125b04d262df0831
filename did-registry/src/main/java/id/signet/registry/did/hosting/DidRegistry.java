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
import id.signet.registry.did.Services;
import id.signet.registry.did.VerificationMethod;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.did.hosting.HostedTables.HostedDid;
import id.signet.registry.did.hosting.HostedTables.HostedKey;
import id.signet.registry.did.hosting.HostedTables.Purpose;
import id.signet.registry.did.log.DidProjection;
import id.signet.registry.did.log.DidRules;
import id.signet.registry.did.log.DidState;
import id.signet.registry.did.log.DidCommand;
import id.signet.registry.did.log.DocumentDraft;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.log.LoggedDids;
import id.signet.registry.did.log.SingleKey;
import id.signet.registry.did.method.DidJwk;
import id.signet.registry.did.method.DidKey;
import id.signet.registry.did.method.DidWeb;
import id.signet.registry.did.webvh.LineParameters;
import id.signet.registry.did.webvh.LoggedWebvh;
import id.signet.registry.did.webvh.WebvhDid;
import id.signet.registry.did.resolution.DocumentMetadata;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.operation.Operation;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * DIDs whose keys this node keeps for its tenants: created, changed and deactivated by signed operations in the log; did:key
 * and did:jwk without entries, as they have no history.
 */
public final class DidRegistry {

    private static final int OPAQUE_BYTES = 16;
    private static final Set<KeyType> AGREE = Set.of(KeyType.P256, KeyType.P384, KeyType.SECP256K1);

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
    private final LoggedVersions versions;
    private final LoggedWebvh webvh;
    private final LinePen lines;
    private final WaitingLines waiting;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public DidRegistry(RegistryNames names, Ledger ledger, StoredRows rows, LoggedDids logged, KeyRing keyRing,
            PrivateChange privateChange, RetiredKeys retiredKeys, WaitingLines waiting,
            BeforeDeactivation beforeDeactivation, Clock clock) {
        this.names = names;
        this.ledger = ledger;
        this.rows = rows;
        this.logged = logged;
        this.rules = new DidRules(names);
        this.keyRing = keyRing;
        this.keys = new HostedKeys(rows, keyRing);
        this.privateChange = privateChange;
        this.beforeDeactivation = beforeDeactivation;
        this.changes = new HostedChanges(names, ledger, rows, logged, keyRing, keys, retiredKeys, waiting,
                clock);
        this.waiting = waiting;
        this.versions = new LoggedVersions(names, rows);
        this.webvh = new LoggedWebvh(rows, names.publicUrl());
        this.lines = new LinePen(names, rows, keyRing, keys, clock);
        this.clock = clock;
    }

    // --- create --------------------------------------------------------------------------------------------------

    public DidOutcome create(Caller caller, CreateDid wish) {
        try {
            return switch (wish.method()) {
                case WEID, WEB -> createLogged(caller, wish);
                case WEBVH -> createLine(caller, wish);
                case KEY, JWK -> createComputed(caller, wish);
            };
        } catch (MalformedInput e) {
            return refused(RegistryRefusal.malformed(e.getMessage()));
        }
    }

    private DidOutcome createLine(Caller caller, CreateDid wish) {
        Services.parse(Did.parse("did:webvh:any:any"), relative(wish.services()));
        FreshKey assertion = FreshKey.make(keyRing, wish.keyType());
        Pen.Signed first = lines.first(caller, wish.parameters().first(), did -> {
            DocumentDraft draft = DocumentDraft.of(did);
            draft.alsoKnownAs(webvh.webBeside(did));
            draft.add(DocumentDraft.KEY_PREFIX, 1, assertion.publicKey(),
                    usual(wish.keyType()).stream().sorted().toArray(Relationship[]::new));
            draft.services(Services.parse(did, wish.services()));
            return draft.document();
        });
        Did did = first.change().did();
        DidUrl method = did.withFragment(DocumentDraft.KEY_PREFIX + 1);
        Map<DidUrl, HostedKey> made = new LinkedHashMap<>();
        first.ahead().forEach((id, key) -> made.put(id, key.row(caller, did, Purpose.UPDATE)));
        made.put(method, assertion.row(caller, did, Purpose.ASSERTION));
        KeyChange keyChange = new KeyChange(did, first.hosted(), made, List.of());
        DidOutcome outcome = first.waiting().isPresent()
                ? waiting.hold(caller, first.waiting().get(), keyChange)
                : switch (ledger.submit(new DidCommand(caller, first.change(), DidCommand.Condition.NONE,
                        keyChange.writes(keys, caller.tenant())))) {
                    case Outcome.Appended appended -> changes.done(did, 1, Optional.of(method), appended.receipt());
                    case Outcome.Refused refusal -> refused(refusal);
                };
        if (outcome instanceof DidOutcome.Refused) {
            first.ahead().values().forEach(key -> keyRing.destroy(key.id()));
            keyRing.destroy(assertion.id());
        }
        return outcome;
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
        DidUrl method = draft.add(DocumentDraft.KEY_PREFIX, 1, assertion.publicKey(),
                usual(wish.keyType()).stream().sorted().toArray(Relationship[]::new));
        draft.services(Services.parse(did, wish.services()));
        DidState state = new DidState(draft.document(), List.of(update.publicKey()));
        Operation operation = new Operation(DidProjection.CREATE, names.origin(), new Operation.Party.Subject(did), 1,
                Optional.empty(), state.toJson());
        Outcome outcome = ledger
                .submit(new DidCommand(caller, rules.change(operation.signAndVerify(updateMethod, update.key())),
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

    /**
     * A did:weid with one key that signs its operations and what it says: as WeIdentity's are, for callers who know no other
     * (docs/adr/0010-did-weid.md). A new update key takes nothing from the first one but the right to sign operations.
     *
     * @param type secp256k1 or SM2
     */
    public DidOutcome createWithOneKey(Caller caller, KeyType type) {
        FreshKey fresh = FreshKey.make(keyRing, type);
        Did did = SingleKey.did(names.network(), fresh.publicKey());
        DidUrl method = SingleKey.method(did);
        Operation operation = new Operation(DidProjection.CREATE, names.origin(), new Operation.Party.Subject(did), 1,
                Optional.empty(), SingleKey.state(names.network(), fresh.publicKey()).toJson());
        Outcome outcome = ledger
                .submit(new DidCommand(caller, rules.change(operation.signAndVerify(method, fresh.key())),
                        DidCommand.Condition.NONE,
                        List.of(new Write<>(HostedTables.DID, did, new HostedDid(caller.tenant(), method)),
                                new Write<>(HostedTables.KEY, method, fresh.row(caller, did, Purpose.ASSERTION)))));
        return switch (outcome) {
            case Outcome.Appended appended -> changes.done(did, 1, Optional.of(method), appended.receipt());
            case Outcome.Refused refusal -> {
                keyRing.destroy(fresh.id());
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
        if (wish.keyType().isPreview()) {
            throw new MalformedInput("a key of type " + wish.keyType().curve()
                    + " is too long to be a DID; it is added as a key for use to a DID of other keys");
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

    /** Adds a key for what is {@link #usual}. */
    public DidOutcome addKey(Caller caller, Did did, KeyType type, Optional<DidUrl> retire,
            Optional<Long> expectedVersion) {
        return addKey(caller, did, type, usual(type), retire, expectedVersion);
    }

    /**
     * Adds a key, and retires another in the same version if asked to: that one stays listed with {@code expires}, never signs
     * again, and its secret is erased once the entry is on disk.
     *
     * @param relationships what it is for; {@code capabilityInvocation} belongs to the update keys
     * @param expectedVersion the version the caller has seen; another newest one refuses the change
     */
    public DidOutcome addKey(Caller caller, Did did, KeyType type, Set<Relationship> relationships,
            Optional<DidUrl> retire, Optional<Long> expectedVersion) {
        if (relationships.isEmpty() || relationships.contains(Relationship.CAPABILITY_INVOCATION)) {
            return refused(RegistryRefusal
                    .malformed("a key for use has relationships other than capabilityInvocation"));
        }
        if (relationships.contains(Relationship.KEY_AGREEMENT) && !AGREE.contains(type)) {
            return refused(RegistryRefusal.malformed("a key of type " + type.curve() + " is not for keyAgreement"));
        }
        return changes.make(caller, did, expectedVersion, Optional.of(type), (before, fresh) -> {
            DidDocument document = before.document();
            DocumentDraft draft = DocumentDraft.from(document);
            retire.ifPresent(method -> {
                boolean takesOver = relationships.contains(Relationship.ASSERTION_METHOD) && type.signsLists();
                retire(draft, document, method, takesOver);
            });
            DidUrl added = add(draft, did, fresh.orElseThrow(), relationships);
            return new HostedChanges.Next(Optional.of(before.with(draft.document(), before.updateKeys())),
                    Optional.of(added), Purpose.ASSERTION, retire.stream().toList());
        });
    }

    /**
     * Lists a key whose secret is kept elsewhere. Who holds it signs for the DID as {@code relationships} say, and no
     * operation of it.
     *
     * @param name the fragment of its method, never given before; empty: the next number
     */
    public DidOutcome addKeyOfOthers(Caller caller, Did did, PublicKey key, Set<Relationship> relationships,
            Optional<String> name) {
        if (relationships.isEmpty() || relationships.contains(Relationship.CAPABILITY_INVOCATION)) {
            return refused(RegistryRefusal
                    .malformed("a key for use has relationships other than capabilityInvocation"));
        }
        return changes.make(caller, did, Optional.empty(), Optional.empty(), (before, fresh) -> {
            DocumentDraft draft = DocumentDraft.from(before.document());
            String fragment = name
                    .orElseGet(() -> DocumentDraft.KEY_PREFIX + logged.freeNumber(did, DocumentDraft.KEY_PREFIX));
            draft.add(fragment, key, relationships.stream().sorted().toArray(Relationship[]::new));
            return new HostedChanges.Next(Optional.of(before.with(draft.document(), before.updateKeys())),
                    Optional.empty(), Purpose.ASSERTION, List.of());
        });
    }

    private DidUrl add(DocumentDraft draft, Did did, FreshKey fresh, Set<Relationship> relationships) {
        return draft.add(DocumentDraft.KEY_PREFIX, logged.freeNumber(did, DocumentDraft.KEY_PREFIX), fresh.publicKey(),
                relationships.stream().sorted().toArray(Relationship[]::new));
    }

    private void retire(DocumentDraft draft, DidDocument document, DidUrl method, boolean replaced) {
        VerificationMethod known = forUse(document, method);
        if (known.expires().isPresent()) {
            throw new MalformedInput("the key is retired already: " + method);
        }
        keepsSigner(document, known, replaced);
        draft.retire(method, clock.instant());
    }

    /** Ends a key for use: it stays listed with {@code expires}, so that what it signed before can be checked. */
    public DidOutcome retireKey(Caller caller, Did did, DidUrl method, Optional<Long> expectedVersion) {
        return changes.make(caller, did, expectedVersion, Optional.empty(), (before, fresh) -> {
            DocumentDraft draft = DocumentDraft.from(before.document());
            retire(draft, before.document(), method, false);
            return new HostedChanges.Next(Optional.of(before.with(draft.document(), before.updateKeys())),
                    Optional.empty(), Purpose.ASSERTION, List.of(method));
        });
    }

    /**
     * Takes a key out of the document: nothing it ever signed counts any more. For a key that was stolen nobody knows when; one
     * that merely grew old is retired.
     *
     * @param replacement a key of this type takes over in the same version
     */
    public DidOutcome revokeKey(Caller caller, Did did, DidUrl method, Optional<KeyType> replacement,
            Optional<Long> expectedVersion) {
        return changes.make(caller, did, expectedVersion, replacement, (before, fresh) -> {
            keepsSigner(before.document(), forUse(before.document(), method),
                    replacement.filter(KeyType::isOfJose).isPresent());
            DocumentDraft draft = DocumentDraft.from(before.document());
            draft.remove(method);
            Optional<DidUrl> added = fresh.map(key -> add(draft, did, key, usual(key.type())));
            return new HostedChanges.Next(Optional.of(before.with(draft.document(), before.updateKeys())), added,
                    Purpose.ASSERTION, List.of(method));
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
            keepsSigner(document, forUse(document, method), replacement.filter(KeyType::isOfJose).isPresent());
            DocumentDraft draft = DocumentDraft.from(document);
            draft.compromise(method, since);
            Optional<DidUrl> added = fresh.map(key -> add(draft, did, key, usual(key.type())));
            return new HostedChanges.Next(Optional.of(before.with(draft.document(), before.updateKeys())), added,
                    Purpose.ASSERTION, List.of(method));
        });
    }

    /** Says something new about a did:webvh itself; its document stays as it is. */
    public DidOutcome changeParameters(Caller caller, Did did, LineParameters parameters,
            Optional<Long> expectedVersion) {
        if (!did.method().equals(WebvhDid.METHOD)) {
            return refused(RegistryRefusal.malformed("a did:" + did.method() + " has no parameters"));
        }
        return changes.make(caller, did, expectedVersion, Optional.empty(),
                (before, fresh) -> new HostedChanges.Next(Optional.of(before), Optional.empty(), Purpose.ASSERTION,
                        List.of(), parameters.toJson()));
    }

    /**
     * Replaces the key that signs the DID's operations. The identifier stays: it follows from the first one. Every change of
     * a did:webvh does that anyway; its update keys are Ed25519.
     */
    public DidOutcome rotateUpdateKey(Caller caller, Did did, KeyType type, Optional<Long> expectedVersion) {
        if (did.method().equals(WebvhDid.METHOD)) {
            return changeParameters(caller, did, LineParameters.NONE, expectedVersion);
        }
        return changes.make(caller, did, expectedVersion, Optional.of(type), (before, fresh) -> {
            requireUpdateKey(type);
            DocumentDraft draft = DocumentDraft.from(before.document());
            DidUrl old = updateMethod(did)
                    .orElseThrow(() -> new MalformedInput("the DID's update keys are not kept here"));
            PublicKey key = fresh.orElseThrow().publicKey();
            DidUrl added = DidKey.methodId(key);
            boolean stays = isForUse(before.document(), old);
            if (did.method().equals(WeidIdentifier.METHOD)) {
                if (stays) {
                    draft.drop(Relationship.CAPABILITY_INVOCATION, old);
                } else {
                    draft.remove(old);
                }
                added = draft.add(DocumentDraft.UPDATE_PREFIX, logged.freeNumber(did, DocumentDraft.UPDATE_PREFIX), key,
                        Relationship.CAPABILITY_INVOCATION);
            }
            return new HostedChanges.Next(Optional.of(before.with(draft.document(), List.of(key))), Optional.of(added),
                    Purpose.UPDATE,
                    stays ? List.of() : List.of(old));
        });
    }

    /** Whether the method is for more than to sign operations. */
    private static boolean isForUse(DidDocument document, DidUrl method) {
        return Arrays.stream(Relationship.values())
                .anyMatch(one -> one != Relationship.CAPABILITY_INVOCATION && document.allows(method, one));
    }

    private Optional<DidUrl> updateMethod(Did did) {
        return rows.get(HostedTables.DID, did).map(HostedDid::updateMethod);
    }

    /**
     * Says who may sign the DID's operations beside its own keys, or in place of them
     * (docs/adr/0027-controllers-of-a-did.md).
     *
     * @param controllers all of them, the DID itself where its own keys are to sign as well; none: the DID alone
     */
    public DidOutcome updateControllers(Caller caller, Did did, List<Did> controllers,
            Optional<Long> expectedVersion) {
        return changes.make(caller, did, expectedVersion, Optional.empty(), (before, fresh) -> {
            DocumentDraft draft = DocumentDraft.from(before.document());
            draft.controllers(controllers);
            return new HostedChanges.Next(Optional.of(before.with(draft.document(), before.updateKeys())),
                    Optional.empty(), Purpose.ASSERTION, List.of());
        });
    }

    /** Replaces all services. */
    public DidOutcome updateServices(Caller caller, Did did, JsonNode services, Optional<Long> expectedVersion) {
        return changeServices(caller, did, before -> services, expectedVersion);
    }

    /** Makes the next services of those that stand, however often others change the DID meanwhile. */
    public DidOutcome changeServices(Caller caller, Did did, Function<ArrayNode, ? extends JsonNode> change) {
        return changeServices(caller, did, change, Optional.empty());
    }

    private DidOutcome changeServices(Caller caller, Did did, Function<ArrayNode, ? extends JsonNode> change,
            Optional<Long> expectedVersion) {
        return changes.make(caller, did, expectedVersion, Optional.empty(), (before, fresh) -> {
            ArrayNode services = before.document().json().withArray("service");
            DocumentDraft draft = DocumentDraft.from(before.document());
            draft.services(Services.parse(did, change.apply(services)));
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
            // A line of did:webvh is signed by the key that was committed to.
            Optional<RegistryRefusal> bound = logged.state(did)
                    .filter(_ -> !did.method().equals(WebvhDid.METHOD))
                    .flatMap(state -> DidRules.mayEnd(state, Optional.empty()));
            if (bound.isPresent()) {
                return refused(bound.get()); // before anything is signed for the last time
            }
            if (expectedVersion.filter(version -> version != head.get().version()).isEmpty()) {
                beforeDeactivation.prepare(caller, did);
            }
        }
        return changes.make(caller, did, expectedVersion, Optional.empty(), (before, fresh) -> {
            List<DidUrl> all = new ArrayList<>();
            before.document().verificationMethods().forEach(method -> all.add(method.id()));
            updateMethod(did).ifPresent(all::add);
            return new HostedChanges.Next(Optional.empty(), Optional.empty(), Purpose.ASSERTION,
                    all.stream().distinct().toList());
        });
    }

    private DidOutcome alreadyDeactivated(Did did, long version, LeafIndex index) {
        DocumentMetadata metadata = switch (versions.at(did, version)) {
            case ResolutionResult.Deactivated deactivated -> deactivated.metadata();
            case ResolutionResult.Resolved resolved -> resolved.metadata();
            case ResolutionResult.NotFound notFound -> DocumentMetadata.NONE;
            case ResolutionResult.Unreachable _,ResolutionResult.Refused _ -> DocumentMetadata.NONE;
        };
        return new DidOutcome.AlreadyDeactivated(did, metadata, ledger.receipt(index));
    }

    /** What a key is for where nothing else is said. */
    public static Set<Relationship> usual(KeyType type) {
        return type.signsBytes()
                ? Set.of(Relationship.AUTHENTICATION, Relationship.ASSERTION_METHOD)
                : Set.of(Relationship.ASSERTION_METHOD);
    }

    private static void requireUpdateKey(KeyType type) {
        if (!type.signsOperations()) {
            throw new MalformedInput("a key of type " + type.curve()
                    + " signs no operations of a DID; it is added as a key for use to a DID of other keys");
        }
    }

    private static VerificationMethod forUse(DidDocument document, DidUrl method) {
        return document.method(method)
                .filter(one -> !document.allows(one.id(), Relationship.CAPABILITY_INVOCATION))
                .orElseThrow(() -> new MalformedInput("the document has no such key for use: " + method));
    }

    /** The status lists of issued credentials are signed anew for years: not every key may be the only one left. */
    private static void keepsSigner(DidDocument document, VerificationMethod ends, boolean replaced) {
        boolean others = document.methods(Relationship.ASSERTION_METHOD)
                .stream()
                .anyMatch(other -> !other.id().equals(ends.id()) && signsLists(other));
        if (document.allows(ends.id(), Relationship.ASSERTION_METHOD) && signsLists(ends) && !replaced && !others) {
            throw new MalformedInput("without another key the DID could not sign the status lists of its credentials;"
                    + " name the keyType of one that takes over");
        }
    }

    private static boolean signsLists(VerificationMethod method) {
        return method.key().type().signsLists() && method.expires().isEmpty();
    }

    private static DidOutcome refused(Outcome.Refused refused) {
        return refused(RegistryRefusal.of(refused.refusal()));
    }

    private static DidOutcome refused(RegistryRefusal refusal) {
        return new DidOutcome.Refused(refusal);
    }
}
