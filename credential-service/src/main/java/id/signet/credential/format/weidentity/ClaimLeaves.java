package id.signet.credential.format.weidentity;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

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
    private Optional<SaltForm> form = Optional.empty();

    private ClaimLeaves(UnaryOperator<byte[]> hash) {
        this.hash = hash;
    }

    /**
     * @param claim with a hash in place of each leaf
     * @param anyHidden whether at least one is hidden
     * @param salts the form of all; none where every leaf is hidden
     */
    record Digested(ObjectNode claim, boolean anyHidden, Optional<SaltForm> salts) {}

    /**
     * The claim as it was signed.
     *
     * @throws MalformedCredential if the salts do not have the claim's shape, or not all of them one form
     */
    static Digested digest(ObjectNode claim, ObjectNode salts, UnaryOperator<byte[]> hash) {
        ClaimLeaves leaves = new ClaimLeaves(hash);
        return new Digested(leaves.object(claim, salts), leaves.hidden, leaves.form);
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
        if (descends(value)) {
            if (!(salt instanceof ArrayNode salts) || salts.size() != value.size()) {
                throw mismatch();
            }
            ArrayNode digested = Json.array();
            for (int i = 0; i < value.size(); i++) {
                digested.add(object(member((ArrayNode) value, i), salts.get(i)));
            }
            return digested;
        }
        if (!salt.isString()) {
            throw mismatch();
        }
        if (salt.stringValue().equals(HIDDEN)) {
            if (!value.isString() || !value.stringValue().matches("0x[0-9a-f]{64}")) {
                throw new MalformedCredential(Problem.MALFORMED_VALUE, "hidden-leaf-malformed",
                        "A hidden leaf of a claim is a hash.");
            }
            hidden = true;
            return value;
        }
        requireForm(salt.stringValue());
        return leaf(value, salt.stringValue(), hash);
    }

    private void requireForm(String salt) {
        Optional<SaltForm> itsForm = SaltForm.of(salt);
        if (itsForm.isEmpty() || form.filter(others -> others != itsForm.get()).isPresent()) {
            throw new MalformedCredential(Problem.MALFORMED_VALUE, "salt-mismatch",
                    "The salts of a claim are all of 5 letters and digits, or all of 16 bytes in base64url.");
        }
        form = itsForm;
    }

    /** The hash that stands for a leaf in what is signed. */
    static StringNode leaf(JsonNode value, String salt, UnaryOperator<byte[]> hash) {
        byte[] digest = hash.apply(Bytes.utf8(PojoText.valueOf(value) + salt).toArray());
        return JsonNodeFactory.instance.stringNode("0x" + Bytes.of(digest).hex());
    }

    /**
     * A salt for each leaf, in the claim's shape.
     *
     * @throws MalformedCredential if a list has objects and other things, which has no one shape
     */
    static ObjectNode salts(ObjectNode claim, Supplier<String> fresh) {
        ObjectNode salts = Json.object();
        claim.properties().forEach(member -> {
            JsonNode value = member.getValue();
            if (value instanceof ObjectNode object) {
                salts.set(member.getKey(), salts(object, fresh));
            } else if (descends(value)) {
                ArrayNode list = salts.putArray(member.getKey());
                for (int i = 0; i < value.size(); i++) {
                    list.add(salts(member((ArrayNode) value, i), fresh));
                }
            } else {
                salts.put(member.getKey(), fresh.get());
            }
        });
        return salts;
    }

    /** The claim without what is hidden. */
    static ObjectNode disclosed(ObjectNode claim, ObjectNode salts) {
        ObjectNode disclosed = Json.object();
        claim.properties().forEach(member -> {
            JsonNode salt = salts.get(member.getKey());
            JsonNode value = member.getValue();
            if (value instanceof ObjectNode object) {
                disclosed.set(member.getKey(), disclosed(object, (ObjectNode) salt));
            } else if (descends(value)) {
                ArrayNode list = disclosed.putArray(member.getKey());
                for (int i = 0; i < value.size(); i++) {
                    list.add(disclosed((ObjectNode) value.get(i), (ObjectNode) salt.get(i)));
                }
            } else if (!salt.asString("").equals(HIDDEN)) {
                disclosed.set(member.getKey(), value);
            }
        });
        return disclosed;
    }

    /** Whether a list is one of objects, whose leaves lie deeper. */
    static boolean descends(JsonNode value) {
        return value instanceof ArrayNode list && anyObject(list);
    }

    private static boolean anyObject(ArrayNode list) {
        return list.valueStream().anyMatch(item -> item.isObject() || descends(item));
    }

    private static ObjectNode member(ArrayNode list, int index) {
        if (list.get(index) instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedCredential(Problem.MALFORMED_VALUE, "claim-list-mixed",
                "A list in a claim has objects alone, or none.");
    }

    private static MalformedCredential mismatch() {
        return new MalformedCredential(Problem.MALFORMED_VALUE, "salt-mismatch",
                "The salts do not have the shape of the claim.");
    }
}
