package id.signet.registry.testing;

import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.Secp256k1PublicKey;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.did.weidentity.OldDocument;
import id.signet.registry.did.weidentity.Translation;
import java.math.BigInteger;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Somebody who has a DID of WeIdentity, and the key of it.
 *
 * @param did on the old chain
 */
public record OldIdentity(SigningKey key, String did) {

    public static OldIdentity generate() {
        SigningKey key = SoftwareSigningKey.generate(KeyType.SECP256K1);
        return new OldIdentity(key, WeidIdentifier.of("101", key.publicKey()).did().toString());
    }

    /** A document of the 1.x shape, with one key. */
    public ObjectNode document() {
        ObjectNode json = Json.object();
        json.put("@context", "https://github.com/WeBankFinTech/WeIdentity/blob/master/context/v1");
        json.put("id", did);
        add(json, "keys-0", key.publicKey());
        json.putArray("authentication")
                .addObject()
                .put("type", "Secp256k1")
                .put("publicKey", did + "#keys-0")
                .put("revoked", false);
        json.putArray("service");
        return json;
    }

    /** Lists one more key. */
    public ObjectNode add(ObjectNode document, String name, PublicKey more) {
        return document.withArray("publicKey")
                .addObject()
                .put("id", did + "#" + name)
                .put("type", "Secp256k1")
                .put("owner", did)
                .put("publicKey", decimal(more))
                .put("revoked", false);
    }

    public static String decimal(PublicKey key) {
        return new BigInteger(1, ((Secp256k1PublicKey) key).uncompressedPoint().toArray()).toString();
    }

    public Translation translated(String network) {
        return translated(document(), network);
    }

    public static Translation translated(ObjectNode document, String network) {
        return OldDocument.parse(Bytes.utf8(document.toString()))
                .translate(network, Optional.of("2048"), Optional.empty());
    }
}
