package id.signet.credential.format.sdjwt;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import java.util.Optional;
import id.signet.crypto.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * A claim the holder may show or keep back (RFC 9901 §4.2): base64url of {@code [salt, name, value]} for an object
 * member, of {@code [salt, value]} for an array element.
 *
 * @param text as sent; digests are over this, never over a new encoding of the content
 */
public record Disclosure(String text, String salt, Optional<String> name, JsonNode value) {

    /** The member that holds digests, and the one that stands for a hidden array element. */
    static final String DIGESTS = "_sd";

    static final String ELEMENT = "...";
    static final String ALGORITHM = "_sd_alg";

    /** @throws MalformedCredential unless the text is canonical base64url of such an array */
    public static Disclosure parse(String text) {
        var array = array(text);
        if (array.size() < 2 || array.size() > 3 || !array.get(0).isString()) {
            throw refused("A disclosure is an array of a salt, a name and a value, or of a salt and a value.");
        }
        var salt = array.get(0).stringValue();
        if (array.size() == 2) {
            return new Disclosure(text, salt, Optional.empty(), array.get(1));
        }
        if (!array.get(1).isString()) {
            throw refused("The name in a disclosure is a string.");
        }
        var name = array.get(1).stringValue();
        if (name.equals(DIGESTS) || name.equals(ELEMENT)) {
            throw refused("A disclosure is not named _sd or three dots.");
        }
        return new Disclosure(text, salt, Optional.of(name), array.get(2));
    }

    static Disclosure ofMember(String salt, String name, JsonNode value) {
        var array = Json.array().add(salt).add(name).add(value);
        return new Disclosure(encode(array), salt, Optional.of(name), value);
    }

    static Disclosure ofElement(String salt, JsonNode value) {
        var array = Json.array().add(salt).add(value);
        return new Disclosure(encode(array), salt, Optional.empty(), value);
    }

    public String digest(DigestAlgorithm algorithm) {
        return algorithm.digest(text);
    }

    private static String encode(ArrayNode array) {
        return Bytes.utf8(array.toString()).base64Url();
    }

    private static ArrayNode array(String text) {
        byte[] bytes;
        try {
            bytes = Base64Url.decode(text);
        } catch (MalformedInput e) {
            throw refused("A disclosure is base64url without padding and without spare bits.");
        }
        try {
            if (StrictJson.parse(bytes) instanceof ArrayNode array) {
                return array;
            }
        } catch (MalformedInput.TooLarge e) {
            throw e;
        } catch (MalformedInput e) {
            throw refused("A disclosure is well-formed JSON.");
        }
        throw refused("A disclosure is a JSON array.");
    }

    private static MalformedCredential refused(String message) {
        return new MalformedCredential(Problem.CRYPTOGRAPHIC_SECURITY, "disclosure-malformed", message);
    }
}
