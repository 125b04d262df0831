package id.signet.credential.presentation;

import id.signet.credential.format.JoseSignature;
import id.signet.credential.format.NumericDate;
import id.signet.credential.format.sdjwt.DigestAlgorithm;
import id.signet.credential.format.sdjwt.SdJwt;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.SigningKey;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Key binding JWTs (RFC 9901 §4.3). */
public final class KeyBindings {

    static final String TYPE = "kb+jwt";

    private static final String PURPOSE = "authentication";

    private KeyBindings() {}

    /** Never throws for what the holder wrote: a malformed binding is a proof that fails. */
    public static HolderProof parse(String text, SdJwt presented, DigestAlgorithm algorithm) {
        try {
            var token = CompactToken.parse(text);
            JoseSignature.requireType(token, TYPE);
            var claims = token.claims();
            var issuedAt = NumericDate.read(claims, "iat").orElseThrow(() -> new MalformedInput("it has no iat"));
            // The key is cnf and nothing else: kid, where there is one, is not looked at.
            var signature = new JoseSignature(token, Optional.empty(), "cnf", PURPOSE, Optional.of(issuedAt),
                    Optional.empty());
            return new HolderProof.KeyBinding(
                    signature,
                    answer(claims, "nonce"),
                    answer(claims, "aud"),
                    issuedAt,
                    text(claims, "sd_hash"),
                    algorithm.digest(presented.hashed()));
        } catch (MalformedInput e) {
            return new HolderProof.Malformed(
                    "key-binding-malformed", "The key binding is not well formed: " + e.getMessage() + ".");
        }
    }

    /** What a wallet does: binds the chosen disclosures to a nonce and an audience. */
    public static String present(
            SdJwt chosen, SigningKey holder, String nonce, String audience, Instant now) {
        var claims = Json.object();
        claims.put("iat", now.getEpochSecond());
        claims.put("aud", audience);
        claims.put("nonce", nonce);
        claims.put("sd_hash", DigestAlgorithm.SHA_256.digest(chosen.hashed()));
        var header = Json.object().put("typ", TYPE);
        return chosen.hashed() + Jws.sign(header, Bytes.utf8(claims.toString()).toArray(), holder);
    }

    /** Empty where the holder gave no text: it answers nobody, which the judgement says. */
    private static String answer(ObjectNode claims, String member) {
        var value = claims.path(member);
        return value.isString() ? value.stringValue() : "";
    }

    private static String text(ObjectNode claims, String member) {
        var value = claims.path(member);
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw new MalformedInput("its " + member + " is not a string");
        }
        return value.stringValue();
    }
}
