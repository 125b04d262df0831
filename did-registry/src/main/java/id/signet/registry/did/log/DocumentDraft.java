package id.signet.registry.did.log;

import id.signet.crypto.json.Json;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.Service;
import id.signet.registry.did.Services;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The next document of a DID in the making. */
public final class DocumentDraft {

    public static final String KEY_PREFIX = "key-";
    public static final String UPDATE_PREFIX = "update-";

    private final Did did;
    private final ObjectNode json;

    private DocumentDraft(Did did, ObjectNode json) {
        this.did = did;
        this.json = json;
    }

    public static DocumentDraft of(Did did) {
        ObjectNode json = Json.object();
        json.set("@context", Json.array(DocumentRules.CONTEXTS));
        json.put("id", did.toString());
        return new DocumentDraft(did, json);
    }

    public static DocumentDraft from(DidDocument document) {
        return new DocumentDraft(document.id(), document.json());
    }

    /** @param number never given before with this prefix */
    public DidUrl add(String prefix, long number, PublicKey key, Relationship... relationships) {
        return add(prefix + number, key, relationships);
    }

    /** @param fragment never given before */
    public DidUrl add(String fragment, PublicKey key, Relationship... relationships) {
        DidUrl id = did.withFragment(fragment);
        ObjectNode method = json.withArray("verificationMethod").addObject();
        method.put("id", id.toString());
        method.put("type", "Multikey");
        method.put("controller", did.toString());
        method.put("publicKeyMultibase", Multikey.encode(key));
        for (Relationship relationship : relationships) {
            json.withArray(relationship.member()).add(id.toString());
        }
        return id;
    }

    /** The method stays listed, so that what it signed before can be checked, but says until when it was good. */
    public void retire(DidUrl method, Instant end) {
        for (JsonNode node : json.path("verificationMethod")) {
            if (is(node.path("id"), method) && node instanceof ObjectNode object) {
                object.put("expires", end.truncatedTo(ChronoUnit.SECONDS).toString());
            }
        }
        drop(Relationship.AUTHENTICATION, method);
        drop(Relationship.KEY_AGREEMENT, method);
    }

    /**
     * The method stays listed and says since when its key is in wrong hands; it is good for nothing from now on.
     *
     * @param since in milliseconds, as the log counts
     */
    public void compromise(DidUrl method, Instant since) {
        for (JsonNode node : json.path("verificationMethod")) {
            if (is(node.path("id"), method) && node instanceof ObjectNode object) {
                object.put("revoked", since.toString());
            }
        }
        for (Relationship relationship : Relationship.values()) {
            drop(relationship, method);
        }
    }

    public void remove(DidUrl method) {
        if (json.get("verificationMethod") instanceof ArrayNode methods) {
            methods.removeIf(node -> is(node.path("id"), method));
        }
        for (Relationship relationship : Relationship.values()) {
            drop(relationship, method);
        }
    }

    /** The method keeps what else it is for. */
    public void drop(Relationship relationship, DidUrl method) {
        if (json.get(relationship.member()) instanceof ArrayNode members) {
            members.removeIf(node -> is(node, method));
            if (members.isEmpty()) {
                json.remove(relationship.member());
            }
        }
    }

    public void services(Collection<Service> services) {
        if (services.isEmpty()) {
            json.remove("service");
        } else {
            json.set("service", Services.toJson(List.copyOf(services)));
        }
    }

    public void alsoKnownAs(Did other) {
        json.set("alsoKnownAs", Json.array(List.of(other.toString())));
    }

    /** @param controllers all of them; none: the DID controls itself, and the document names nobody */
    public void controllers(Collection<Did> controllers) {
        List<String> named = controllers.stream().map(Did::toString).toList();
        switch (named.size()) {
            case 0 -> json.remove("controller");
            case 1 -> json.put("controller", named.getFirst());
            default -> json.set("controller", Json.array(named));
        }
    }

    public DidDocument document() {
        return DidDocument.parse(did, json);
    }

    private static boolean is(JsonNode node, DidUrl id) {
        return node.asString("").equals(id.toString());
    }
}
