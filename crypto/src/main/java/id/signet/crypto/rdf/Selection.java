package id.signet.crypto.rdf;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.json.Json;
import id.signet.crypto.json.JsonPointer;

/**
 * The parts of a document that some pointers name, with what stands above them: "selectJsonLd" of W3C Data Integrity
 * ECDSA Cryptosuites 1.0. Of each object on the way {@code id} and {@code type} are kept, of the
 * document also {@code @context}, since they give the parts their subject and their meaning.
 */
final class Selection {

    private boolean whole;
    private final Map<String, Selection> below = new HashMap<>();

    private Selection() {}

    /** @throws PointerRefused if a pointer names nothing in the document */
    static ObjectNode of(ObjectNode document, Collection<JsonPointer> pointers) {
        Selection selection = new Selection();
        for (JsonPointer pointer : pointers) {
            if (pointer.in(document) == null) {
                throw new PointerRefused("the pointer " + pointer + " names nothing in the document");
            }
            selection.add(pointer);
        }
        ObjectNode selected = selection.from(document);
        JsonNode context = document.get("@context");
        if (context != null) {
            selected.set("@context", context.deepCopy());
        }
        return selected;
    }

    private void add(JsonPointer pointer) {
        Selection at = this;
        for (String token : pointer.tokens()) {
            at = at.below.computeIfAbsent(token, _ -> new Selection());
        }
        at.whole = true;
    }

    private JsonNode of(JsonNode value) {
        if (whole) {
            return value.deepCopy();
        }
        return switch (value) {
            case ObjectNode object -> from(object);
            case ArrayNode array -> from(array);
            default -> throw new IllegalStateException("a pointer goes through a value that has no parts");
        };
    }

    private ObjectNode from(ObjectNode object) {
        ObjectNode selected = Json.object();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String name = member.getKey();
            Selection part = below.get(name);
            if (name.equals("id") || name.equals("type")) {
                selected.set(name, member.getValue().deepCopy());
            } else if (part != null) {
                selected.set(name, part.of(member.getValue()));
            }
        }
        return selected;
    }

    private ArrayNode from(ArrayNode array) {
        ArrayNode selected = Json.array();
        for (int i = 0; i < array.size(); i++) {
            Selection part = below.get(Integer.toString(i));
            if (part != null) {
                selected.add(part.of(array.get(i)));
            }
        }
        return selected;
    }
}
