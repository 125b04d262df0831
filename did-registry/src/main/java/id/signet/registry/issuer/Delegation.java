package id.signet.registry.issuer;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.registry.did.Did;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The leave to accredit for a type in a period (docs/adr/0035-delegated-authorities.md).
 *
 * @param depth how many levels of authorities may stand below, 0 to {@value #MAX_DEPTH}; 0: it accredits issuers alone
 */
public record Delegation(Accreditation scope, int depth) implements Right {

    public static final int MAX_DEPTH = 4;

    static final int MAX_PER_AUTHORITY = 200;

    public Delegation {
        if (depth < 0 || depth > MAX_DEPTH) {
            throw new MalformedInput("depth is a whole number from 0 to " + MAX_DEPTH);
        }
    }

    @Override
    public int neededDepth() {
        return depth + 1;
    }

    /** The same, granted under the word of a superior. */
    Delegation under(Did superior) {
        return new Delegation(scope.under(superior), depth);
    }

    static ArrayNode toJson(List<Delegation> delegations) {
        ArrayNode json = Json.array();
        delegations.forEach(one -> json.add(one.scope().toJson().put("depth", one.depth())));
        return json;
    }

    /** @throws MalformedInput unless it is a list of delegations, each type once */
    static List<Delegation> parseAll(JsonNode json) {
        if (!json.isArray() || json.size() > MAX_PER_AUTHORITY) {
            throw new MalformedInput("delegations is a list of at most " + MAX_PER_AUTHORITY);
        }
        List<Delegation> all = new ArrayList<>();
        Set<String> types = new HashSet<>();
        for (JsonNode node : json) {
            if (!(node instanceof ObjectNode object) || !node.path("depth").isInt()) {
                throw new MalformedInput("a delegation has a credentialType and a depth");
            }
            ObjectNode scope = object.deepCopy();
            scope.remove("depth");
            Delegation parsed = new Delegation(Accreditation.parse(scope), node.get("depth").intValue());
            if (!types.add(parsed.scope().credentialType())) {
                throw new MalformedInput("a credentialType is given twice");
            }
            all.add(parsed);
        }
        return all;
    }
}
