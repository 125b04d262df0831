package id.signet.registry.did.log;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.PublicKey;
import id.signet.ledger.state.View;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.Services;
import id.signet.registry.did.VerificationMethod;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** What holds for every document in the log, whatever its DID's method (docs/adr/0010-did-weid.md, 0024). */
public final class DocumentRules {

    public static final List<String> CONTEXTS = List.of(DidDocument.CONTEXT, DidDocument.MULTIKEY_CONTEXT);

    private static final Set<String> MEMBERS = Set.of("@context", "id", "verificationMethod", "authentication",
            "assertionMethod", "keyAgreement", "capabilityInvocation", "capabilityDelegation", "service");
    private static final Set<String> METHOD_MEMBERS = Set.of("id", "type", "controller", "publicKeyMultibase",
            "expires", "revoked");

    private DocumentRules() {}

    /**
     * @param more members that the method allows besides, and judges itself
     * @throws MalformedInput if it is no document for the log
     */
    public static void require(DidDocument document, Set<String> more) {
        ObjectNode json = document.json();
        for (String member : json.propertyNames()) {
            if (!MEMBERS.contains(member) && !more.contains(member)) {
                throw new MalformedInput("a document in the log has no member " + member);
            }
        }
        if (!json.path("@context").isArray()
                || !json.get("@context").valueStream().map(node -> node.asString("")).toList().equals(CONTEXTS)) {
            throw new MalformedInput("a document in the log has the contexts " + CONTEXTS);
        }
        if (json.has("service")) {
            Services.parse(document.id(), json.get("service"));
        }
        methods(document, json);
        requireUses(document);
    }

    private static void methods(DidDocument document, ObjectNode json) {
        if (document.methodIds().size() != document.verificationMethods().size()
                || json.path("verificationMethod").size() != document.methodIds().size()) {
            throw new MalformedInput("every verification method is a Multikey under verificationMethod");
        }
        json.path("verificationMethod").forEach(method -> {
            if (!METHOD_MEMBERS.containsAll(method.propertyNames())
                    || !method.path("type").asString("").equals("Multikey")) {
                throw new MalformedInput(
                        "a verification method in the log has " + METHOD_MEMBERS + " and type Multikey");
            }
            if (method.has("revoked") && !isMoment(method.get("revoked").asString(""))) {
                throw new MalformedInput("the member revoked is a moment in UTC, such as 2026-11-24T10:00:00Z");
            }
        });
        Set<PublicKey> keys = new HashSet<>();
        for (VerificationMethod method : document.verificationMethods()) {
            if (!method.controller().equals(document.id())) {
                throw new MalformedInput("a verification method in the log has no other controller than its DID");
            }
            // one key for two purposes is one method under two relationships
            if (!keys.add(method.key())) {
                throw new MalformedInput("two verification methods have the same key");
            }
            if (method.revoked().isPresent() && Arrays.stream(Relationship.values())
                    .anyMatch(relationship -> document.allows(method.id(), relationship))) {
                throw new MalformedInput("a revoked verification method stands under no relationship");
            }
        }
    }

    /**
     * A key that signs no bytes answers no challenge and invokes nothing (ADR 0029).
     *
     * @throws MalformedInput if the document gives such a key another use
     */
    static void requireUses(DidDocument document) {
        for (Relationship relationship : Relationship.values()) {
            if (relationship != Relationship.ASSERTION_METHOD && !document
                    .methods(relationship)
                    .stream()
                    .allMatch(method -> method.key().type().signsBytes())) {
                throw new MalformedInput("a key of BLS12381G2 stands under assertionMethod alone, not under "
                        + relationship.member());
            }
        }
    }

    /** @throws MalformedInput if it cannot be the first document of a DID */
    public static void requireFirst(DidDocument document) {
        document.verificationMethods().forEach(DocumentRules::isNew);
    }

    /**
     * @param loggedAt of the entry that says the next document
     * @throws MalformedInput if it cannot follow the one before
     */
    public static void requireNext(View rows, DidDocument before, DidDocument next, Instant loggedAt) {
        change(rows, before, next);
        compromise(rows, before, next, loggedAt);
    }

    /** One spelling for each moment of the log's clock: whole seconds, or three digits that are not 000. */
    public static boolean isMoment(String text) {
        try {
            Instant moment = Instant.parse(text);
            return moment.truncatedTo(ChronoUnit.MILLIS).equals(moment) && moment.toString().equals(text);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** The moment since when a key is in wrong hands lies in the life of its method and moves back alone (ADR 0024). */
    private static void compromise(View rows, DidDocument before, DidDocument next, Instant loggedAt) {
        for (VerificationMethod method : next.verificationMethods()) {
            Optional<VerificationMethod> old = before.method(method.id());
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
    private static void change(View rows, DidDocument before, DidDocument next) {
        for (VerificationMethod method : next.verificationMethods()) {
            Optional<VerificationMethod> old = before.method(method.id());
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
}
