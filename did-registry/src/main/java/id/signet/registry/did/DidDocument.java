package id.signet.registry.did;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.multiformats.Multikey;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A DID document, DID Core 1.1 §4 and Controlled Identifiers 1.0 §2, parsed strictly: every id is absolute, belongs to the
 * document's DID and is given once; every relationship names a method that is there. Methods whose key cannot verify a
 * signature here, such as X25519, stand in {@link #json()} only.
 */
public final class DidDocument {

    public static final String CONTEXT = "https://www.w3.org/ns/did/v1";
    public static final String MULTIKEY_CONTEXT = "https://w3id.org/security/multikey/v1";

    private static final int MAX_ENTRIES = 512;
    /** Whoever follows controllers to their own controllers has work for each. */
    private static final int MAX_CONTROLLERS = 8;

    private final Did id;
    private final ObjectNode json;
    private final boolean published;
    private final Map<DidUrl, ListedMethod> listed = new LinkedHashMap<>();
    private volatile @Nullable Map<DidUrl, VerificationMethod> methods;
    private final Set<DidUrl> methodIds = new LinkedHashSet<>();
    private final Map<Relationship, Set<DidUrl>> relationships = new EnumMap<>(Relationship.class);
    private final Set<DidUrl> serviceIds = new LinkedHashSet<>();
    private final Set<Did> controllers = new LinkedHashSet<>();

    private DidDocument(Did id, ObjectNode json, boolean published) {
        this.id = id;
        this.json = json;
        this.published = published;
    }

    /**
     * @param expected the DID that was asked for
     * @throws MalformedInput if this is not a good document of that DID
     */
    public static DidDocument parse(Did expected, ObjectNode json) {
        DidDocument document = new DidDocument(expected, json.deepCopy(), false);
        document.read();
        return document;
    }

    /**
     * A document that others published, as it is met on the web. Ids may be relative; a method, relationship or service that
     * breaks a rule stands in {@link #json()} and counts for nothing. An id that is given twice spoils the whole document.
     *
     * @throws MalformedInput if this is no document of that DID
     */
    public static DidDocument published(Did expected, ObjectNode json) {
        DidDocument document = new DidDocument(expected, json.deepCopy(), true);
        document.read();
        return document;
    }

    private void read() {
        if (!text(json, "id").equals(id.toString())) {
            throw new MalformedInput("the document's id is not the DID");
        }
        readControllers();
        for (JsonNode method : list(json, "verificationMethod")) {
            read(method, this::method);
        }
        for (Relationship relationship : Relationship.values()) {
            relationships.put(relationship, relationship(relationship));
        }
        for (JsonNode service : list(json, "service")) {
            read(service, this::service);
        }
    }

    private void read(JsonNode part, Consumer<JsonNode> reader) {
        try {
            reader.accept(part);
        } catch (GivenTwice e) {
            throw e;
        } catch (MalformedInput e) {
            if (!published) {
                throw e;
            }
        }
    }

    private void service(JsonNode service) {
        DidUrl serviceId = own(text(service, "id"), "service");
        if (!serviceIds.add(serviceId) || methodIds.contains(serviceId)) {
            throw new GivenTwice("a service's id is given twice");
        }
        JsonNode type = service.path("type");
        if (!(type.isString() || type.isArray()) || !service.has("serviceEndpoint")) {
            throw new MalformedInput("a service has a type and a serviceEndpoint");
        }
    }

    private static final class GivenTwice extends MalformedInput {

        private static final long serialVersionUID = 1L;

        GivenTwice(String message) {
            super(message);
        }
    }

    private void readControllers() {
        JsonNode controller = json.path("controller");
        if (controller.isMissingNode()) {
            return;
        }
        if (!controller.isString() && (!controller.isArray() || controller.size() > MAX_CONTROLLERS)) {
            throw new MalformedInput("controller is a DID or up to " + MAX_CONTROLLERS + " DIDs");
        }
        for (JsonNode one : controller.isString() ? List.of(controller) : controller) {
            if (!one.isString() || !controllers.add(Did.parse(one.stringValue()))) {
                throw new MalformedInput("controller names DIDs, each once");
            }
        }
    }

    private Set<DidUrl> relationship(Relationship relationship) {
        Set<DidUrl> members = new LinkedHashSet<>();
        for (JsonNode entry : list(json, relationship.member())) {
            read(entry, one -> {
                DidUrl named = one.isString() ? own(one.stringValue(), relationship.member()) : method(one);
                if (!methodIds.contains(named)) {
                    throw new MalformedInput(
                            relationship.member() + " names a method that the document does not have");
                }
                if (!members.add(named)) {
                    throw new MalformedInput(relationship.member() + " names a method twice");
                }
            });
        }
        return members;
    }

    private DidUrl method(JsonNode node) {
        if (!(node instanceof ObjectNode method)) {
            throw new MalformedInput("a verification method is an object");
        }
        DidUrl methodId = own(text(method, "id"), "verification method");
        if (!methodIds.add(methodId)) {
            throw new GivenTwice("a verification method's id is given twice");
        }
        Did controller = Did.parse(text(method, "controller"));
        String type = text(method, "type");
        boolean multibase = method.has("publicKeyMultibase");
        boolean jwk = method.has("publicKeyJwk");
        if (multibase && jwk) {
            throw new MalformedInput("a verification method has one public key");
        }
        if (method.has("secretKeyMultibase") || method.has("secretKeyJwk") || method.path("publicKeyJwk").has("d")) {
            throw new MalformedInput("a verification method shows a secret key");
        }
        Optional<Instant> expires = time(method, "expires");
        Optional<Instant> revoked = time(method, "revoked");
        listed.put(methodId, new ListedMethod(controller, type, method, expires, revoked, Optional.empty()));
        return methodId;
    }

    /** A method whose key was not looked at yet: a point takes longer to check than all the rest. */
    private record ListedMethod(Did controller, String type, ObjectNode json, Optional<Instant> expires,
            Optional<Instant> revoked, Optional<Instant> removed) {

        Optional<VerificationMethod> usable(DidUrl methodId) {
            return key(type, json)
                    .map(key -> new VerificationMethod(methodId, controller, key, expires, revoked, removed));
        }

        ListedMethod told(Optional<Instant> revokedSince, Optional<Instant> removedAt) {
            return new ListedMethod(controller, type, json, expires, revokedSince, removedAt);
        }
    }

    private Map<DidUrl, VerificationMethod> usable() {
        Map<DidUrl, VerificationMethod> known = methods;
        if (known == null) {
            Map<DidUrl, VerificationMethod> fresh = new LinkedHashMap<>();
            listed.forEach((methodId, method) -> method.usable(methodId)
                    .ifPresent(usable -> fresh.put(methodId, usable)));
            known = Collections.unmodifiableMap(fresh);
            methods = known;
        }
        return known;
    }

    /** The key, if it is of a kind that signs here. */
    private static Optional<PublicKey> key(String type, ObjectNode method) {
        try {
            return switch (type) {
                case "Multikey" -> Optional.of(Multikey.decode(text(method, "publicKeyMultibase")));
                case "JsonWebKey", "JsonWebKey2020" -> Optional.of(Jwk.parse(method.path("publicKeyJwk")));
                default -> Optional.empty();
            };
        } catch (MalformedInput e) {
            return Optional.empty();
        }
    }

    private DidUrl own(String text, String what) {
        DidUrl url = DidUrl.parse(published && text.startsWith("#") ? id + text : text);
        if (!url.namesFragmentOnly() || !url.did().equals(id)) {
            throw new MalformedInput("the id of a " + what + " is a fragment of the document's own DID");
        }
        return url;
    }

    private static String text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw new MalformedInput("the member " + member + " is a non-empty string");
        }
        return value.stringValue();
    }

    private static Iterable<JsonNode> list(ObjectNode node, String member) {
        JsonNode value = node.path(member);
        if (value.isMissingNode()) {
            return List.of();
        }
        if (!value.isArray() || value.size() > MAX_ENTRIES) {
            throw new MalformedInput("the member " + member + " is a list of at most " + MAX_ENTRIES);
        }
        return value;
    }

    private static Optional<Instant> time(ObjectNode node, String member) {
        JsonNode value = node.path(member);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text(node, member)).toInstant());
        } catch (DateTimeParseException e) {
            throw new MalformedInput("the member " + member + " is a date and time with its offset", e);
        }
    }

    /**
     * The same document, of whose method later versions tell more: what it says stays as it was logged, but {@link #method}
     * tells.
     */
    public DidDocument withLater(DidUrl methodId, Optional<Instant> revoked, Optional<Instant> removed) {
        DidDocument copy = new DidDocument(id, json, published);
        copy.listed.putAll(listed);
        copy.methodIds.addAll(methodIds);
        copy.relationships.putAll(relationships);
        copy.serviceIds.addAll(serviceIds);
        copy.controllers.addAll(controllers);
        copy.listed.computeIfPresent(methodId, (any, method) -> method.told(revoked, removed));
        return copy;
    }

    public Did id() {
        return id;
    }

    /**
     * Who may change the document, in its order. A document that names nobody is its subject's: Controlled Identifiers 1.0
     * §2.1.2.
     */
    public Set<Did> controllers() {
        return controllers.isEmpty() ? Set.of(id) : Collections.unmodifiableSet(controllers);
    }

    /** A copy. */
    public ObjectNode json() {
        return json.deepCopy();
    }

    /** The RFC 8785 form. */
    public Bytes canonical() {
        return Bytes.of(Jcs.canonicalize(json));
    }

    /** The methods that can verify signatures here, in the document's order. */
    public List<VerificationMethod> verificationMethods() {
        return List.copyOf(usable().values());
    }

    public Optional<VerificationMethod> method(DidUrl methodId) {
        return Optional.ofNullable(usable().get(methodId));
    }

    /** Since when the method's key is in wrong hands; told without a look at the key. */
    public Optional<Instant> revoked(DidUrl methodId) {
        return Optional.ofNullable(listed.get(methodId)).flatMap(ListedMethod::revoked);
    }

    /** Whether the document lists the method under the relationship. */
    public boolean allows(DidUrl methodId, Relationship relationship) {
        return members(relationship).contains(methodId);
    }

    /** The methods under a relationship that can verify signatures here, in the document's order. */
    public List<VerificationMethod> methods(Relationship relationship) {
        List<VerificationMethod> found = new ArrayList<>();
        for (DidUrl methodId : members(relationship)) {
            method(methodId).ifPresent(found::add);
        }
        return found;
    }

    private Set<DidUrl> members(Relationship relationship) {
        return relationships.getOrDefault(relationship, Set.of());
    }

    /** The ids of all methods, also of those that cannot verify signatures here. */
    public Set<DidUrl> methodIds() {
        return Set.copyOf(methodIds);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DidDocument document && json.equals(document.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
