package id.signet.registry.did.webvh;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.multiformats.Multikey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who must approve the entries of a log: did:webvh 1.0, "The witness Parameter".
 *
 * @param threshold how many of them
 * @param witnesses the Multikeys of their did:key, each once
 */
record WitnessRule(int threshold, List<String> witnesses) {

    private static final String DID_KEY = "did:key:";
    private static final int MOST = 64;

    static final WitnessRule NOBODY = new WitnessRule(0, List.of());

    WitnessRule {
        witnesses = List.copyOf(witnesses);
    }

    boolean isActive() {
        return threshold > 0;
    }

    /** {@code {}} is nobody; anything else names a threshold that its witnesses can reach. */
    static WitnessRule parse(JsonNode json) {
        if (json.isObject() && json.isEmpty()) {
            return NOBODY;
        }
        JsonNode threshold = json.path("threshold");
        JsonNode list = json.path("witnesses");
        BadLog.unless(json.isObject() && json.size() == 2 && list.isArray() && list.size() <= MOST,
                "witness has a threshold and up to " + MOST + " witnesses");
        List<String> keys = new ArrayList<>();
        for (JsonNode witness : list) {
            String id = witness.path("id").asString("");
            BadLog.unless(id.startsWith(DID_KEY), "a witness is a did:key");
            keys.add(key(id.substring(DID_KEY.length())));
        }
        BadLog.unless(new HashSet<>(keys).size() == keys.size(), "a witness is listed twice");
        BadLog.unless(threshold.isIntegralNumber() && threshold.canConvertToInt() && threshold.intValue() >= 1
                && threshold.intValue() <= keys.size(), "the threshold lies between 1 and the number of witnesses");
        return new WitnessRule(threshold.intValue(), keys);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        if (isActive()) {
            json.put("threshold", threshold);
            ArrayNode list = json.putArray("witnesses");
            witnesses.forEach(key -> list.addObject().put("id", DID_KEY + key));
        }
        return json;
    }

    private static String key(String multikey) {
        try {
            BadLog.unless(Multikey.decode(multikey).type() == KeyType.ED25519, "a witness has an Ed25519 key");
            return multikey;
        } catch (BadLog e) {
            throw e;
        } catch (MalformedInput e) {
            throw new BadLog("a witness's did:key is none", e);
        }
    }
}
