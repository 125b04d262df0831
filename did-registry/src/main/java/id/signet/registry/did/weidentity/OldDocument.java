package id.signet.registry.did.weidentity;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.JsonPointer;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.PersonalData;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.Service;
import id.signet.registry.did.Services;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.did.log.DidState;
import id.signet.registry.did.log.DocumentDraft;
import id.signet.registry.did.log.ImportBody;
import id.signet.registry.did.log.ImportSource;
import id.signet.registry.did.log.ImportSource.Shape;
import id.signet.registry.did.weidentity.ImportReport.Kept;
import id.signet.registry.did.weidentity.ImportReport.LeftOut;
import id.signet.registry.did.weidentity.ImportReport.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A document as WeIdentity exported it (SDK 1.x {@code getWeIdDocumentJson}, 3.x {@code WeIdServiceImpl}), also inside the
 * resolution object of 1.8.6 and later or the REST service's answer, and what it says as a W3C document of this log
 * (docs/adr/0025-imported-weidentity-documents.md). Needs neither network nor log.
 */
public final class OldDocument {

    /** No import can be larger than an entry. */
    private static final StrictJson.Limits LIMITS = StrictJson.Limits.DEFAULT.withBytes(1 << 18);
    private static final Set<String> MEMBERS = Set.of("@context", "id", "publicKey", "authentication", "service");
    private static final int MAX_KEYS = 128;

    private final Bytes exported;
    private final ObjectNode envelope;
    private final ObjectNode json;
    private final Did did;
    private final Shape shape;

    private OldDocument(Bytes exported, ObjectNode envelope, ObjectNode json) {
        this.exported = exported;
        this.envelope = envelope;
        this.json = json;
        this.did = Did.parse(json.path("id").asString(""));
        this.shape = json.has("publicKey") ? Shape.V1 : Shape.V3;
    }

    /**
     * @param exported the exact bytes
     * @throws MalformedInput if this is no document of WeIdentity, or one that is deactivated
     */
    public static OldDocument parse(Bytes exported) {
        ObjectNode outer = StrictJson.parseObject(exported.toArray(), LIMITS);
        ObjectNode answer = outer.path("respBody") instanceof ObjectNode body ? body : outer;
        if (answer.path("weIdDocumentMetadata").path("deactivated").asBoolean(false)) {
            throw new MalformedInput("the old document is deactivated, which was final there too");
        }
        JsonNode inner = answer.path("weIdDocumentJson");
        ObjectNode document = inner.isString() ? StrictJson.parseObject(inner.stringValue(), LIMITS) : answer;
        OldDocument old = new OldDocument(exported, outer, document);
        if (!document.has("publicKey") && !document.has("authentication")) {
            throw new MalformedInput("a document of WeIdentity has publicKey (1.x) or authentication (3.x)");
        }
        return old;
    }

    /**
     * What WeIdentity would have written for a key that was all it was given: the same key makes the same bytes.
     *
     * @param key secp256k1 or SM2
     */
    public static OldDocument ofKey(PublicKey key) {
        String did = "did:weid:" + WeidIdentifier.of("any", key).address();
        String type = key.type() == KeyType.SM2 ? "SM2" : "Secp256k1";
        ObjectNode document = Json.object();
        document.put("id", did);
        document.putArray("publicKey")
                .addObject()
                .put("id", did + "#keys-0")
                .put("type", type)
                .put("owner", did)
                .put("publicKey", OldKey.decimal(key).orElseThrow());
        document.putArray("authentication").addObject().put("type", type).put("publicKey", did + "#keys-0");
        return parse(Bytes.utf8(document.toString()));
    }

    /**
     * The W3C document that stands for this one.
     *
     * @param network of this log
     * @param block at which the chain was read, if the export tells
     * @param time of that block or of the export, if it tells
     * @throws MalformedInput if no key that is left gives the address, or a value has no good form
     */
    public Translation translate(String network, Optional<String> block, Optional<Instant> time) {
        ImportSource source = new ImportSource(did, shape, Optional.of(Bytes.of(Hashes.sha256(exported.toArray()))),
                block, time.map(at -> at.truncatedTo(ChronoUnit.SECONDS)));
        return new Reading(source, new WeidIdentifier(network, source.address())).translate();
    }

    /** A key on its way. */
    private static final class Entering {

        private final String part;
        private final Optional<String> oldName;
        private final PublicKey key;
        private final Set<Relationship> relationships = EnumSet.of(Relationship.ASSERTION_METHOD);

        private Entering(String part, Optional<String> oldName, PublicKey key) {
            this.part = part;
            this.oldName = oldName;
            this.key = key;
        }
    }

    private final class Reading {

