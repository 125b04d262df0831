package id.signet.credential.format.weidentity;

import id.signet.crypto.json.StrictJson;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which leaves of a claim are shown: {@code {"fieldsToBeDisclosed": ..}} with 1 to show a leaf, 0 to hide it, and 2 where it is
 * enough that there is one. A leaf that is not named is hidden. A list of objects has one object for all of them.
 *
 * @param fields in the claim's shape
 */
public record ClaimPolicy(ObjectNode fields) {

    private static final int LONGEST = 64 * 1024;

    /**
     * @param json with the fields as an object, or as the text of one
     * @throws MalformedInput if it is none
     */
    public static ClaimPolicy parse(JsonNode json) {
        JsonNode fields = json.path("fieldsToBeDisclosed");
        if (fields.isString() && fields.stringValue().length() <= LONGEST) {
            fields = StrictJson.parseObject(fields.stringValue());
        }
        if (!(json instanceof ObjectNode whole) || whole.size() != 1 || !(fields instanceof ObjectNode object)) {
            throw new MalformedInput("A claim policy has the member fieldsToBeDisclosed alone, an object.");
        }
        return new ClaimPolicy(object);
    }

    public ObjectNode json() {
        ObjectNode json = Json.object();
        json.set("fieldsToBeDisclosed", fields);
        return json;
    }

    /** What a policy says of a leaf. */
    enum Wish {
        HIDE,
        SHOW,
        EXISTS;

        /** @throws DisclosureRefused if it says nothing that is known here */
        static Wish of(JsonNode value) {
            if (value.isMissingNode()) {
                return HIDE;
            }
            if (value.isObject()) {
                throw new DisclosureRefused(DisclosureFault.PREDICATE,
                        "A policy asks for a leaf's comparison with a number, which is not done here.");
            }
            return switch (value.isIntegralNumber() ? value.asString() : "") {
                case "0" -> HIDE;
                case "1" -> SHOW;
                case "2" -> EXISTS;
                default -> throw new DisclosureRefused(DisclosureFault.POLICY_VALUE,
                        "A policy says 0, 1 or 2 of a leaf.");
            };
        }
    }

    /** The policy for each member of an object in the claim. */
    static ObjectNode inner(JsonNode fields) {
        if (fields.isMissingNode()) {
            return Json.object();
        }
        if (fields instanceof ObjectNode object) {
            return object;
        }
        throw shape();
    }

    /** The one policy for all objects of a list in the claim. */
    static ObjectNode each(JsonNode fields) {
        if (fields instanceof ArrayNode list && list.size() <= 1) {
            return list.isEmpty() ? Json.object() : inner(list.get(0));
        }
        if (fields.isMissingNode()) {
            return Json.object();
        }
        throw shape();
    }

    static DisclosureRefused shape() {
        return new DisclosureRefused(DisclosureFault.POLICY_SHAPE, "The policy does not have the shape of the claim.");
    }
}
