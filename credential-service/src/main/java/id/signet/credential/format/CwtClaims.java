package id.signet.credential.format;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.Validity;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.cbor.Cbor;
import id.signet.crypto.cose.CoseKey;
import id.signet.crypto.key.PublicKey;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * CWT claims in the protected header of a COSE message (RFC 8392 §4, RFC 8747 §3.1, RFC 9597; the nonce of RFC 9711 §4.1):
 * they do for {@code vc+cose} and {@code vp+cose} what JWT claims do for tokens.
 */
public final class CwtClaims {

    private static final long ISSUER = 1;
    private static final long SUBJECT = 2;
    private static final long AUDIENCE = 3;
    private static final long EXPIRES = 4;
    private static final long NOT_BEFORE = 5;
    private static final long ISSUED_AT = 6;
    private static final long CONFIRMATION = 8;
    private static final long NONCE = 10;

    /** In {@code cnf}: a COSE_Key. */
    private static final long KEY = 1;

    private final Map<Cbor, Cbor> claims = new HashMap<>();

    /** Starts claims to be signed. */
    public CwtClaims() {}

    public CwtClaims issuer(String issuer) {
        return with(ISSUER, Cbor.of(issuer));
    }

    public CwtClaims issuedAt(Instant time) {
        return with(ISSUED_AT, Cbor.of(time.getEpochSecond()));
    }

    public CwtClaims holderKey(PublicKey key) {
        return with(CONFIRMATION, new Cbor.Dictionary(Map.of(Cbor.of(KEY), CoseKey.of(key))));
    }

    public CwtClaims audience(String audience) {
        return with(AUDIENCE, Cbor.of(audience));
    }

    public CwtClaims nonce(String nonce) {
        return with(NONCE, new Cbor.ByteString(Bytes.utf8(nonce)));
    }

    private CwtClaims with(long name, Cbor value) {
        claims.put(Cbor.of(name), value);
        return this;
    }

    public Map<Cbor, Cbor> all() {
        return Map.copyOf(claims);
    }

    /** @throws MalformedInput when one of the claims has the wrong type, or a key that was never meant to be shown */
    public static RegisteredClaims parse(Cbor.Dictionary claims) {
        return new RegisteredClaims(
                text(claims, ISSUER, "iss"),
                text(claims, SUBJECT, "sub"),
                Optional.empty(),
                date(claims, ISSUED_AT, "iat"),
                new Validity(date(claims, NOT_BEFORE, "nbf"), date(claims, EXPIRES, "exp")),
                holderKey(claims));
    }

    /** Whom the message is for; empty if it names nobody. */
    public static Set<String> audience(Cbor.Dictionary claims) {
        var audience = new LinkedHashSet<String>();
        for (var item : items(claims.get(AUDIENCE))) {
            audience.add(item instanceof Cbor.Text(var text) ? text : "");
        }
        return audience;
    }

    /** The one nonce that the message answers, bytes or text. */
    public static Optional<String> nonce(Cbor.Dictionary claims) {
        return claims.get(NONCE).map(value -> switch (value) {
            case Cbor.Text(var text) -> text;
            case Cbor.ByteString(var bytes) -> utf8(bytes);
            case Cbor.Int _,Cbor.Array _,Cbor.Dictionary _,Cbor.Tagged _,Cbor.Simple _ -> "";
        });
    }

    private static List<Cbor> items(Optional<Cbor> value) {
        return value.map(one -> one instanceof Cbor.Array(var several) ? several : List.of(one)).orElse(List.of());
    }

    /** Empty, which answers nobody, for bytes that are no text. */
    private static String utf8(Bytes bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toArray())).toString();
        } catch (CharacterCodingException e) {
            return "";
        }
    }

    private static Optional<String> text(Cbor.Dictionary claims, long name, String word) {
        return claims.get(name).map(value -> {
            if (!(value instanceof Cbor.Text(var text)) || text.isBlank()) {
                throw new MalformedCredential(Problem.MALFORMED_VALUE, "claim-malformed", word + " is a string.");
            }
            return text;
        });
    }

    private static Optional<Instant> date(Cbor.Dictionary claims, long name, String word) {
        return claims.get(name).map(value -> {
            if (!(value instanceof Cbor.Int(long seconds))) {
                throw NumericDate.malformed(word);
            }
            return NumericDate.of(seconds, word);
        });
    }

    private static Optional<PublicKey> holderKey(Cbor.Dictionary claims) {
        return claims.get(CONFIRMATION).map(value -> {
            if (!(value instanceof Cbor.Dictionary confirmation)) {
                throw holderKeyMalformed();
            }
            return CoseKey.parse(confirmation.get(KEY).orElseThrow(CwtClaims::holderKeyMalformed));
        });
    }

    private static MalformedCredential holderKeyMalformed() {
        return new MalformedCredential(
                Problem.MALFORMED_VALUE, "holder-key-malformed", "cnf names the holder's key as a COSE_Key.");
    }
}
