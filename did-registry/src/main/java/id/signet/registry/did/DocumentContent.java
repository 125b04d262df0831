package id.signet.registry.did;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.multiformats.Multikey;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
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

/** What a DID document says, read strictly once: {@link DidDocument} says how. */
final class DocumentContent {

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

    private DocumentContent(Did id, ObjectNode json, boolean published) {
        this.id = id;
        this.json = json;
        this.published = published;
    }

    /**
     * @param published whether a part that breaks a rule counts for nothing, instead of spoiling the whole document
     * @throws MalformedInput if this is no document of that DID
     */
    static DocumentContent read(Did expected, ObjectNode json, boolean published) {
        DocumentContent content = new DocumentContent(expected, json.deepCopy(), published);
        content.read();
        return content;
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

    /** The methods that can verify signatures here, in the document's order. */
    Map<DidUrl, VerificationMethod> usable() {
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

    DocumentContent withLater(DidUrl methodId, Optional<Instant> revoked, Optional<Instant> removed) {
        DocumentContent copy = new DocumentContent(id, json, published);
        copy.listed.putAll(listed);
        copy.methodIds.addAll(methodIds);
        copy.relationships.putAll(relationships);
        copy.serviceIds.addAll(serviceIds);
        copy.controllers.addAll(controllers);
        copy.listed.computeIfPresent(methodId, (any, method) -> method.told(revoked, removed));
        return copy;
    }

    Set<Did> controllers() {
        return controllers.isEmpty() ? Set.of(id) : Collections.unmodifiableSet(controllers);
    }

    ObjectNode json() {
        return json;
    }

    Optional<Instant> revoked(DidUrl methodId) {
        return Optional.ofNullable(listed.get(methodId)).flatMap(ListedMethod::revoked);
    }

    Set<DidUrl> members(Relationship relationship) {
        return relationships.getOrDefault(relationship, Set.of());
    }

    Set<DidUrl> methodIds() {
        return methodIds;
    }
}
