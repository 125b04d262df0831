package id.signet.credential.format.weidentity;

import static id.signet.credential.format.weidentity.CredentialPojo.malformed;

import id.signet.credential.MalformedCredential;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * WeIdentity's presentation ({@code PresentationE}), in its shape and with another text to sign: here the nonce is in what the
 * holder signs, with all of the proof but the signature (docs/adr/0040-weidentity-papers.md). In WeIdentity's own the nonce stands
 * outside, so whoever saw one presentation answers every later verifier with it.
 *
 * @param credentials in their order
 * @param keyType of the holder's key
 * @param created in whole seconds
 * @param verificationMethod the DID URL of the holder's method
 * @param nonce the verifier's
 * @param signature r‖s‖v
 */
public record PojoPresentation(List<String> context, List<CredentialPojo> credentials, KeyType keyType,
        Instant created, String verificationMethod, String nonce, Bytes signature) {

    /** Its type. */
    public static final String TYPE = "VerifiablePresentation";

    private static final String TAG = "signet-weidentity-presentation/1\n";
    private static final int MOST_CREDENTIALS = 32;
    private static final int LONGEST_NONCE = 256;
    private static final Set<String> MEMBERS = Set.of("context", "proof", "type", "verifiableCredential");
    private static final Set<String> PROOF = Set.of("created", "nonce", "signatureValue", "type",
            "verificationMethodId");

    /** @throws MalformedCredential if it has no credential, too many, or a nonce that is none */
    public PojoPresentation {
        context = List.copyOf(context);
        credentials = List.copyOf(credentials);
        if (credentials.isEmpty() || credentials.size() > MOST_CREDENTIALS) {
            throw malformed("presentation-malformed",
                    "A presentation of WeIdentity has 1 to " + MOST_CREDENTIALS + " credentials.");
        }
        if (nonce.isBlank() || nonce.length() > LONGEST_NONCE) {
            throw malformed("presentation-malformed", "A nonce is a text of 1 to " + LONGEST_NONCE + " characters.");
        }
    }

    /** Whether the object claims to be one: says nothing about its being well formed. */
    public static boolean recognises(ObjectNode json) {
        return json.has("verifiableCredential") && json.path("proof").has("signatureValue");
    }

    /** @throws MalformedCredential if it is none */
    public static PojoPresentation parse(ObjectNode submitted) {
        ObjectNode json = submitted.deepCopy();
        json.remove("$from");
        requireMembers(json, MEMBERS, "A presentation of WeIdentity");
        ObjectNode proof = PojoReader.object(json, "proof");
        requireMembers(proof, PROOF, "The proof of a presentation of WeIdentity");
        if (!texts(json.get("type")).equals(List.of(TYPE))) {
            throw malformed("presentation-malformed", "The type of a presentation of WeIdentity is " + TYPE + ".");
        }
        var credentials = new ArrayList<CredentialPojo>();
        if (!(json.get("verifiableCredential") instanceof ArrayNode list) || list.size() > MOST_CREDENTIALS) {
            throw malformed("presentation-malformed",
                    "A presentation of WeIdentity has 1 to " + MOST_CREDENTIALS + " credentials.");
        }
        for (JsonNode item : list) {
            if (!(item instanceof ObjectNode object)) {
                throw malformed("presentation-malformed", "The credentials of a presentation are objects.");
            }
            credentials.add(CredentialPojo.parse(object));
        }
        return new PojoPresentation(texts(json.get("context")), credentials, PojoReader.keyType(proof),
                PojoReader.time(proof.get("created")), PojoReader.text(proof, "verificationMethodId"),
                PojoReader.text(proof, "nonce"), PojoReader.signature(PojoReader.text(proof, "signatureValue")));
    }

    /** What the holder signs: a domain tag, and all but the signature as JSON without white space, sorted. */
    public Bytes text() {
        ObjectNode text = json();
        text.withObject("/proof").remove("signatureValue");
        return Bytes.utf8(TAG + PojoText.compact(text).asUtf8());
    }

    public PojoPresentation signed(Bytes made) {
        return new PojoPresentation(context, credentials, keyType, created, verificationMethod, nonce, made);
    }

    /** Credentials whole, times in seconds. */
    public ObjectNode json() {
        ObjectNode json = withoutProof();
        json.putObject("proof")
                .put("created", created.getEpochSecond())
                .put("nonce", nonce)
                .put("signatureValue", Base64.getEncoder().encodeToString(signature.toArray()))
                .put("type", CredentialPojo.proofType(keyType))
                .put("verificationMethodId", verificationMethod);
        return json;
    }

    public ObjectNode withoutProof() {
        ObjectNode json = Json.object();
        json.set("context", Json.array(context));
        json.set("type", Json.array(List.of(TYPE)));
        ArrayNode list = json.putArray("verifiableCredential");
        credentials.forEach(credential -> list.add(credential.json()));
        return json;
    }

    /** @param method as the holder is known here */
    public PojoSignature holderSignature(String method) {
        return new PojoSignature(method, Optional.of(keyType), "authentication", created, text(), false,
                List.of(), signature);
    }

    private static void requireMembers(ObjectNode json, Set<String> members, String what) {
        if (!new TreeSet<>(json.propertyNames()).equals(new TreeSet<>(members))) {
            throw malformed("presentation-malformed",
                    what + " has exactly the members " + new TreeSet<>(members) + ".");
        }
    }

    private static List<String> texts(JsonNode node) {
        if (!(node instanceof ArrayNode list) || list.size() > 8
                || !list.valueStream().allMatch(item -> item.isString() && item.stringValue().length() <= 2_048)) {
            throw malformed("presentation-malformed",
                    "The context and the type of a presentation of WeIdentity are lists of texts.");
        }
        return list.valueStream().map(JsonNode::stringValue).toList();
    }
}
