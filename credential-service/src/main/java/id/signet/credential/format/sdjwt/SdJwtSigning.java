package id.signet.credential.format.sdjwt;

import id.signet.credential.SecuredCredential;
import id.signet.credential.UnsuitableInput;
import id.signet.credential.format.JoseSignature;
import id.signet.credential.format.SigningRequest;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The issuer's JWT is what is signed; the disclosures wait to be joined to it. */
final class SdJwtSigning {

    private static final String DISCLOSURES = "disclosures";

    private SdJwtSigning() {}

    static SigningRequest prepare(String format, ObjectNode header, Concealment.Concealed concealed, KeyType keyType) {
        var pending = Json.object();
        var disclosures = pending.putArray(DISCLOSURES);
        concealed.disclosures().forEach(disclosure -> disclosures.add(disclosure.text()));
        if (disclosures.size() > SdJwt.MAXIMUM_DISCLOSURES) {
            throw new UnsuitableInput("credential-too-large",
                    "An SD-JWT has at most " + SdJwt.MAXIMUM_DISCLOSURES + " disclosures.");
        }
        return new SigningRequest(format, JoseSignature.signingInput(header, concealed.payload(), keyType), pending);
    }

    static SecuredCredential assemble(SigningRequest request, byte[] signature, String mediaType) {
        var text = new StringBuilder(Jws.compact(request.signedInput(), signature)).append('~');
        if (request.pending().get(DISCLOSURES) instanceof ArrayNode disclosures) {
            disclosures.forEach(disclosure -> text.append(disclosure.stringValue()).append('~'));
        }
        return new SecuredCredential(request.format(), mediaType,
                JsonNodeFactory.instance.stringNode(text.toString()));
    }
}
