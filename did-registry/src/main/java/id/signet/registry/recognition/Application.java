package id.signet.registry.recognition;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.registry.did.Did;
import id.signet.registry.operation.Operation;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What who keeps the keys of a DID signs to have it registered as an authority issuer: the bytes of an operation, which no log
 * takes. It is good for one call, which nonce and time tell apart (docs/adr/0042-weidentity-door.md).
 *
 * @param nonce that whoever takes it lets through once
 * @param until seconds since 1970, decimal
 */
public record Application(Did did, String name, String description, String nonce, String until) {

    private static final String TYPE = "authority-issuer.register";
    private static final Set<String> MEMBERS = Set.of("name", "description", "nonce", "until");

    /** @param origin the log's name */
    public Operation operation(String origin) {
        return new Operation(TYPE, origin, new Operation.Party.Author(did), 1, Optional.empty(),
                Json.object()
                        .put("name", name)
                        .put("description", description)
                        .put("nonce", nonce)
                        .put("until", until));
    }

    static Application of(Operation operation) {
        ObjectNode body = operation.body();
        if (!operation.type().equals(TYPE) || !Set.copyOf(body.propertyNames()).equals(MEMBERS)) {
            throw new MalformedInput("this is no application of an authority issuer");
        }
        return new Application(operation.party().did(), text(body, "name"), text(body, "description"),
                text(body, "nonce"), text(body, "until"));
    }

    private static String text(ObjectNode body, String member) {
        if (!body.get(member).isString()) {
            throw new MalformedInput(member + " is a text");
        }
        return body.get(member).stringValue();
    }
}
