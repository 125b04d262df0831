package id.signet.credential.verify;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.json.StrictJson;
import id.signet.registry.net.Fetched;
import id.signet.registry.net.HttpsAddress;
import id.signet.registry.net.Web;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JWT VC Issuer Metadata, read by the rules of docs/adr/0022-outbound-http.md. */
public final class PublishedIssuerKeys implements WebIssuers {

    private static final String WELL_KNOWN = "/.well-known/jwt-vc-issuer";
    private static final int MAX_KEYS = 100;
    private static final Set<String> METADATA = Set.of("application/json");
    private static final Set<String> KEY_SETS = Set.of("application/jwk-set+json", "application/json");

    private final Web web;

    public PublishedIssuerKeys(Web web) {
        this.web = web;
    }

    private static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Signers.Answer answer;

        Unreadable(Signers.Answer answer) {
            this.answer = answer;
        }
    }

    @Override
    public Signers.Answer find(String issuer, Optional<String> keyId) {
        try {
            ObjectNode metadata = read(address(issuer), METADATA, "metadata");
            // Identical, as text: a document of another issuer says nothing of this one.
            if (!metadata.path("issuer").isString() || !metadata.get("issuer").stringValue().equals(issuer)) {
                return new Signers.Answer.Missing("The issuer's metadata is that of another issuer.");
            }
            if (metadata.has("jwks") == metadata.has("jwks_uri")) {
                return new Signers.Answer.Missing("The issuer's metadata has either jwks or jwks_uri.");
            }
            JsonNode keys = metadata.has("jwks")
                    ? metadata.get("jwks")
                    : read(HttpsAddress.parse(metadata.get("jwks_uri").asString("")), KEY_SETS, "set of keys");
            return key(issuer, keyId, keys);
        } catch (Unreadable e) {
            return e.answer;
        } catch (MalformedInput e) {
            return new Signers.Answer.Missing("The issuer's keys cannot be found: " + e.getMessage() + ".");
        }
    }

    /** The well-known text stands between host and path, whose last slash is cut off. */
    private static HttpsAddress address(String issuer) {
        HttpsAddress address = HttpsAddress.parse(issuer);
        String path = address.path().endsWith("/")
                ? address.path().substring(0, address.path().length() - 1)
                : address.path();
        return new HttpsAddress(address.host(), address.port(), WELL_KNOWN + path);
    }

    private ObjectNode read(HttpsAddress address, Set<String> mediaTypes, String what) throws Unreadable {
        Bytes body = switch (web.get(address, mediaTypes)) {
            case Fetched.Found found -> found.body();
            case Fetched.Absent _ -> throw new Unreadable(
                    new Signers.Answer.Missing("The issuer publishes no " + what + " at " + address + "."));
            case Fetched.Forbidden forbidden -> throw new Unreadable(
                    new Signers.Answer.Missing(
                            "The issuer's " + what + " is not asked for: " + forbidden.reason() + "."));
            case Fetched.Busy _ -> throw new Unreadable(
                    new Signers.Answer.Unreachable("Too many hosts are being waited for; ask again."));
            case Fetched.Unreachable unreachable -> throw new Unreadable(new Signers.Answer.Unreachable(
                    "The issuer's " + what + " cannot be read: " + unreachable.reason() + "."));
        };
        return StrictJson.parseObject(body.toArray());
    }

    /** The key that the token names; where it names none, the only one there is. */
    private static Signers.Answer key(String issuer, Optional<String> keyId, JsonNode set) {
        if (!set.path("keys").isArray() || set.get("keys").size() > MAX_KEYS) {
            return new Signers.Answer.Missing("The issuer's set of keys is no list of at most " + MAX_KEYS + " keys.");
        }
        List<JsonNode> named = set.get("keys")
                .valueStream()
                .filter(key -> keyId.isEmpty() || key.path("kid").asString("").equals(keyId.get()))
                .toList();
        if (named.size() != 1) {
            return new Signers.Answer.Missing(named.isEmpty()
                    ? "The issuer publishes no such key."
                    : "The issuer publishes several keys, and which is meant is not said.");
        }
        return new Signers.Answer.Found(Jwk.parse(named.getFirst()), issuer, issuer, Set.of("assertionMethod"),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty());
    }
}
