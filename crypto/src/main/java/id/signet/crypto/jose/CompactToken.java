package id.signet.crypto.jose;

import id.signet.crypto.Base64Url;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;

/**
 * The one door for signed tokens from outside: a JWS in compact serialization (RFC 7515 section 7.1), read but not yet
 * believed. It refuses with {@link MalformedInput}, and with {@link TokenRefused} where the form is good but the
 * securing is never accepted:
 *
 * <ul>
 * <li>anything but three non-empty segments of strict base64url; so detached payloads, JSON serialization, encrypted
 * tokens (five segments) and empty signatures;
 * <li>an {@code alg} outside the allow-list. There is no HMAC and no {@code none} in it, and never will be;
 * <li>{@code crit} and {@code b64} at all (RFC 7797 is not supported), {@code enc} and {@code zip};
 * <li>a {@code kid} that is longer than 2,048 characters or not made of the characters of a URI.
 * </ul>
 *
 * <p>{@code jwk}, {@code jku}, {@code x5u} and {@code x5c} are never a source of the verification key: {@link Jws}
 * takes a key that the caller found elsewhere. A protocol in which the header does carry a key (a proof of possession)
 * asks {@link #header()} and gives it to {@link Jwk#parse}.
 */
public final class CompactToken {

    /** Of the whole token, in characters. */
    public static final int MAX_LENGTH = 64 * 1024;

    /** Of the decoded header, in bytes. */
    public static final int MAX_HEADER = 8 * 1024;

    private static final StrictJson.Limits HEADER_LIMITS = StrictJson.Limits.DEFAULT.withBytes(MAX_HEADER)
            .withDepth(8)
            .withValues(256);

    /**
     * 2026-11-23. EdDSA (RFC 8037) and its fully specified name Ed25519 (RFC 9864): our default. ES256, ES384, ES512
     * (RFC 7518): HAIP and W3C suites. ES256K (RFC 8812): did:weid and WeIdentity keys. ML-DSA-44 (RFC 9964), 2026-11-28: a
     * preview, which {@link id.signet.crypto.key.AcceptedKeyTypes} may not accept.
     */
    private static final Map<String, KeyType> ALGORITHMS = Map.of("EdDSA", KeyType.ED25519, "Ed25519",
            KeyType.ED25519, "ES256", KeyType.P256, "ES384", KeyType.P384, "ES512", KeyType.P521, "ES256K",
            KeyType.SECP256K1, "ML-DSA-44", KeyType.ML_DSA_44);

    private final ObjectNode header;
    private final KeyType keyType;
    private final Bytes payload;
    private final Bytes signature;
    private final Bytes signingInput;

    private CompactToken(ObjectNode header, KeyType keyType, Bytes payload, Bytes signature, Bytes signingInput) {
        this.header = header;
        this.keyType = keyType;
        this.payload = payload;
        this.signature = signature;
        this.signingInput = signingInput;
    }

    public static CompactToken parse(String text) {
        return parse(text, MAX_LENGTH);
    }

    /** @param maxLength of the whole token in characters, for the few kinds that may be larger (status lists) */
    public static CompactToken parse(String text, int maxLength) {
        if (text.length() > maxLength) {
            throw new MalformedInput.TooLarge("a token is longer than " + maxLength + " characters");
        }
        if (text.startsWith("{")) {
            throw new MalformedInput("a token is in JSON serialization; only the compact one is read");
        }
        int first = text.indexOf('.');
        int second = first < 0 ? -1 : text.indexOf('.', first + 1);
        if (second < 0) {
            throw new MalformedInput("a token has fewer than three segments");
        }
        if (text.indexOf('.', second + 1) >= 0) {
            throw new MalformedInput("a token has more than three segments; an encrypted one is not read here");
        }
        if (first == 0 || second == first + 1) {
            throw new MalformedInput("a segment of a token is empty; a detached payload is not supported");
        }
        if (first > (MAX_HEADER * 4 + 2) / 3) {
            throw new MalformedInput.TooLarge("the header of a token is larger than " + MAX_HEADER + " bytes");
        }
        ObjectNode header = StrictJson.parseObject(Base64Url.decode(text, 0, first), HEADER_LIMITS);
        KeyType keyType = examine(header);
        if (second + 1 == text.length()) {
            throw new MalformedInput("the signature of a token is empty");
        }
        byte[] payload = Base64Url.decode(text, first + 1, second);
        byte[] signature = Base64Url.decode(text, second + 1, text.length());
        // Only ASCII is left: both segments have been decoded.
        byte[] signingInput = text.substring(0, second).getBytes(StandardCharsets.US_ASCII);
        return new CompactToken(header, keyType, Bytes.of(payload), Bytes.of(signature), Bytes.of(signingInput));
    }

    /** What a text says it is, if it begins as a token does: the {@code typ} of its header, and of nothing else. */
    public static Optional<String> typeOf(String text) {
        int end = text.indexOf('.');
        if (end < 0 || end > (MAX_HEADER * 4 + 2) / 3) {
            return Optional.empty();
        }
        try {
            JsonNode type = StrictJson.parseObject(Base64Url.decode(text, 0, end), HEADER_LIMITS).path("typ");
            return type.isString() ? Optional.of(type.stringValue()) : Optional.empty();
        } catch (MalformedInput nothingOfTheKind) {
            return Optional.empty();
        }
    }

    private static KeyType examine(ObjectNode header) {
        for (String never : new String[]{"crit", "b64", "enc", "zip"}) {
            if (header.has(never)) {
                throw new TokenRefused("a token has the header parameter " + never + ", which is not supported");
            }
        }
        for (String text : new String[]{"alg", "typ", "cty", "kid"}) {
            if (header.has(text) && !header.path(text).isString()) {
                throw new MalformedInput("the header parameter " + text + " of a token is not a string");
            }
        }
        String kid = text(header, "kid");
        if (kid != null) {
            TokenKeyId.require(kid);
        }
        String algorithm = text(header, "alg");
        if (algorithm == null) {
            throw new MalformedInput("a token names no algorithm");
        }
        KeyType keyType = ALGORITHMS.get(algorithm);
        if (keyType == null) {
            throw new TokenRefused("the algorithm of a token is not in the allow-list");
        }
        return keyType;
    }

    /** A copy of the protected header. */
    public ObjectNode header() {
        return header.deepCopy();
    }

    /** The header's {@code alg}, one of the allow-list. */
    public String algorithm() {
        return header.path("alg").stringValue();
    }

    /** The only type of key that can verify this token. */
    public KeyType keyType() {
        return keyType;
    }

    public Optional<String> keyId() {
        return Optional.ofNullable(text(header, "kid"));
    }

    public Optional<String> type() {
        return Optional.ofNullable(text(header, "typ"));
    }

    public Optional<String> contentType() {
        return Optional.ofNullable(text(header, "cty"));
    }

    public Bytes payload() {
        return payload;
    }

    /**
     * The payload read as a set of claims.
     *
     * @throws MalformedInput if it is not a JSON object
     */
    public ObjectNode claims() {
        return StrictJson.parseObject(payload.toArray());
    }

    public Bytes signature() {
        return signature;
    }

    /** The ASCII bytes of the first two segments and the dot between: what the signature covers. */
    public Bytes signingInput() {
        return signingInput;
    }

    private static @Nullable String text(ObjectNode header, String name) {
        JsonNode value = header.get(name);
        return value == null ? null : value.stringValue();
    }
}
