package id.signet.app.api.vcapi;

import id.signet.app.api.wire.JsonBody;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A body of VCALM. Members and options that are not known here are ignored, as the interface's suites send their own. */
record VcApiRequest(ObjectNode body, ObjectNode options) {

    static VcApiRequest of(JsonBody json) {
        ObjectNode body = json.object();
        return new VcApiRequest(body, present(body, "options").map(options -> object(options, "options"))
                .orElseGet(Json::object));
    }

    Optional<JsonNode> any(String name) {
        return present(body, name);
    }

    JsonNode required(String name) {
        return any(name).orElseThrow(() -> new MalformedInput("the member '" + name + "' is missing"));
    }

    ObjectNode object(String name) {
        return object(required(name), name);
    }

    String text(String name) {
        return text(required(name), "member '" + name);
    }

    Optional<String> option(String name) {
        return present(options, name).map(value -> text(value, "option '" + name));
    }

    Optional<List<String>> optionTexts(String name) {
        return present(options, name).map(value -> {
            if (!(value instanceof ArrayNode array)) {
                throw new MalformedInput("the option '" + name + "' must be an array of strings");
            }
            return array.valueStream().map(item -> text(item, "items of the option '" + name)).toList();
        });
    }

    static Optional<JsonNode> present(ObjectNode object, String name) {
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
    }

    private static ObjectNode object(JsonNode value, String name) {
        if (!(value instanceof ObjectNode object)) {
            throw new MalformedInput("the member '" + name + "' must be an object");
        }
        return object;
    }

    private static String text(JsonNode value, String what) {
        if (!value.isString()) {
            throw new MalformedInput("the " + what + "' must be a string");
        }
        return value.stringValue();
    }
}
