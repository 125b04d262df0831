package id.signet.registry.did.webvh;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.multiformats.Multikey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is in force after an entry: did:webvh 1.0, "DID Method Parameters". What an entry does not name stays as it was.
 *
 * @param updateKeys Multikeys that may sign entries
 * @param nextKeyHashes what the next entry's keys must hash to; empty: anything
 * @param ttl seconds
 */
record Parameters(WebvhHash scid, List<String> updateKeys, List<String> nextKeyHashes, WitnessRule witness,
        List<String> watchers, boolean portable, boolean deactivated, long ttl) {

    static final String METHOD = "did:webvh:1.0";

    private static final Set<String> MEMBERS = Set.of("method", "scid", "updateKeys", "nextKeyHashes", "witness",
            "watchers", "portable", "deactivated", "ttl");
    private static final int MOST = 64;
    private static final long USUAL_TTL = 3_600;
    private static final long LONGEST_TTL = 1L << 31;

    Parameters {
        updateKeys = List.copyOf(updateKeys);
        nextKeyHashes = List.copyOf(nextKeyHashes);
        watchers = List.copyOf(watchers);
    }

    /** Of the first entry. */
    static Parameters first(ObjectNode json) {
        known(json);
        BadLog.unless(json.path("method").asString("").equals(METHOD), "the method of the first entry is " + METHOD);
        BadLog.unless(json.has("updateKeys"), "the first entry names its updateKeys");
        WebvhHash scid;
        try {
            scid = new WebvhHash(json.path("scid").asString(""));
        } catch (MalformedInput e) {
            throw new BadLog("the first entry's scid is none", e);
        }
        return new Parameters(scid, List.of(), List.of(), WitnessRule.NOBODY, List.of(), false, false, USUAL_TTL)
                .with(json, flag(json, "portable", false));
    }

    /** Of an entry after one for which these were in force. */
    Parameters next(ObjectNode json) {
        known(json);
        BadLog.unless(!json.has("scid"), "scid stands in the first entry alone");
        BadLog.unless(!json.has("method") || json.path("method").asString("").equals(METHOD),
                "the method stays " + METHOD);
        BadLog.unless(!flag(json, "portable", false), "portable: true stands in the first entry alone");
        if (preRotates()) {
            BadLog.unless(json.path("updateKeys").isArray() && json.path("nextKeyHashes").isArray(),
                    "while keys are committed to, each entry names updateKeys and nextKeyHashes");
        }
        Parameters next = with(json, flag(json, "portable", portable));
        BadLog.unless(!preRotates() || nextKeyHashes
                .containsAll(next.updateKeys.stream().map(key -> WebvhHash.ofMultikey(key).text()).toList()),
                "an update key was not committed to by the entry before");
        return next;
    }

    /** All of them, as a first entry could say them. */
    ObjectNode toJson() {
        ObjectNode json = Json.object().put("method", METHOD).put("scid", scid.text());
        json.set("updateKeys", Json.array(updateKeys));
        json.set("nextKeyHashes", Json.array(nextKeyHashes));
        json.set("witness", witness.toJson());
        json.set("watchers", Json.array(watchers));
        return json.put("portable", portable).put("deactivated", deactivated).put("ttl", ttl);
    }

    boolean preRotates() {
        return !nextKeyHashes.isEmpty();
    }

    private Parameters with(ObjectNode json, boolean isPortable) {
        List<String> keys = given(json, "updateKeys") ? strings(json, "updateKeys") : updateKeys;
        keys.forEach(Parameters::requireKey);
        List<String> hashes = given(json, "nextKeyHashes") ? strings(json, "nextKeyHashes") : nextKeyHashes;
        if (given(json, "nextKeyHashes")) {
            hashes.forEach(Parameters::requireHash);
        }
        return new Parameters(scid, keys, hashes,
                given(json, "witness") ? WitnessRule.parse(defaulted(json, "witness")) : witness,
                given(json, "watchers") ? strings(json, "watchers") : watchers, isPortable,
                flag(json, "deactivated", deactivated), given(json, "ttl") ? ttl(json) : ttl);
    }

    private static boolean given(ObjectNode json, String member) {
        return json.has(member);
    }

    private static void known(ObjectNode json) {
        for (String member : json.propertyNames()) {
            BadLog.unless(MEMBERS.contains(member), "did:webvh 1.0 has no parameter " + member);
        }
    }

    private static void requireKey(String multikey) {
        try {
            BadLog.unless(Multikey.decode(multikey).type() == KeyType.ED25519, "an update key is an Ed25519 key");
        } catch (BadLog e) {
            throw e;
        } catch (MalformedInput e) {
            throw new BadLog("an update key is no Multikey", e);
        }
    }

    private static void requireHash(String hash) {
        try {
            new WebvhHash(hash);
        } catch (MalformedInput e) {
            throw new BadLog("nextKeyHashes holds what is no hash", e);
        }
    }

    /** Early implementations wrote null where they meant the default; the specification asks to read it so. */
    private static JsonNode defaulted(ObjectNode json, String member) {
        JsonNode value = json.path(member);
        return value.isNull() ? Json.object() : value;
    }

    private static List<String> strings(ObjectNode json, String member) {
        JsonNode value = json.path(member);
        if (value.isNull()) {
            return List.of();
        }
        BadLog.unless(value.isArray() && value.size() <= MOST, member + " is a list of up to " + MOST + " texts");
        List<String> texts = new ArrayList<>();
        for (JsonNode text : value) {
            BadLog.unless(text.isString(), member + " is a list of texts");
            texts.add(text.stringValue());
        }
        BadLog.unless(new HashSet<>(texts).size() == texts.size(), member + " names something twice");
        return texts;
    }

    private static boolean flag(ObjectNode json, String member, boolean otherwise) {
        JsonNode value = json.path(member);
        if (value.isMissingNode()) {
            return otherwise;
        }
        BadLog.unless(value.isBoolean(), member + " is true or false");
        return value.booleanValue();
    }

    private static long ttl(ObjectNode json) {
        JsonNode value = json.path("ttl");
        if (value.isNull()) {
            return USUAL_TTL;
        }
        BadLog.unless(value.isIntegralNumber() && value.canConvertToLong() && value.longValue() >= 0
                && value.longValue() <= LONGEST_TTL, "ttl is a number of seconds up to 2^31");
        return value.longValue();
    }
}
