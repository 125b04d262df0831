package id.signet.registry.schema;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * SD-JWT VC, Claim Path: names claims of a credential from its top.
 *
 * @param steps a name, a whole number (one element) or null (all elements)
 */
public record ClaimPath(List<JsonNode> steps) {

    /** Stands in the claims as issued for an element of a list that the holder withholds: an object with this member alone. */
    public static final String WITHHELD = "...";

    private static final int MAX_STEPS = 16;
    private static final int MAX_TEXT = 256;

    /** @throws MalformedInput if a step is none */
    public ClaimPath {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.size() > MAX_STEPS || !steps.stream().allMatch(ClaimPath::isStep)) {
            throw new MalformedInput("a claim's path is a list of 1 to " + MAX_STEPS
                    + " names, whole numbers from 0, or nulls");
        }
    }

    static ClaimPath parse(JsonNode json) {
        if (!json.isArray()) {
            throw new MalformedInput("a claim's path is a list");
        }
        return new ClaimPath(json.valueStream().toList());
    }

    private static boolean isStep(JsonNode step) {
        return step.isNull() || (step.isString() && step.stringValue().length() <= MAX_TEXT)
                || (step.isIntegralNumber() && step.canConvertToInt() && step.intValue() >= 0);
    }

    /** A claim that was found. */
    record Selected(String pointer, JsonNode value) {

        /** An element that was issued, of which no more is known. */
        boolean isWithheld() {
            return value.isObject() && value.size() == 1 && value.has(WITHHELD);
        }
    }

    /**
     * The claims as they were issued, elements of lists that are withheld included, that the path names.
     *
     * @throws MalformedInput if a step does not fit what it meets, which the specification calls an error
     */
    List<Selected> select(ObjectNode claims) {
        List<Selected> selected = List.of(new Selected("", claims));
        for (JsonNode step : steps) {
            List<Selected> next = new ArrayList<>();
            selected.stream().filter(one -> !one.isWithheld()).forEach(one -> next.addAll(step(one, step)));
            selected = next;
        }
        return selected;
    }

    private static List<Selected> step(Selected from, JsonNode step) {
        if (step.isString()) {
            if (!(from.value() instanceof ObjectNode object)) {
                throw new MalformedInput("a claim's path names a member of what is no object");
            }
            String name = step.stringValue();
            return object.has(name)
                    ? List.of(new Selected(JsonPointer.below(from.pointer(), name), object.get(name)))
                    : List.of();
        }
        if (!(from.value() instanceof ArrayNode list)) {
            throw new MalformedInput("a claim's path names an element of what is no list");
        }
        IntStream places = step.isNull() ? IntStream.range(0, list.size()) : IntStream.of(step.intValue());
        return places.filter(place -> place < list.size())
                .mapToObj(place -> new Selected(from.pointer() + "/" + place, list.get(place)))
                .toList();
    }

    @Override
    public String toString() {
        return steps.toString();
    }
}
