package id.signet.registry.did.webvh;

import id.signet.crypto.json.Json;
import id.signet.registry.did.Did;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a controller may say about its did:webvh besides keys and document; empty: as it is. The rules of the method judge it.
 *
 * @param portable may be true in the first line alone
 * @param ttl seconds
 */
public record LineParameters(Optional<Boolean> portable, Optional<Long> ttl, Optional<Witnesses> witness) {

    public static final LineParameters NONE = new LineParameters(Optional.empty(), Optional.empty(), Optional.empty());

    /** @param threshold 0 with nobody: lines are not witnessed any more */
    public record Witnesses(long threshold, List<Did> witnesses) {

        public Witnesses {
            witnesses = List.copyOf(witnesses);
        }
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    /** As a first line says it: resolvers warn where {@code portable} is left out. */
    public ObjectNode first() {
        return toJson().put("portable", portable.orElse(false));
    }

    /** As a later line says it. */
    public ObjectNode toJson() {
        ObjectNode json = Json.object();
        portable.ifPresent(value -> json.put("portable", value));
        ttl.ifPresent(value -> json.put("ttl", value));
        witness.ifPresent(value -> json.set("witness", toJson(value)));
        return json;
    }

    private static ObjectNode toJson(Witnesses witnesses) {
        ObjectNode json = Json.object();
        if (witnesses.threshold() != 0 || !witnesses.witnesses().isEmpty()) {
            json.put("threshold", witnesses.threshold());
            ArrayNode list = json.putArray("witnesses");
            witnesses.witnesses().forEach(did -> list.addObject().put("id", did.toString()));
        }
        return json;
    }
}
