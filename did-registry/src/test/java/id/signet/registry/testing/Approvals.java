package id.signet.registry.testing;

import id.signet.crypto.json.Json;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.proof.Cryptosuites;
import id.signet.crypto.proof.ProofOptions;
import id.signet.crypto.proof.SecuredDocument;
import id.signet.registry.did.method.DidKey;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** What witnesses of did:webvh say. */
public final class Approvals {

    private Approvals() {}

    /** The witness's proof over a version. */
    public static JsonNode by(SigningKey witness, String versionId) {
        ProofOptions options = ProofOptions.of(Cryptosuites.jcs().named("eddsa-jcs-2022").orElseThrow(),
                DidKey.methodId(witness.publicKey()).toString(), "assertionMethod")
                .withCreated(Instant.parse("2026-11-23T10:00:00Z"));
        return SecuredDocument.sign(Json.object().put("versionId", versionId), options, witness).get("proof");
    }
}
