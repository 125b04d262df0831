package id.signet.app.paper;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * How a type and its claims are called, from its type metadata (SD-JWT VC §6).
 *
 * @param labels by the claim's path, its steps joined by slashes
 */
public record TypeNames(Optional<Words> name, Map<String, Words> labels) {

    public static final TypeNames NONE = new TypeNames(Optional.empty(), Map.of());

    public TypeNames {
        labels = Map.copyOf(labels);
    }

    /** @param metadata as it was registered; what it does not say is not said */
    public static TypeNames of(JsonNode metadata) {
        Map<String, Words> labels = new HashMap<>();
        for (JsonNode claim : metadata.path("claims")) {
            StringBuilder path = new StringBuilder();
            for (JsonNode step : claim.path("path")) {
                path.append(path.isEmpty() ? "" : "/").append(step.asString("*"));
            }
            words(claim.path("display"), "label").ifPresent(words -> labels.put(path.toString(), words));
        }
        return new TypeNames(words(metadata.path("display"), "name"), labels);
    }

    /** A language that is not there is made up for by the other, or by the first of all. */
    private static Optional<Words> words(JsonNode displays, String member) {
        Optional<String> chinese = in(displays, "zh", member);
        Optional<String> english = in(displays, "en", member);
        Optional<String> any = chinese.or(() -> english).or(() -> in(displays, "", member));
        return any.map(text -> new Words(chinese.orElse(text), english.orElse(text)));
    }

    private static Optional<String> in(JsonNode displays, String language, String member) {
        for (JsonNode display : displays) {
            String text = display.path(member).asString("");
            if (display.path("locale").asString("").startsWith(language) && !text.isBlank()) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }
}
