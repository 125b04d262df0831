package id.signet.credential.format.sdjwt;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.JsonPointer;
import id.signet.registry.schema.ClaimRules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An SD-JWT's payload with its disclosures put in place (RFC 9901 §7.1).
 *
 * @param claims without digests and without {@code _sd_alg}
 * @param disclosed the top-level members that came as disclosures, wholly or in part
 * @param issued the same claims as they were issued, which rules of types are about
 * @param complete false when a digest has no disclosure: a claim was withheld, or the digest is a decoy
 */
public record DisclosedClaims(ObjectNode claims, Set<String> disclosed, boolean complete, ClaimRules.Issued issued) {

    /** Disclosures within disclosures, objects and arrays counted alike. */
    static final int MAXIMUM_DEPTH = 32;

    public DisclosedClaims {
        disclosed = Set.copyOf(disclosed);
    }

    /** @throws MalformedCredential when a digest or a disclosure is not as it should be; the payload stays untouched */
    public static DisclosedClaims process(ObjectNode payload, List<Disclosure> disclosures) {
        return new Processing(payload, disclosures).run();
    }

    private static final class Processing {

        private final ObjectNode payload;
        private final Map<String, Disclosure> byDigest = new HashMap<>();
        private final Set<String> digests = new HashSet<>();
        private final Set<String> disclosed = new LinkedHashSet<>();
        private final Set<String> pointers = new HashSet<>();
        private String branch = "";
        private int used;

        Processing(ObjectNode payload, List<Disclosure> disclosures) {
            this.payload = payload;
            var algorithm = DigestAlgorithm.in(payload);
            for (var disclosure : disclosures) {
                // 7.1 step 3.a; the same disclosure twice would be referenced by one digest twice
                if (byDigest.put(disclosure.digest(algorithm), disclosure) != null) {
                    throw refused("disclosure-repeated", "A disclosure is sent once.");
                }
            }
        }

        DisclosedClaims run() {
            var claims = Json.object();
            fill(payload, claims, 0, true, "");
            // 7.1 step 5
            if (used < byDigest.size()) {
                throw refused("disclosure-unreferenced",
                        "Every disclosure belongs to a digest that the issuer signed.");
            }
            boolean complete = digests.size() == used;
            return new DisclosedClaims((ObjectNode) shown(claims), disclosed, complete,
                    new ClaimRules.Issued(claims, pointers, complete));
        }

        /** Without the places of what is withheld from lists. */
        private static JsonNode shown(JsonNode node) {
            return switch (node) {
                case ObjectNode object -> {
                    var result = Json.object();
                    object.properties().forEach(member -> result.set(member.getKey(), shown(member.getValue())));
                    yield result;
                }
                case ArrayNode array -> {
                    var result = Json.array();
                    array.valueStream()
                            .filter(item -> !item.has(Disclosure.ELEMENT))
                            .forEach(item -> result.add(shown(item)));
                    yield result;
                }
                default -> node;
            };
        }

        private JsonNode process(JsonNode node, int depth, String at) {
            if (depth > MAXIMUM_DEPTH) {
                throw parsing("The disclosures are nested too deeply.");
            }
            return switch (node) {
                case ObjectNode object -> {
                    var result = Json.object();
                    fill(object, result, depth, false, at);
                    yield result;
                }
                case ArrayNode array -> elements(array, depth, at);
                default -> node;
            };
        }

        // 7.1 steps 3.c.ii and 3.e, 3.f
        private void fill(ObjectNode object, ObjectNode result, int depth, boolean top, String at) {
            for (var member : object.properties()) {
                switch (member.getKey()) {
                    case Disclosure.DIGESTS -> {
                    }
                    case Disclosure.ELEMENT ->
                        throw parsing("Three dots stand for an array element, not for a member.");
                    case Disclosure.ALGORITHM -> {
                        if (!top) {
                            throw refused("digest-algorithm-refused", "_sd_alg stands at the top level only.");
                        }
                    }
                    default -> {
                        if (top) {
                            branch = member.getKey();
                        }
                        result.set(member.getKey(),
                                process(member.getValue(), depth + 1, JsonPointer.below(at, member.getKey())));
                    }
                }
            }
            if (!object.has(Disclosure.DIGESTS)) {
                return;
            }
            if (!(object.get(Disclosure.DIGESTS) instanceof ArrayNode array)) {
                throw parsing("_sd is an array of strings.");
            }
            for (var item : array) {
                if (!item.isString()) {
                    throw parsing("_sd is an array of strings.");
                }
                var disclosure = take(item.stringValue());
                if (disclosure == null) {
                    continue;
                }
                var name = disclosure.name()
                        .orElseThrow(() -> refused("disclosure-malformed",
                                "The disclosure of an object member has a name."));
                if (name.equals(Disclosure.ALGORITHM)) {
                    throw refused("digest-algorithm-refused", "_sd_alg is never disclosed.");
                }
                if (result.has(name) || object.has(name)) {
                    throw refused("disclosure-collides", "A disclosed claim is not there already.");
                }
                if (top) {
                    branch = name;
                }
                disclosed.add(branch);
                pointers.add(JsonPointer.below(at, name));
                result.set(name, process(disclosure.value(), depth + 1, JsonPointer.below(at, name)));
            }
        }

        // 7.1 step 3.c.iii
        private ArrayNode elements(ArrayNode array, int depth, String at) {
            var result = Json.array();
            for (var item : array) {
                var place = at + "/" + result.size();
                if (!(item instanceof ObjectNode object) || !object.has(Disclosure.ELEMENT)) {
                    result.add(process(item, depth + 1, place));
                    continue;
                }
                if (object.size() != 1 || !object.get(Disclosure.ELEMENT).isString()) {
                    throw parsing("A hidden array element is an object of three dots and a digest alone.");
                }
                var disclosure = take(object.get(Disclosure.ELEMENT).stringValue());
                if (disclosure == null) {
                    result.add(object);
                    continue;
                }
                if (disclosure.name().isPresent()) {
                    throw refused("disclosure-malformed", "The disclosure of an array element has no name.");
                }
                disclosed.add(branch);
                pointers.add(place);
                result.add(process(disclosure.value(), depth + 1, place));
            }
            return result;
        }

        private @Nullable Disclosure take(String digest) {
            // 7.1 step 4
            if (!digests.add(digest)) {
                throw refused("digest-repeated", "A digest stands in an SD-JWT once.");
            }
            var disclosure = byDigest.get(digest);
            if (disclosure != null) {
                used++;
            }
            return disclosure;
        }

        private static MalformedCredential refused(String code, String message) {
            return new MalformedCredential(Problem.CRYPTOGRAPHIC_SECURITY, code, message);
        }

        private static MalformedCredential parsing(String message) {
            return new MalformedCredential(Problem.PARSING, "sd-jwt-malformed", message);
        }
    }
}
