package id.signet.credential.format.weidentity;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The leaves of a claim and their salts. A leaf is a plain value or a list without objects; objects, and lists of objects,
 * descend. What was signed has for each leaf the hash of its text and its salt, without a separator and without its name. A
 * leaf that the holder hides is that hash already, and its salt is {@value #HIDDEN}.
 */
final class ClaimLeaves {

    /** The salt of a leaf that is hidden. */
    static final String HIDDEN = "0";

    private final UnaryOperator<byte[]> hash;
    private boolean hidden;

    private ClaimLeaves(UnaryOperator<byte[]> hash) {
        this.hash = hash;
    }

    /**
     * @param claim with leaves in clear or hidden
     * @param anyHidden whether at least one is hidden
     */
    record Digested(ObjectNode claim, boolean anyHidden) {}

    /**
     * The claim as it was signed.
     *
     * @throws MalformedCredential if the salts do not have the claim's shape
     */
    static Digested digest(ObjectNode claim, ObjectNode salts, UnaryOperator<byte[]> hash) {
        ClaimLeaves leaves = new ClaimLeaves(hash);
        return new Digested(leaves.object(claim, salts), leaves.hidden);
    }

    private ObjectNode object(ObjectNode claim, JsonNode salts) {
        if (!(salts instanceof ObjectNode named) || named.size() != claim.size()) {
            throw mismatch();
        }
        ObjectNode digested = Json.object();
        for (String name : new TreeSet<>(claim.propertyNames())) {
            JsonNode salt = named.get(name);
            if (salt == null) {
                throw mismatch();
            }
            digested.set(name, value(claim.get(name), salt));
        }
        return digested;
    }

    private JsonNode value(JsonNode value, JsonNode salt) {
        if (value instanceof ObjectNode object) {
            return object(object, salt);
        }
        if (value instanceof ArrayNode list && list.valueStream().anyMatch(JsonNode::isObject)) {
            if (!(salt instanceof ArrayNode salts) || salts.size() != list.size()) {
                throw mismatch();
            }
            ArrayNode digested = Json.array();
            for (int i = 0; i < list.size(); i++) {
                digested.add(value(list.get(i), salts.get(i)));
            }
            return digested;
        }
        if (!salt.isString()) {
            throw mismatch();
        }
        if (salt.stringValue().equals(HIDDEN)) {
            if (!value.isString()) {
                throw new MalformedCredential(Problem.MALFORMED_VALUE, "hidden-leaf-malformed",
                        "A hidden leaf of a claim is a hash.");
            }
            hidden = true;
            return value;
        }
        byte[] digest = hash.apply(Bytes.utf8(text(value) + salt.stringValue()).toArray());
        return JsonNodeFactory.instance.stringNode("0x" + Bytes.of(digest).hex());
    }

    /** As Java's {@code String.valueOf} prints the value that its JSON library read. */
    private static String text(JsonNode value) {
        if (value instanceof ArrayNode list) {
            return list.valueStream().map(ClaimLeaves::text).toList().toString();
        }
        if (value.isString()) {
            return value.stringValue();
        }
        return value.isNumber() && !value.isIntegralNumber()
                ? Double.toString(value.doubleValue())
                : value.asString();
    }

    private static MalformedCredential mismatch() {
        return new MalformedCredential(Problem.MALFORMED_VALUE, "salt-mismatch",
                "The salts do not have the shape of the claim.");
    }
}
