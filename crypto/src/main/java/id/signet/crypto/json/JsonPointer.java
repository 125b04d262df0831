package id.signet.crypto.json;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.MalformedInput;

/**
 * A place below the root of a JSON value (RFC 6901).
 *
 * @param tokens unescaped, at least one
 */
public record JsonPointer(List<String> tokens) {

    private static final int MAX_LENGTH = 1_024;

    public JsonPointer {
        tokens = List.copyOf(tokens);
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("a pointer to the root is none here");
        }
    }

    /** @throws MalformedInput if it is no pointer, points to the root, or is longer than 1,024 characters */
    public static JsonPointer parse(String text) {
        if (!text.startsWith("/") || text.length() > MAX_LENGTH) {
            throw new MalformedInput("a JSON pointer begins with / and has at most " + MAX_LENGTH + " characters");
        }
        List<String> tokens = new ArrayList<>();
        for (String token : text.substring(1).split("/", -1)) {
            tokens.add(unescape(token));
        }
        return new JsonPointer(tokens);
    }

    /** Section 4: first {@code ~1}, then {@code ~0}. */
    private static String unescape(String token) {
        if (token.replace("~0", "").replace("~1", "").indexOf('~') >= 0) {
            throw new MalformedInput("a JSON pointer has a ~ that escapes nothing");
        }
        return token.replace("~1", "/").replace("~0", "~");
    }

    /** What it points to, or null. */
    public @Nullable JsonNode in(JsonNode root) {
        JsonNode value = root;
        for (String token : tokens) {
            JsonNode below = switch (value) {
                case ObjectNode object -> object.get(token);
                case ArrayNode array -> isIndex(token) ? array.get(Integer.parseInt(token)) : null;
                default -> null;
            };
            if (below == null) {
                return null;
            }
            value = below;
        }
        return value;
    }

    /** Section 4: digits without leading zeros; here at most six. */
    private static boolean isIndex(String token) {
        return token.equals("0") || (!token.isEmpty() && token.length() <= 6 && token.charAt(0) != '0'
                && token.chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    /** The place of a member as it is written, below that of its object; the empty text is the root. Section 3. */
    public static String below(String object, String member) {
        return object + "/" + member.replace("~", "~0").replace("/", "~1");
    }

    /** The pointer as it is written. */
    @Override
    public String toString() {
        return tokens.stream().map(token -> below("", token)).collect(Collectors.joining());
    }
}
