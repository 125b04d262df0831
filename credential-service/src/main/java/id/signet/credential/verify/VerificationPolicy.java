package id.signet.credential.verify;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.key.PublicKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a relying party asks for.
 *
 * @param name {@code default}, {@code vc-api}, {@code custom}, or that of a policy which a tenant keeps
 * @param version of a policy that a tenant keeps
 * @param modes one for every check
 * @param authorities the DIDs of the authorities whose accreditations count; empty means that nobody is trusted
 * @param issuerTypes the URIs of lists of issuers, on one of which the issuer must stand besides; empty: on none
 * @param issuerKeys keys the relying party pins, by issuer or by {@code kid}; where one is pinned nothing else counts
 * @param linkedDomains whether the issuer's linked domains are asked and told as evidence; they decide nothing, and who asks
 *     them tells the issuer's hosts that somebody verifies
 */
public record VerificationPolicy(
        String name,
        Optional<Long> version,
        Map<CheckName, Mode> modes,
        Set<String> authorities,
        Set<String> issuerTypes,
        Map<String, List<PublicKey>> issuerKeys,
        boolean linkedDomains) {

    public static final String DEFAULT = "default";
    public static final String VC_API = "vc-api";
    public static final String CUSTOM = "custom";

    private static final int MAXIMUM_PINNED = 100;

    public VerificationPolicy {
        var complete = new EnumMap<CheckName, Mode>(CheckName.class);
        for (var check : CheckName.values()) {
            var mode = modes.get(check);
            if (mode == null) {
                throw new IllegalArgumentException("a policy has a mode for " + check.text());
            }
            complete.put(check, mode);
        }
        modes = Collections.unmodifiableMap(complete);
        authorities = Collections.unmodifiableSet(new LinkedHashSet<>(authorities));
        issuerTypes = Collections.unmodifiableSet(new LinkedHashSet<>(issuerTypes));
        issuerKeys = Map.copyOf(issuerKeys);
    }

    /** One that nobody keeps. */
    public VerificationPolicy(String name, Map<CheckName, Mode> modes, Set<String> authorities,
            Map<String, List<PublicKey>> issuerKeys, boolean linkedDomains) {
        this(name, Optional.empty(), modes, authorities, Set.of(), issuerKeys, linkedDomains);
    }

    /** Our own doors: who signed, when, by whose leave; whatever else the credential carries must be good. */
    public static VerificationPolicy standard(Set<String> authorities) {
        var modes = new EnumMap<CheckName, Mode>(CheckName.class);
        for (var check : CheckName.values()) {
            modes.put(check, Mode.IF_PRESENT);
        }
        for (var check : List.of(
                CheckName.STRUCTURE,
                CheckName.PROOF,
                CheckName.ISSUER_KEY,
                CheckName.VALIDITY_PERIOD,
                CheckName.ISSUER_TRUST)) {
            modes.put(check, Mode.REQUIRED);
        }
        return new VerificationPolicy(DEFAULT, modes, authorities, Map.of(), false);
    }

    /** As the W3C suites expect: a bad proof or a malformed credential is an error, all else a warning. */
    public static VerificationPolicy vcApi(Set<String> authorities) {
        var modes = new EnumMap<CheckName, Mode>(CheckName.class);
        for (var check : CheckName.values()) {
            modes.put(check, Mode.ADVISORY);
        }
        modes.put(CheckName.STRUCTURE, Mode.REQUIRED);
        modes.put(CheckName.PROOF, Mode.REQUIRED);
        return new VerificationPolicy(VC_API, modes, authorities, Map.of(), false);
    }

    public Mode mode(CheckName check) {
        var mode = modes.get(check);
        if (mode == null) {
            throw new IllegalStateException("a policy has a mode for every check");
        }
        return mode;
    }

    public VerificationPolicy with(CheckName check, Mode mode) {
        var changed = new EnumMap<>(modes);
        changed.put(check, mode);
        return new VerificationPolicy(name, version, changed, authorities, issuerTypes, issuerKeys, linkedDomains);
    }

    /** The same, as a version that a tenant keeps. */
    public VerificationPolicy named(String kept, long number) {
        return new VerificationPolicy(kept, Optional.of(number), modes, authorities, issuerTypes, issuerKeys,
                linkedDomains);
    }

    /** Whether a name means the same policy to every caller. */
    public static boolean isEverybodys(String name) {
        return name.equals(DEFAULT) || name.equals(VC_API);
    }

    /** Whether the relying party wrote it, word by word or earlier. */
    public boolean isTheAskers() {
        return !isEverybodys(name);
    }

    /**
     * Reads a policy from the wire: absent, a name, or {@code {checks, authorities, issuerTypes, issuerKeys, linkedDomains}}
     * laid over the default.
     *
     * @param authorities the authorities this service trusts where the policy names none
     * @throws MalformedInput for an unknown name, check, mode or member
     */
    public static VerificationPolicy parse(Optional<JsonNode> policy, Set<String> authorities) {
        if (policy.isEmpty()) {
            return standard(authorities);
        }
        if (policy.get().isString()) {
            return switch (policy.get().stringValue()) {
                case DEFAULT -> standard(authorities);
                case VC_API -> vcApi(authorities);
                default -> throw new MalformedInput("The policies known by name are default and vc-api.");
            };
        }
        if (!(policy.get() instanceof ObjectNode custom)) {
            throw new MalformedInput("A policy is a name or an object.");
        }
        var modes = new EnumMap<>(standard(authorities).modes());
        var trusted = authorities;
        var lists = Set.<String>of();
        var keys = new LinkedHashMap<String, List<PublicKey>>();
        var domains = false;
        for (var member : custom.properties()) {
            switch (member.getKey()) {
                case "checks" -> modes.putAll(checks(member.getValue()));
                case "authorities" -> trusted = strings(member.getValue(), "authorities", "DIDs");
                case "issuerTypes" -> lists = strings(member.getValue(), "issuerTypes", "URIs");
                case "issuerKeys" -> keys.putAll(keys(member.getValue()));
                case "linkedDomains" -> domains = flag(member.getValue());
                default -> throw new MalformedInput(
                        "A policy has the members checks, authorities, issuerTypes, issuerKeys and linkedDomains only.");
            }
        }
        return new VerificationPolicy(CUSTOM, Optional.empty(), modes, trusted, lists, keys, domains);
    }

    private static Map<CheckName, Mode> checks(JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            throw new MalformedInput("The policy's checks are an object of check names and modes.");
        }
        var modes = new EnumMap<CheckName, Mode>(CheckName.class);
        for (var member : object.properties()) {
            var check = CheckName.of(member.getKey());
            var mode = member.getValue().isString() ? Mode.of(member.getValue().stringValue()) : Optional.<Mode>empty();
            if (check.isEmpty() || mode.isEmpty()) {
                throw new MalformedInput(
                        "A policy gives the known checks one of the modes required, if-present and advisory.");
            }
            modes.put(check.get(), mode.get());
        }
        return modes;
    }

    private static boolean flag(JsonNode json) {
        if (!json.isBoolean()) {
            throw new MalformedInput("The policy's linkedDomains is true or false.");
        }
        return json.booleanValue();
    }

    private static Set<String> strings(JsonNode json, String member, String what) {
        if (!(json instanceof ArrayNode array) || array.size() > MAXIMUM_PINNED
                || !array.valueStream().allMatch(JsonNode::isString)) {
            throw new MalformedInput("The policy's " + member + " are an array of at most 100 " + what + ".");
        }
        var values = new LinkedHashSet<String>();
        array.forEach(item -> values.add(item.stringValue()));
        return values;
    }

    private static Map<String, List<PublicKey>> keys(JsonNode json) {
        if (!(json instanceof ObjectNode object) || object.size() > MAXIMUM_PINNED) {
            throw new MalformedInput(
                    "The policy's issuerKeys are an object of at most 100 issuers or key identifiers.");
        }
        var keys = new LinkedHashMap<String, List<PublicKey>>();
        for (var member : object.properties()) {
            keys.put(member.getKey(), keySet(member.getValue()));
        }
        return keys;
    }

    private static List<PublicKey> keySet(JsonNode json) {
        if (json.get("keys") instanceof ArrayNode set) {
            if (set.isEmpty() || set.size() > MAXIMUM_PINNED) {
                throw new MalformedInput("A pinned JWK set has 1 to 100 keys.");
            }
            var keys = new ArrayList<PublicKey>();
            set.forEach(key -> keys.add(Jwk.parse(key)));
            return List.copyOf(keys);
        }
        return List.of(Jwk.parse(json));
    }
}
