package id.signet.registry.schema;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Jcs;
import id.signet.registry.net.HttpsAddress;
import id.signet.registry.net.ResourceDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * SD-JWT VC Type Metadata: what a type is called, how it looks, and what its issuers do with its claims.
 *
 * @param parent the type that this one extends
 * @param claims of this type alone
 */
public record TypeMetadata(String vct, Optional<Parent> parent, ClaimRules claims) {

    static final int MAX_BYTES = 16 * 1024;

    private static final int MAX_CLAIMS = 200;
    private static final int MAX_LOCALES = 40;
    private static final int MAX_TEXT = 1_000;
    private static final Set<String> MEMBERS = Set.of("vct", "name", "description", "extends", "extends#integrity",
            "display", "claims");
    private static final Pattern COLOUR = Pattern.compile("#[0-9A-Fa-f]{6}");
    private static final Pattern SVG_ID = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final Pattern DATA_IMAGE = Pattern
            .compile("data:image/(?:png|jpeg|webp|svg\\+xml);base64,[A-Za-z0-9+/]+={0,2}");

    /** @param integrity what the document of that type must be */
    public record Parent(String vct, Optional<ResourceDigest> integrity) {}

    /**
     * Reads what somebody published; members that are not known mean nothing.
     *
     * @throws MalformedInput if it is none, or that of another type
     */
    public static TypeMetadata parse(ObjectNode json, String vct) {
        if (!json.path("vct").isString() || !json.get("vct").stringValue().equals(vct)) {
            throw new MalformedInput("the type metadata is not that of " + vct);
        }
        Optional<Parent> parent = Optional.empty();
        if (json.has("extends")) {
            if (!json.get("extends").isString()) {
                throw new MalformedInput("extends is the name of a type");
            }
            Optional<ResourceDigest> integrity = json.has("extends#integrity")
                    ? Optional.of(ResourceDigest.sri(json.get("extends#integrity").asString("")))
                    : Optional.empty();
            parent = Optional.of(new Parent(json.get("extends").stringValue(), integrity));
        }
        List<ClaimRule> claims = list(json, "claims", MAX_CLAIMS).stream().map(ClaimRule::parse).toList();
        if (claims.stream().map(ClaimRule::path).distinct().count() != claims.size()) {
            throw new MalformedInput("a type speaks of a claim once");
        }
        return new TypeMetadata(vct, parent, new ClaimRules(claims));
    }

    /**
     * Reads what is to be registered, or was: there nothing stands that is not understood.
     *
     * @throws MalformedInput if a member is unknown, missing or malformed
     */
    static TypeMetadata registered(ObjectNode json, String vct) {
        if (Jcs.canonicalize(json).length > MAX_BYTES) {
            throw new MalformedInput.TooLarge("the type metadata has at most " + MAX_BYTES + " bytes");
        }
        TypeMetadata metadata = parse(json, vct);
        onlyMembers(json, MEMBERS);
        text(json, "name", true);
        text(json, "description", false);
        metadata.parent().ifPresent(TypeMetadata::requireParent);
        if (json.has("extends#integrity") && !json.has("extends")) {
            throw new MalformedInput("extends#integrity goes with extends");
        }
        locales(json, display -> {
            onlyMembers(display, Set.of("locale", "name", "description", "rendering"));
            text(display, "name", true);
            text(display, "description", false);
            if (display.has("rendering")) {
                ObjectNode rendering = object(display.get("rendering"), "rendering");
                onlyMembers(rendering, Set.of("simple"));
                simple(object(rendering.path("simple"), "simple"));
            }
        });
        Set<String> svgIds = new HashSet<>();
        for (JsonNode each : list(json, "claims", MAX_CLAIMS)) {
            ObjectNode claim = object(each, "a claim");
            onlyMembers(claim, Set.of("path", "display", "mandatory", "sd", "svg_id"));
            locales(claim, display -> {
                onlyMembers(display, Set.of("locale", "label", "description"));
                text(display, "label", true);
                text(display, "description", false);
            });
            if (claim.has("svg_id") && (!SVG_ID.matcher(claim.get("svg_id").asString("")).matches()
                    || !svgIds.add(claim.get("svg_id").stringValue()))) {
                throw new MalformedInput(
                        "an svg_id has letters, digits and '_' alone, begins with no digit, and stands once");
            }
        }
        return metadata;
    }

    /** Its document is told by its digest: what a type means never changes by another's hand. */
    private static void requireParent(Parent parent) {
        if (parent.integrity().isEmpty() || parent.integrity().get().isUnreadable()) {
            throw new MalformedInput("a type that extends another states extends#integrity, such as sha256-...");
        }
    }

    private static void simple(ObjectNode simple) {
        onlyMembers(simple, Set.of("logo", "background_image", "background_color", "text_color"));
        for (String member : List.of("logo", "background_image")) {
            if (simple.has(member)) {
                image(object(simple.get(member), member), member.equals("logo"));
            }
        }
        for (String member : List.of("background_color", "text_color")) {
            if (simple.has(member) && !COLOUR.matcher(simple.get(member).asString("")).matches()) {
                throw new MalformedInput(member + " is a colour such as #12107c");
            }
        }
    }

    private static void image(ObjectNode image, boolean logo) {
        onlyMembers(image, logo ? Set.of("uri", "uri#integrity", "alt_text") : Set.of("uri", "uri#integrity"));
        String uri = image.path("uri").asString("");
        if (!DATA_IMAGE.matcher(uri).matches()) {
            HttpsAddress.parse(uri);
            if (ResourceDigest.sri(image.path("uri#integrity").asString("")).isUnreadable()) {
                throw new MalformedInput("an image on the web states uri#integrity, such as sha256-...");
            }
        }
        text(image, "alt_text", false);
    }

    private static void locales(ObjectNode json, Consumer<ObjectNode> rule) {
        Set<String> locales = new HashSet<>();
        for (JsonNode each : list(json, "display", MAX_LOCALES)) {
            ObjectNode display = object(each, "a display");
            String locale = display.path("locale").asString("");
            if (locale.isEmpty() || !Locale.forLanguageTag(locale).toLanguageTag().equalsIgnoreCase(locale)
                    || !locales.add(locale.toLowerCase(Locale.ROOT))) {
                throw new MalformedInput("a display has a locale of its own, such as de or de-CH");
            }
            rule.accept(display);
        }
    }

    private static List<JsonNode> list(ObjectNode json, String member, int max) {
        if (!json.has(member)) {
            return List.of();
        }
        if (!json.get(member).isArray() || json.get(member).size() > max) {
            throw new MalformedInput(member + " is a list of at most " + max);
        }
        return json.get(member).valueStream().toList();
    }

    private static ObjectNode object(JsonNode json, String what) {
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedInput(what + " is an object");
    }

    private static void text(ObjectNode json, String member, boolean required) {
        if (!json.has(member) && !required) {
            return;
        }
        String text = json.path(member).asString("");
        if (text.isBlank() || text.length() > MAX_TEXT || text.codePoints().anyMatch(Character::isISOControl)) {
            throw new MalformedInput(member + " is one line of text");
        }
    }

    private static void onlyMembers(ObjectNode json, Set<String> members) {
        json.propertyNames().forEach(name -> {
            if (!members.contains(name)) {
                throw new MalformedInput("type metadata has no member " + (name.length() > 40 ? "of this name" : name)
                        + " here");
            }
        });
    }
}