        private final ImportSource source;
        private final WeidIdentifier identifier;
        private final List<LeftOut> leftOut = new ArrayList<>();
        private final Map<PublicKey, Entering> keys = new LinkedHashMap<>();
        /** By what an old document calls them; of a name that is given twice, the first. */
        private final Map<String, Optional<PublicKey>> named = new LinkedHashMap<>();
        private final Set<PublicKey> revoked = new HashSet<>();
        private boolean personal;

        private Reading(ImportSource source, WeidIdentifier identifier) {
            this.source = source;
            this.identifier = identifier;
        }

        private Translation translate() {
            ArrayNode publicKeys = list("publicKey");
            ArrayNode authentication = list("authentication");
            for (int i = 0; i < publicKeys.size(); i++) {
                key("/publicKey/" + i, publicKeys.get(i), false);
            }
            for (int i = 0; i < authentication.size(); i++) {
                authentication("/authentication/" + i, authentication.get(i));
            }
            for (PublicKey key : revoked) {
                Optional.ofNullable(keys.remove(key))
                        .ifPresent(
                                gone -> leave(gone.part, Reason.REVOKED, "another entry of the same key is revoked"));
            }
            PublicKey updateKey = updateKey();
            DocumentDraft draft = DocumentDraft.of(identifier.did());
            List<Kept> kept = methods(draft, updateKey);
            draft.services(services(kept));
            look(without(envelope, "weIdDocumentJson", "respBody", "publicKey", "authentication", "service"));
            for (String member : json.propertyNames()) {
                if (!MEMBERS.contains(member)) {
                    leave(JsonPointer.below("", member), Reason.NOT_CARRIED,
                            "documents in this log have no such member");
                }
            }
            ImportSource told = personal
                    ? new ImportSource(source.did(), source.shape(), Optional.empty(), source.block(), source.time())
                    : source;
            return new Translation(
                    new ImportBody(identifier.did(), new DidState(draft.document(), List.of(updateKey)), told),
                    new ImportReport(kept, leftOut));
        }

        private ArrayNode list(String member) {
            JsonNode value = json.path(member);
            if (value.isMissingNode() || value.isNull()) {
                return Json.array();
            }
            if (!(value instanceof ArrayNode array) || array.size() > MAX_KEYS) {
                throw new MalformedInput("the member " + member + " is a list of at most " + MAX_KEYS);
            }
            return array;
        }

        private void leave(String part, Reason reason, String detail) {
            leftOut.add(new LeftOut(part, reason, detail));
        }

        /** What is left out must not be guessed from the hash of the whole. */
        private void look(String text) {
            personal |= PersonalData.in(withoutDid(text)).isPresent();
        }

        private String withoutDid(String text) {
            return text.replace(did.toString(), "").replace(source.address(), "");
        }

        // ---- keys ----

        private void authentication(String part, JsonNode node) {
            Optional<String> reference = text(node, "publicKey").filter(text -> text.contains("#"));
            if (reference.isEmpty()) {
                key(part, node, true);
                return;
            }
            look(without(node, "publicKey"));
            Optional<PublicKey> key = named.getOrDefault(name(reference.get()), Optional.empty());
            if (isRevoked(node)) {
                key.ifPresent(revoked::add);
                leave(part, Reason.REVOKED, "the entry is revoked");
            } else if (key.isEmpty() || !keys.containsKey(key.get())) {
                leave(part, Reason.NO_SUCH_KEY, "the entry names a key that is not there or did not enter");
            } else {
                authenticates(key.get());
            }
        }

        private void key(String part, JsonNode node, boolean authenticates) {
            look(without(node, "publicKey", "publicKeyMultibase"));
            if (!node.isObject()) {
                leave(part, Reason.NOT_AN_OBJECT, "the entry is no object");
                return;
            }
            String type = text(node, "type").orElse("");
            if (!OldKey.knows(type)) {
                leave(part, Reason.UNKNOWN_TYPE, "keys of this type do not enter");
                return;
            }
            Optional<String> owner = text(node, "owner").or(() -> text(node, "controller"));
            if (owner.filter(one -> !one.equals(did.toString())).isPresent()) {
                leave(part, Reason.OTHER_CONTROLLER, "the key is another's");
                return;
            }
            PublicKey key;
            try {
                key = text(node, "publicKeyMultibase").map(text -> OldKey.decodeMultibase(type, text))
                        .or(() -> text(node, "publicKey").map(text -> OldKey.decode(type, text)))
                        .orElseThrow(() -> new MalformedInput("the entry has no key"));
            } catch (MalformedInput e) {
                look(node.toString());
                leave(part, Reason.BAD_KEY, String.valueOf(e.getMessage()));
                return;
            }
            Optional<String> name = text(node, "id").map(this::name);
            boolean nameTaken = name.filter(named::containsKey).isPresent();
            if (isRevoked(node)) {
                revoked.add(key);
                name.ifPresent(one -> named.putIfAbsent(one, Optional.of(key)));
                leave(part, Reason.REVOKED, "the key is revoked");
            } else if (keys.containsKey(key) && authenticates) {
                authenticates(key);
            } else if (keys.containsKey(key) || nameTaken) {
                leave(part, Reason.DUPLICATE, "the key, or its id, is given twice");
            } else {
                name.ifPresent(one -> named.put(one, Optional.of(key)));
                Entering entering = new Entering(part, name, key);
                if (authenticates) {
                    entering.relationships.add(Relationship.AUTHENTICATION);
                }
                keys.put(key, entering);
            }
        }

