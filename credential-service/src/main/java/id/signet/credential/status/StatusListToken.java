package id.signet.credential.status;

import id.signet.credential.format.NumericDate;
import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.cbor.Cbor;
import id.signet.crypto.json.Json;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a Status List Token claims (Token Status List §5.1 and §5.2), as JSON in a JWT and as CBOR in a CWT. Nobody vouches
 * for it before the signature around it is judged.
 *
 * @param issuer {@code iss}, which the specification leaves out
 * @param subject {@code sub}, the address of the list
 * @param timeToLive {@code ttl} in seconds, as claimed
 * @param bits of one entry: 1, 2, 4 or 8
 * @param compressed {@code lst}, a ZLIB stream
 */
public record StatusListToken(Optional<String> issuer, Optional<String> subject, Instant issuedAt,
        Optional<Instant> expiresAt, Optional<Long> timeToLive, int bits, Bytes compressed) {

    private static final Set<Integer> SIZES = Set.of(1, 2, 4, 8);

    /** The labels of CWT claims (RFC 8392 §4; Token Status List §14.2). */
    private static final long ISSUER = 1;
    private static final long SUBJECT = 2;
    private static final long EXPIRES = 4;
    private static final long ISSUED_AT = 6;
    private static final long STATUS_LIST = 65_533;
    private static final long TIME_TO_LIVE = 65_534;

    public StatusListToken {
        if (!SIZES.contains(bits)) {
            throw new MalformedInput("it has no status_list of 1, 2, 4 or 8 bits.");
        }
    }

    /** @throws MalformedInput unless there are a time of issue and a list */
    public static StatusListToken of(ObjectNode claims) {
        var list = claims.path("status_list");
        var ttl = claims.path("ttl");
        if (!list.path("bits").isInt() || !list.path("lst").isString()) {
            throw noList();
        }
        return new StatusListToken(text(claims, "iss"), text(claims, "sub"),
                NumericDate.read(claims, "iat").orElseThrow(StatusListToken::undated), NumericDate.read(claims, "exp"),
                ttl.isIntegralNumber() && ttl.canConvertToLong() ? Optional.of(ttl.longValue()) : Optional.empty(),
                list.get("bits").intValue(), Bytes.of(Base64Url.decode(list.get("lst").stringValue())));
    }

    /** @throws MalformedInput unless there are a time of issue and a list */
    public static StatusListToken of(Cbor.Dictionary claims) {
        if (!(claims.get(STATUS_LIST).orElse(null) instanceof Cbor.Dictionary list)
                || !(list.get("bits").orElse(null) instanceof Cbor.Int(long bits)) || bits < 1 || bits > 8
                || !(list.get("lst").orElse(null) instanceof Cbor.ByteString(var compressed))) {
            throw noList();
        }
        return new StatusListToken(text(claims, ISSUER), text(claims, SUBJECT),
                date(claims, ISSUED_AT, "iat").orElseThrow(StatusListToken::undated), date(claims, EXPIRES, "exp"),
                claims.get(TIME_TO_LIVE)
                        .filter(Cbor.Int.class::isInstance)
                        .map(ttl -> ((Cbor.Int) ttl).value()),
                (int) bits, compressed);
    }

    public ObjectNode claims() {
        ObjectNode claims = Json.object();
        issuer.ifPresent(text -> claims.put("iss", text));
        subject.ifPresent(text -> claims.put("sub", text));
        claims.put("iat", issuedAt.getEpochSecond());
        expiresAt.ifPresent(end -> claims.put("exp", end.getEpochSecond()));
        timeToLive.ifPresent(seconds -> claims.put("ttl", seconds.longValue()));
        claims.putObject("status_list").put("bits", bits).put("lst", compressed.base64Url());
        return claims;
    }

    public Cbor.Dictionary cborClaims() {
        Map<Cbor, Cbor> claims = new HashMap<>();
        issuer.ifPresent(text -> claims.put(Cbor.of(ISSUER), Cbor.of(text)));
        subject.ifPresent(text -> claims.put(Cbor.of(SUBJECT), Cbor.of(text)));
        claims.put(Cbor.of(ISSUED_AT), Cbor.of(issuedAt.getEpochSecond()));
        expiresAt.ifPresent(end -> claims.put(Cbor.of(EXPIRES), Cbor.of(end.getEpochSecond())));
        timeToLive.ifPresent(seconds -> claims.put(Cbor.of(TIME_TO_LIVE), Cbor.of(seconds)));
        claims.put(Cbor.of(STATUS_LIST), statusList());
        return new Cbor.Dictionary(claims);
    }

    /** Token Status List §4.3. */
    Cbor.Dictionary statusList() {
        return new Cbor.Dictionary(Map.of(Cbor.of("bits"), Cbor.of(bits), Cbor.of("lst"),
                new Cbor.ByteString(compressed)));
    }

    private static Optional<String> text(ObjectNode claims, String name) {
        if (claims.has(name) && !claims.get(name).isString()) {
            throw new MalformedInput("its " + name + " is no text.");
        }
        return claims.has(name) ? Optional.of(claims.get(name).stringValue()) : Optional.empty();
    }

    private static Optional<String> text(Cbor.Dictionary claims, long label) {
        return claims.get(label).map(value -> {
            if (!(value instanceof Cbor.Text(var text))) {
                throw new MalformedInput("its claim " + label + " is no text.");
            }
            return text;
        });
    }

    private static Optional<Instant> date(Cbor.Dictionary claims, long label, String name) {
        return claims.get(label).map(value -> {
            if (!(value instanceof Cbor.Int(long seconds))) {
                throw NumericDate.malformed(name);
            }
            return NumericDate.of(seconds, name);
        });
    }

    private static MalformedInput undated() {
        return new MalformedInput("it does not say when it was issued.");
    }

    private static MalformedInput noList() {
        return new MalformedInput("it has no status_list of 1, 2, 4 or 8 bits.");
    }
}
