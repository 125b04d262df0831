package id.signet.app.api.weidentity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code functionArg} or {@code transactionArg}. Names count whatever their case, as published samples have {@code weid} and
 * {@code weId}; where two differ by case alone, the exact one counts. Members that a function does not know are passed over,
 * as WeIdentity's clients send them to every function alike.
 */
record Arguments(ObjectNode json) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private static final int LONGEST_PAGE = 50;

    /** A text that is not empty. */
    String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    /** Empty also for a text that is empty: WeIdentity's clients send what they do not have so. */
    Optional<String> optionalText(String name) {
        return any(name).map(value -> {
            if (!value.isString()) {
                throw wrong(name, "a text");
            }
            return value.stringValue();
        }).filter(text -> !text.isEmpty());
    }

    /** A whole number, or its digits as text. */
    long number(String name) {
        return optionalNumber(name).orElseThrow(() -> missing(name));
    }

    Optional<Long> optionalNumber(String name) {
        return any(name).map(value -> {
            String digits = value.isString() || value.isIntegralNumber() ? value.asString() : "";
            if (!NUMBER.matcher(digits).matches()) {
                throw wrong(name, "a whole number from 0");
            }
            return Long.parseLong(digits);
        });
    }

    /** How many there are to be on a page. */
    int pageSize() {
        long number = number("num");
        if (number < 1 || number > LONGEST_PAGE) {
            throw WeidCode.ILLEGAL_INPUT.refusal("The member num must be a number from 1 to " + LONGEST_PAGE + ".");
        }
        return Math.toIntExact(number);
    }

    /** An object, or the JSON text of one. */
    ObjectNode objectOrText(String name) {
        JsonNode value = any(name).orElseThrow(() -> missing(name));
        if (!value.isString()) {
            return object(name);
        }
        try {
            return StrictJson.parseObject(value.stringValue());
        } catch (MalformedInput e) {
            throw wrong(name, "an object, or the text of one");
        }
    }

    /** @param most entries at most */
    List<ObjectNode> objects(String name, int most) {
        if (!(any(name).orElseThrow(() -> missing(name)) instanceof ArrayNode array) || array.isEmpty()
                || array.size() > most || !array.valueStream().allMatch(ObjectNode.class::isInstance)) {
            throw WeidCode.INPUT_ILLEGAL.refusal("The member " + name + " must be a list of 1 to " + most
                    + " objects.");
        }
        return array.valueStream().map(ObjectNode.class::cast).toList();
    }

    ObjectNode object(String name) {
        if (any(name).orElseThrow(() -> missing(name)) instanceof ObjectNode object) {
            return object;
        }
        throw wrong(name, "an object");
    }

    /** @param most entries at most */
    List<String> texts(String name, int most) {
        if (!(any(name).orElseThrow(() -> missing(name)) instanceof ArrayNode array)) {
            throw WeidCode.INPUT_ILLEGAL.refusal("The member " + name + " must be a list.");
        }
        if (array.isEmpty() || array.size() > most) {
            throw WeidCode.INPUT_ILLEGAL.refusal("The member " + name + " must be a list of 1 to " + most + ".");
        }
        List<String> texts = new ArrayList<>(array.size());
        for (JsonNode item : array) {
            if (!item.isString() || item.stringValue().isBlank()) {
                throw WeidCode.INPUT_ILLEGAL.refusal("The member " + name + " must be a list of texts.");
            }
            texts.add(item.stringValue());
        }
        return texts;
    }

    /** Empty also for null. */
    Optional<JsonNode> any(String name) {
        JsonNode exact = json.get(name);
        return Optional.ofNullable(exact == null ? ignoringCase(name) : exact).filter(value -> !value.isNull());
    }

    private @Nullable JsonNode ignoringCase(String name) {
        for (var member : json.properties()) {
            if (member.getKey().equalsIgnoreCase(name)) {
                return member.getValue();
            }
        }
        return null;
    }

    private static WeidRefused missing(String name) {
        return WeidCode.INPUT_MISSING.refusal("The member " + name + " is missing, null or empty.");
    }

    private static WeidRefused wrong(String name, String wanted) {
        return WeidCode.VALUE_FORMAT.refusal("The member " + name + " must be " + wanted + ".");
    }
}
