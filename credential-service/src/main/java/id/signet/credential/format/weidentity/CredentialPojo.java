package id.signet.credential.format.weidentity;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.ChainSignatures;
import id.signet.crypto.key.KeyType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * WeIdentity's CredentialPojo with salted leaves: the types {@code original} and {@code hashTree}.
 *
 * @param keyType secp256k1 or SM2, as the proof says
 * @param digested the claim as it was signed
 * @param complete whether no leaf is hidden
 * @param creator the proof's: a DID URL
 * @param signature 65 bytes with the recovery value before or behind r‖s, or 64 without
 */
record CredentialPojo(String context, String id, long cptId, String issuer, Instant issued, Instant expires,
        ObjectNode claim, ObjectNode digested, boolean complete, List<String> type, KeyType keyType, String creator,
        Instant created, Bytes signature) {

    private static final Set<String> MEMBERS = Set.of("claim", "context", "cptId", "expirationDate", "id",
            "issuanceDate", "issuer", "proof", "type");
    private static final String ORIGIN = "$from";

    /** Its SDK prints the time of Shanghai with a Z. */
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter PRINTED = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'")
            .withResolverStyle(ResolverStyle.STRICT);

    CredentialPojo {
        type = List.copyOf(type);
    }

    static boolean recognises(ObjectNode json) {
        return json.has("cptId") && json.has("claim") && json.path("proof").has("salt");
    }

    /** @throws MalformedCredential if it is none */
    static CredentialPojo parse(ObjectNode json) {
        ObjectNode rest = json.deepCopy();
        rest.remove(ORIGIN);
        if (!new TreeSet<>(rest.propertyNames()).equals(new TreeSet<>(MEMBERS))) {
            throw malformed("pojo-members", "A CredentialPojo has exactly the members " + new TreeSet<>(MEMBERS) + ".");
        }
        ObjectNode proof = object(json, "proof");
        KeyType keyType = switch (text(proof, "type")) {
            case "Secp256k1" -> KeyType.SECP256K1;
            case "SM2" -> KeyType.SM2;
            default -> throw malformed("pojo-proof-type", "The type of a CredentialPojo's proof is Secp256k1 or SM2.");
        };
        ObjectNode claim = object(json, "claim");
        var digested = ClaimLeaves.digest(claim, object(proof, "salt"),
                message -> ChainSignatures.hash(keyType, message));
        return new CredentialPojo(text(json, "context"), text(json, "id"), cpt(json.get("cptId")),
                text(json, "issuer"), time(json.get("issuanceDate")), time(json.get("expirationDate")), claim,
                digested.claim(), !digested.anyHidden(), types(json.get("type")), keyType, text(proof, "creator"),
                time(proof.path("created")), signature(text(proof, "signatureValue")));
    }

    /** The text that SDK 1.6.3 and later sign: members and leaves by their names, times in seconds. */
    Bytes text() {
        ObjectNode text = signed();
        text.set("claim", digested);
        return Bytes.utf8(sorted(text).toString());
    }

    /** That of SDK 1.5: the claim as text within the text, and a member for the proof that is not there yet. */
    Bytes olderText() {
        ObjectNode text = signed();
        text.put("claim", digested.toString());
        text.putNull("proof");
        return Bytes.utf8(sorted(text).toString());
    }

    private ObjectNode signed() {
        ObjectNode text = Json.object();
        text.put("context", context)
                .put("cptId", cptId)
                .put("expirationDate", expires.getEpochSecond())
                .put("id", id)
                .put("issuanceDate", issued.getEpochSecond())
                .put("issuer", issuer);
        text.set("type", Json.array(type));
        return text;
    }

    private static ObjectNode sorted(ObjectNode object) {
        ObjectNode sorted = Json.object();
        new TreeSet<>(object.propertyNames()).forEach(name -> sorted.set(name, object.get(name)));
        return sorted;
    }

    private static long cpt(JsonNode node) {
        if (node.isString() && node.stringValue().matches("[1-9][0-9]{0,17}")) {
            return Long.parseLong(node.stringValue());
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 1) {
            throw malformed("pojo-cpt", "The cptId of a CredentialPojo is a whole number from 1.");
        }
        return node.longValue();
    }

    private static Instant time(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0
                && node.longValue() <= Instant.MAX.getEpochSecond()) {
            return Instant.ofEpochSecond(node.longValue());
        }
        if (node.isString()) {
            try {
                return LocalDateTime.parse(node.stringValue(), PRINTED).atZone(SHANGHAI).toInstant();
            } catch (DateTimeParseException e) {
                throw badTime();
            }
        }
        throw badTime();
    }

    private static MalformedCredential badTime() {
        return malformed("pojo-time",
                "A time of a CredentialPojo is a number of seconds, or a date and time as WeIdentity prints it.");
    }

    private static List<String> types(JsonNode node) {
        if (!(node instanceof ArrayNode array)
                || !array.valueStream().allMatch(JsonNode::isString)) {
            throw badType();
        }
        List<String> types = array.valueStream().map(JsonNode::stringValue).toList();
        if (!types.equals(List.of("VerifiableCredential", "original"))
                && !types.equals(List.of("VerifiableCredential", "hashTree"))) {
            throw badType();
        }
        return types;
    }

    private static MalformedCredential badType() {
        return malformed("pojo-type",
                "The type of a CredentialPojo with salts is VerifiableCredential and original or hashTree.");
    }

    private static Bytes signature(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length == 64 || bytes.length == 65) {
                return Bytes.of(bytes);
            }
        } catch (IllegalArgumentException e) {
            throw badSignature();
        }
        throw badSignature();
    }

    private static MalformedCredential badSignature() {
        return malformed("pojo-signature", "The signatureValue of a CredentialPojo is 64 or 65 bytes in base64.");
    }

    private static ObjectNode object(ObjectNode json, String member) {
        if (json.get(member) instanceof ObjectNode object) {
            return object;
        }
        throw malformed("pojo-members", "The member " + member + " of a CredentialPojo is an object.");
    }

    private static String text(ObjectNode json, String member) {
        JsonNode value = json.path(member);
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw malformed("pojo-members",
                    "The member " + member + " of a CredentialPojo is a text that is not empty.");
        }
        return value.stringValue();
    }

    private static MalformedCredential malformed(String code, String message) {
        return new MalformedCredential(Problem.MALFORMED_VALUE, code, message);
    }
}
