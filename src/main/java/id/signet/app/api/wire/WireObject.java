package id.signet.app.api.wire;

import id.signet.app.api.problem.UnknownMember;
import id.signet.crypto.MalformedInput;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One JSON object from a caller, read against its list of members. A member not on the list, a value of another type and a
 * null are refused with a sentence that names the member.
 */
public final class WireObject {

    private final ObjectNode node;
    private final String where;

    private WireObject(ObjectNode node, String where) {
        this.node = node;
        this.where = where;
    }

    /** @param members every member the operation knows */
    public static WireObject of(ObjectNode node, String... members) {
        return of(node, "", members);
    }

    private static WireObject of(ObjectNode node, String where, String... members) {
        Set<String> known = Set.of(members);
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                throw new UnknownMember("the operation knows no member '" + shown(where + name) + "'");
            }
        }
        return new WireObject(node, where);
    }

    public String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    public Optional<String> optionalText(String name) {
        return any(name).map(value -> {
            if (!value.isString()) {
                throw wrong(name, "a string");
            }
            return value.stringValue();
        });
    }

    public boolean flag(String name) {
        JsonNode value = any(name).orElseThrow(() -> missing(name));
        if (!value.isBoolean()) {
            throw wrong(name, "true or false");
        }
        return value.booleanValue();
    }

    public boolean flag(String name, boolean absent) {
        return any(name).isPresent() ? flag(name) : absent;
    }

    /** A time with its offset, RFC 3339. */
    public Optional<Instant> optionalTime(String name) {
        return optionalText(name).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException e) {
                throw wrong(name, "a time with its offset, such as 2026-11-23T10:00:00Z");
            }
        });
    }

    public List<String> texts(String name) {
        return optionalTexts(name).orElseThrow(() -> missing(name));
    }

    public Optional<List<String>> optionalTexts(String name) {
        return optionalArray(name).map(array -> {
            List<String> texts = new ArrayList<>(array.size());
            for (JsonNode item : array) {
                if (!item.isString()) {
                    throw wrong(name, "an array of strings");
                }
                texts.add(item.stringValue());
            }
            return List.copyOf(texts);
        });
    }

    public Optional<ArrayNode> optionalArray(String name) {
        return any(name).map(value -> {
            if (!(value instanceof ArrayNode array)) {
                throw wrong(name, "an array");
            }
            return array;
        });
    }

    public ObjectNode object(String name) {
        if (!(required(name) instanceof ObjectNode object)) {
            throw wrong(name, "an object");
        }
        return object;
    }

    /** The objects of an array, each read against the same list of members. */
    public List<WireObject> objects(String name, String... members) {
        List<WireObject> objects = new ArrayList<>();
        int index = 0;
        for (JsonNode item : optionalArray(name).orElseThrow(() -> missing(name))) {
            if (!(item instanceof ObjectNode object)) {
                throw wrong(name, "an array of objects");
            }
            objects.add(of(object, where + name + "/" + index++ + "/", members));
        }
        return List.copyOf(objects);
    }

    public JsonNode required(String name) {
        return any(name).orElseThrow(() -> missing(name));
    }

    /** The member as it came; null is refused, here as everywhere. */
    public Optional<JsonNode> any(String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value.isNull()) {
            throw new MalformedInput("the member '" + where + name + "' is null: leave it out instead");
        }
        return Optional.of(value);
    }

    private MalformedInput missing(String name) {
        return new MalformedInput("the member '" + where + name + "' is missing");
    }

    private MalformedInput wrong(String name, String wanted) {
        return new MalformedInput("the member '" + where + name + "' must be " + wanted);
    }

    private static String shown(String name) {
        String plain = name.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() <= 64 ? plain : plain.substring(0, 64) + "...";
    }
}