        private void authenticates(PublicKey key) {
            Optional.ofNullable(keys.get(key)).ifPresent(one -> one.relationships.add(Relationship.AUTHENTICATION));
        }

        /** What stands behind the number sign. */
        private String name(String id) {
            String name = id.substring(id.indexOf('#') + 1);
            look(name);
            return name;
        }

        private PublicKey updateKey() {
            if (revoked.stream().anyMatch(this::givesTheAddress)) {
                throw new MalformedInput("the key that gives the address is revoked: nobody could go on with the DID");
            }
            Entering found = keys.values()
                    .stream()
                    .filter(entering -> givesTheAddress(entering.key))
                    .findFirst()
                    .orElseThrow(() -> new MalformedInput(
                            "none of the keys gives the address: the old document is not of the one whose address it is"));
            found.relationships.add(Relationship.CAPABILITY_INVOCATION);
            return found.key;
        }

        private boolean givesTheAddress(PublicKey key) {
            return WeidIdentifier.of(identifier.network(), key).equals(identifier);
        }

        /** In the old order; a name is kept if it is one that WeIdentity gives. */
        private List<Kept> methods(DocumentDraft draft, PublicKey updateKey) {
            List<Kept> kept = new ArrayList<>();
            long number = 1;
            for (Entering entering : keys.values()) {
                Optional<String> name = entering.oldName
                        .filter(old -> ImportRules.OLD_FRAGMENT.matcher(old).matches());
                String fragment = name.isPresent()
                        ? name.get()
                        : entering.key.equals(updateKey)
                                ? DocumentDraft.UPDATE_PREFIX + 1
                                : DocumentDraft.KEY_PREFIX + number++;
                DidUrl id = draft.add(fragment, entering.key,
                        entering.relationships.toArray(Relationship[]::new));
                kept.add(new Kept(entering.part, id, entering.relationships));
            }
            return kept;
        }

        // ---- services ----

        private List<Service> services(List<Kept> kept) {
            Set<DidUrl> taken = new HashSet<>();
            kept.forEach(one -> taken.add(one.as()));
            List<Service> services = new ArrayList<>();
            ArrayNode old = list("service");
            for (int i = 0; i < old.size(); i++) {
                String part = "/service/" + i;
                boolean person = PersonalData.in(withoutDid(old.get(i).toString())).isPresent();
                personal |= person;
                try {
                    Service service = service(old.get(i), i + 1);
                    if (!taken.add(service.id())) {
                        leave(part, Reason.DUPLICATE, "the id is given twice");
                    } else if (services.size() == Services.MAX_SERVICES) {
                        leave(part, Reason.SERVICE_REFUSED, "there are at most " + Services.MAX_SERVICES);
                    } else {
                        services.add(service);
                    }
                } catch (MalformedInput e) {
                    leave(part, person ? Reason.PERSONAL_DATA : Reason.SERVICE_REFUSED,
                            String.valueOf(e.getMessage()));
                }
            }
            return services;
        }

        /** 1.x gives services no ids. */
        private Service service(JsonNode node, int number) {
            JsonNode copy = node.deepCopy();
            if (copy instanceof ObjectNode service) {
                String id = text(service, "id").orElse("#service-" + number);
                service.put("id", id.startsWith(did + "#") ? id.substring(did.toString().length()) : id);
            }
            ArrayNode one = Json.array();
            one.add(copy);
            return Services.parse(identifier.did(), one).getFirst();
        }
    }

    /** The JSON without these members. */
    private static String without(JsonNode node, String... members) {
        JsonNode copy = node.deepCopy();
        if (copy instanceof ObjectNode object) {
            object.remove(List.of(members));
        }
        return copy.toString();
    }

    private static Optional<String> text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isString() && !value.stringValue().isEmpty()
                ? Optional.of(value.stringValue())
                : Optional.empty();
    }

    /** Published answers have true and false also as texts. */
    private static boolean isRevoked(JsonNode node) {
        JsonNode value = node.path("revoked");
        return value.isBoolean() ? value.booleanValue() : value.asString("").equalsIgnoreCase("true");
    }
}
