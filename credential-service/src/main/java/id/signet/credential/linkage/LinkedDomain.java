package id.signet.credential.linkage;

import id.signet.crypto.json.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An origin that a DID document names under {@code LinkedDomains}.
 *
 * @param origin as the document writes it
 */
public record LinkedDomain(String origin, Linkage linkage) {

    /** {@code [{origin, result, code?, message?, retrieved?, validUntil?}]} */
    public static ArrayNode toJson(List<LinkedDomain> domains) {
        ArrayNode array = Json.array();
        domains.forEach(domain -> domain.write(array.addObject()));
        return array;
    }

    private void write(ObjectNode json) {
        json.put("origin", origin);
        switch (linkage) {
            case Linkage.Linked linked -> {
                json.put("result", "linked");
                json.put("retrieved", linked.retrieved().toString());
                json.put("validUntil", linked.until().toString());
            }
            case Linkage.NotLinked not -> {
                json.put("result", "not-linked");
                json.put("code", not.code());
                json.put("message", not.message());
                not.retrieved().ifPresent(at -> json.put("retrieved", at.toString()));
            }
            case Linkage.Unknown unknown -> {
                json.put("result", "unknown");
                json.put("code", unknown.code());
                json.put("message", unknown.message());
            }
        }
    }
}
