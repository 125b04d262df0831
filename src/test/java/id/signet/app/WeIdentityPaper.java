package id.signet.app;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Json;
import java.time.Instant;
import java.util.Base64;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** A CredentialPojo with salted leaves, signed by its issuer's own key as SDK 1.6.3 and later do. */
public final class WeIdentityPaper {

    private static final String SALT = "aB3x9";

    private WeIdentityPaper() {}

    /** @param claim flat, of texts and numbers */
    public static ObjectNode signed(LightWallet issuer, String did, long cptId, ObjectNode claim, Instant issued,
            Instant expires) {
        ObjectNode paper = Json.object();
        paper.put("context", "https://github.com/WeBankFinTech/WeIdentity/blob/master/context/v1")
                .put("cptId", cptId)
                .put("expirationDate", expires.getEpochSecond())
                .put("id", "48b75424-9411-4d22-b925-4e730b445a31")
                .put("issuanceDate", issued.getEpochSecond())
                .put("issuer", did);
        paper.putArray("type").add("VerifiableCredential").add("original");
        ObjectNode salts = Json.object();
        ObjectNode digested = Json.object();
        for (String name : new TreeSet<>(claim.propertyNames())) {
            salts.put(name, SALT);
            digested.put(name, "0x" + Bytes
                    .of(Hashes.keccak256(Bytes.utf8(claim.get(name).asString() + SALT).toArray()))
                    .hex());
        }
        ObjectNode text = Json.object();
        text.set("claim", digested);
        paper.properties().forEach(member -> text.set(member.getKey(), member.getValue()));
        byte[] signature = issuer.sign(Bytes.utf8(text.toString()).toArray());
        paper.set("claim", claim);
        paper.putObject("proof")
                .put("created", issued.getEpochSecond())
                .put("creator", did + "#keys-0")
                .put("signatureValue", Base64.getEncoder().encodeToString(signature))
                .put("type", "Secp256k1")
                .set("salt", salts);
        return paper;
    }
}
