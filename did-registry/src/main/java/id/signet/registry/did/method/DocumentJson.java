package id.signet.registry.did.method;

import id.signet.crypto.json.Json;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.Relationship;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Documents that follow from the identifier alone. */
final class DocumentJson {

    static final String JWS_2020_CONTEXT = "https://w3id.org/security/suites/jws-2020/v1";

    private DocumentJson() {}

    static ObjectNode start(String did, String keyContext) {
        ObjectNode document = Json.object();
        document.set("@context", Json.array(List.of(DidDocument.CONTEXT, keyContext)));
        document.put("id", did);
        return document;
    }

    static ObjectNode multikey(String did, String multikey) {
        ObjectNode method = Json.object();
        method.put("id", did + "#" + multikey);
        method.put("type", "Multikey");
        method.put("controller", did);
        method.put("publicKeyMultibase", multikey);
        return method;
    }

    static void list(ObjectNode document, String methodId, Relationship... relationships) {
        for (Relationship relationship : relationships) {
            document.putArray(relationship.member()).add(methodId);
        }
    }
}
