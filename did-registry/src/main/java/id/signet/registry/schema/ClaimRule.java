package id.signet.registry.schema;

import id.signet.crypto.MalformedInput;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * SD-JWT VC, Claim Metadata: what the issuer does with a claim. What is not said is as the type says that this one extends,
 * and else the standard's default.
 *
 * @param disclosure whether the holder may withhold it
 * @param mandatory whether it stands in every credential
 */
public record ClaimRule(ClaimPath path, Optional<Disclosure> disclosure, Optional<Boolean> mandatory) {

    /** {@code sd}. */
    public enum Disclosure {
        ALWAYS,
        ALLOWED,
        NEVER;

        private static Disclosure parse(JsonNode json) {
            return Arrays.stream(values())
                    .filter(value -> json.isString()
                            && value.name().toLowerCase(Locale.ROOT).equals(json.stringValue()))
                    .findFirst()
                    .orElseThrow(() -> new MalformedInput("sd is always, allowed or never"));
        }
    }

    static ClaimRule parse(JsonNode json) {
        if (!json.isObject()) {
            throw new MalformedInput("a claim of a type is an object");
        }
        if (json.has("mandatory") && !json.get("mandatory").isBoolean()) {
            throw new MalformedInput("mandatory is true or false");
        }
        return new ClaimRule(ClaimPath.parse(json.path("path")),
                json.has("sd") ? Optional.of(Disclosure.parse(json.get("sd"))) : Optional.empty(),
                json.has("mandatory") ? Optional.of(json.get("mandatory").booleanValue()) : Optional.empty());
    }

    boolean isMandatory() {
        return mandatory.orElse(false);
    }

    boolean is(Disclosure wanted) {
        return disclosure.orElse(Disclosure.ALLOWED) == wanted;
    }

    /**
     * This rule with what the extending type says of the same claim.
     *
     * @throws MalformedInput if that loosens the rule, which no extending type may
     */
    ClaimRule extendedBy(ClaimRule child) {
        boolean fixed = is(Disclosure.ALWAYS) || is(Disclosure.NEVER);
        if ((fixed && child.disclosure().filter(other -> !Optional.of(other).equals(disclosure)).isPresent())
                || (isMandatory() && child.mandatory().filter(still -> !still).isPresent())) {
            throw new MalformedInput("a type loosens what the type says that it extends, of the claim " + path);
        }
        return new ClaimRule(path, child.disclosure().or(() -> disclosure), child.mandatory().or(() -> mandatory));
    }
}
