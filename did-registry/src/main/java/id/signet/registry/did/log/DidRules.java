package id.signet.registry.did.log;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.Services;
import id.signet.registry.did.VerificationMethod;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.log.DidTables.VersionKey;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.operation.VerifiedOperation;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether an operation may be the next of its DID (docs/adr/0010-did-weid.md). The same rules serve the decision before an
 * entry is logged and the re-verification of a log.
 */
public final class DidRules {

    /** Of every document in the log. */
    public static final List<String> CONTEXTS = List.of(DidDocument.CONTEXT, DidDocument.MULTIKEY_CONTEXT);

    private static final Set<String> MEMBERS = Set.of("@context", "id", "verificationMethod", "authentication",
            "assertionMethod", "keyAgreement", "capabilityInvocation", "capabilityDelegation", "service");
    private static final Set<String> METHOD_MEMBERS = Set.of("id", "type", "controller", "publicKeyMultibase",
            "expires", "revoked");

    private static final String DID_KEY = "key";

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
        state.document().verificationMethods().forEach(DidRules::isNew);
    }

    private void refuse(View rows, VerifiedOperation verified, Instant loggedAt) {
        Operation operation = verified.operation();
        Did did = operation.party().did();
        if (!operation.origin().equals(names.origin()) || !(operation.party() instanceof Operation.Party.Subject)) {
            throw new MalformedInput("the operation was made for another log or not for a DID");
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
        change(rows, before, next);
        compromise(rows, before, next, loggedAt);
        commitments(before, next, verified.signer());
    }

    private void identifier(Did did, DidState state) {
        boolean good = switch (did.method()) {
            case WeidIdentifier.METHOD -> state.updateKeys().size() == 1
                    && WeidIdentifier.of(names.network(), state.updateKeys().getFirst()).did().equals(did);
            case "web" -> names.publicUrl().hosts(did.toString());
            default -> false;
        };
        if (!good) {
            throw new MalformedInput("the identifier does not follow from the update key, or is none of this service");
        }
    }

    private static void state(Did did, DidState state) {
        ObjectNode document = state.document().json();
        for (String member : document.propertyNames()) {
            if (!MEMBERS.contains(member)) {
                throw new MalformedInput("a document in the log has no member " + member);
            }
        }
        if (!document.path("@context").isArray()
                || !document.get("@context").valueStream().map(node -> node.asString("")).toList().equals(CONTEXTS)) {
            throw new MalformedInput("a document in the log has the contexts " + CONTEXTS);
        }
        if (document.has("service")) {
            Services.parse(did, document.get("service"));
        }
        if (state.document().methodIds().size() != state.document().verificationMethods().size()
                || document.path("verificationMethod").size() != state.document().methodIds().size()) {
            throw new MalformedInput("every verification method is a Multikey under verificationMethod");
        }
        Set<PublicKey> keys = new HashSet<>();
        document.path("verificationMethod").forEach(method -> {
            if (!METHOD_MEMBERS.containsAll(method.propertyNames())
                    || !method.path("type").asString("").equals("Multikey")) {
                throw new MalformedInput(
                        "a verification method in the log has " + METHOD_MEMBERS + " and type Multikey");
            }
            if (method.has("revoked") && !isMoment(method.get("revoked").asString(""))) {
                throw new MalformedInput("the member revoked is a moment in UTC, such as 2026-11-24T10:00:00Z");
            }
        });
        for (VerificationMethod method : state.document().verificationMethods()) {
            if (!method.controller().equals(did)) {
                throw new MalformedInput("a verification method in the log has no other controller than its DID");
            }
            // one key for two purposes is one method under two relationships
            if (!keys.add(method.key())) {
                throw new MalformedInput("two verification methods have the same key");
            }
            if (method.revoked().isPresent() && Arrays.stream(Relationship.values())
                    .anyMatch(relationship -> state.document().allows(method.id(), relationship))) {
                throw new MalformedInput("a revoked verification method stands under no relationship");
            }
        }
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
        for (Relationship relationship : Relationship.values()) {
            if (relationship != Relationship.ASSERTION_METHOD && !state.document()
                    .methods(relationship)
                    .stream()
                    .allMatch(method -> method.key().type().signsBytes())) {
                throw new MalformedInput("a key of BLS12381G2 stands under assertionMethod alone, not under "
                        + relationship.member());
            }
        }
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

    /** One spelling for each moment of the log's clock: whole seconds, or three digits that are not 000. */
    private static boolean isMoment(String text) {
        try {
            Instant moment = Instant.parse(text);
            return moment.truncatedTo(ChronoUnit.MILLIS).equals(moment) && moment.toString().equals(text);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** The moment since when a key is in wrong hands lies in the life of its method and moves back alone (ADR 0024). */
    private static void compromise(View rows, DidState before, DidState next, Instant loggedAt) {
        for (VerificationMethod method : next.document().verificationMethods()) {
            Optional<VerificationMethod> old = before.document().method(method.id());
            if (old.isEmpty()) {
                isNew(method);
                continue;
            }
            Optional<Instant> known = old.get().revoked();
            if (method.revoked().equals(known)) {
                continue;
            }
            if (method.revoked().isEmpty()) {
                throw new MalformedInput("a verification method that is revoked stays so");
            }
            Instant since = method.revoked().get();
            if (known.isPresent() && since.isAfter(known.get())) {
                throw new MalformedInput("the moment since when a verification method is revoked never moves forward");
            }
            if (since.isAfter(loggedAt)) {
                throw new MalformedInput("a verification method is not revoked since a moment in the future");
            }
            if (since.isBefore(new LoggedDids(rows).appeared(method.id()).orElseThrow())) {
                throw new MalformedInput("a verification method is not revoked since before it was logged");
            }
        }
    }

    private static void isNew(VerificationMethod method) {
        if (method.revoked().isPresent()) {
            throw new MalformedInput("a new verification method is not revoked");
        }
    }

    /** Method ids are never given twice, keys under them never change, and an end once given stays. */
    private static void change(View rows, DidState before, DidState next) {
        for (VerificationMethod method : next.document().verificationMethods()) {
            Optional<VerificationMethod> old = before.document().method(method.id());
            if (old.isEmpty() && rows.get(DidTables.METHOD, method.id()).isPresent()) {
                throw new MalformedInput("the id of a removed verification method is given again");
            }
            boolean keyKept = old.isEmpty() || old.get().key().equals(method.key());
            boolean endKept = old.flatMap(VerificationMethod::expires).isEmpty()
                    || old.flatMap(VerificationMethod::expires).equals(method.expires());
            if (!keyKept || !endKept) {
                throw new MalformedInput("a verification method keeps its key, and its end once it has one");
            }
        }
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
