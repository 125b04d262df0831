package id.signet.credential.format.weidentity;

import static id.signet.credential.format.weidentity.CredentialPojo.malformed;

import id.signet.credential.MalformedCredential;
import id.signet.crypto.Bytes;
import id.signet.crypto.key.ChainSignatures;
import id.signet.crypto.key.KeyType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads one credential of WeIdentity and those that are in it. */
final class PojoReader {

    /** Credentials in one credential, at all depths. */
    private static final int MOST_MEMBERS = 64;
    private static final int DEEPEST = 4;
    private static final int LONGEST_TEXT = 2_048;

    private static final Set<String> MEMBERS = Set.of("claim", "context", "cptId", "expirationDate", "id",
            "issuanceDate", "issuer", "proof", "type");
    private static final Set<String> PORTABLE = Set.of("claim", "cptId", "expirationDate", "id", "issuanceDate",
            "issuer", "proof", "type");
    private static final Set<String> LEGACY = Set.of("claim", "context", "cptId", "expirationDate", "id",
            "issuanceDate", "issuer", "proof");
    private static final String ORIGIN = "$from";

    /** Its SDK prints the time of Shanghai with a Z. */
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter PRINTED = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'")
            .withResolverStyle(ResolverStyle.STRICT);
    /** A larger number is one of milliseconds: as seconds it would be in the year 5138. */
    private static final long MOST_SECONDS = 99_999_999_999L;

    private static final Pattern HASH = Pattern.compile("0x[0-9a-f]{64}");

    private int members;

    CredentialPojo read(ObjectNode json) {
        return read(json, 0);
    }

    private CredentialPojo read(ObjectNode json, int depth) {
        ObjectNode rest = json.deepCopy();
        rest.remove(ORIGIN);
        if (rest.has("@context") && !rest.has("context")) {
            rest.set("context", rest.remove("@context"));
        }
        if (LEGACY.equals(names(rest)) && rest.path("proof").has("signature")) {
            return legacy(rest);
        }
        if (rest.path("type").isString()) {
            return lite(rest);
        }
        requireMembers(rest, MEMBERS);
        List<String> types = types(rest.get("type"));
        if (types.contains(CredentialPojo.LITE1)) {
            return lite(rest);
        }
        return salted(rest, types, depth);
    }

    private CredentialPojo salted(ObjectNode json, List<String> types, int depth) {
        ObjectNode proof = object(json, "proof");
        requireProof(proof, Set.of("created", "creator", "salt", "signatureValue", "type"));
        KeyType keyType = keyType(proof);
        ObjectNode claim = object(json, "claim");
        ObjectNode salts = object(proof, "salt");
        long cptId = cpt(json.get("cptId"));
        Instant issued = time(json.get("issuanceDate"));
        if (!time(proof.path("created")).equals(issued)) {
            throw malformed("pojo-created", "The time in a CredentialPojo's proof is that of its issuance.");
        }
        boolean embedded = CredentialPojo.embeds(cptId);
        if (!embedded && types.size() < 2) {
            throw badType();
        }
        ObjectNode digested = claim;
        boolean complete = true;
        boolean shortSalts = false;
        if (!embedded) {
            var leaves = ClaimLeaves.digest(claim, salts, message -> ChainSignatures.hash(keyType, message));
            digested = leaves.claim();
            complete = !leaves.anyHidden();
            shortSalts = leaves.salts().equals(Optional.of(SaltForm.SHORT));
        }
        if (cptId == CredentialPojo.DATA_AUTHORIZATION && complete) {
            DataAuthorization.parse(claim).requireFrom(text(json, "issuer"));
        }
        return new CredentialPojo(embedded ? PojoForm.EMBEDDED : PojoForm.ORIGINAL,
                Optional.of(text(json, "context")), text(json, "id"), cptId, text(json, "issuer"), issued,
                time(json.get("expirationDate")), claim, Optional.of(salts), digested, complete, shortSalts,
                types,
                Optional.of(keyType), Optional.of(text(proof, "creator")), signature(text(proof, "signatureValue")),
                false, embedded ? members(claim, depth) : List.of());
    }

    private List<CredentialPojo> members(ObjectNode claim, int depth) {
        if (!(claim.get("credentialList") instanceof ArrayNode list) || list.isEmpty()) {
            throw malformed("pojo-embedded", "CPT 107 and 108 have a list of credentials in their claim.");
        }
        members += list.size();
        if (members > MOST_MEMBERS || depth == DEEPEST) {
            throw malformed("pojo-embedded", "A credential has at most " + MOST_MEMBERS
                    + " others in it, in at most " + DEEPEST + " levels.");
        }
        var read = new ArrayList<CredentialPojo>();
        var ids = new HashSet<String>();
        for (JsonNode item : list) {
            if (!(item instanceof ObjectNode object)) {
                throw malformed("pojo-embedded", "The list of credentials in a claim has objects alone.");
            }
            CredentialPojo member = read(object, depth + 1);
            if (member.form() == PojoForm.LITE || member.form() == PojoForm.LEGACY) {
                // WeIdentity hashes nothing for such a member, so the signature would say nothing of it.
                throw malformed("pojo-embedded-form",
                        "Only credentials with salts stand in another: its signature does not cover others.");
            }
            if (!ids.add(member.id())) {
                throw malformed("pojo-embedded", "A list of credentials names none twice.");
            }
            read.add(member);
        }
        return read;
    }

    private CredentialPojo lite(ObjectNode json) {
        boolean portable = json.path("proof").isString();
        requireMembers(json, portable ? PORTABLE : MEMBERS);
        if (portable && !json.path("type").asString("").equals(CredentialPojo.LITE1)) {
            throw badType();
        }
        Optional<KeyType> keyType = Optional.empty();
        Optional<String> creator = Optional.empty();
        String signature;
        if (portable) {
            signature = text(json, "proof");
        } else {
            ObjectNode proof = object(json, "proof");
            if (!Set.of("created", "creator", "signatureValue", "type").containsAll(names(proof))) {
                throw malformed("pojo-members", "The proof of a lite1 credential has no other members than"
                        + " created, creator, signatureValue and type.");
            }
            keyType = Optional.of(keyType(proof));
            creator = proof.has("creator") ? Optional.of(text(proof, "creator")) : Optional.empty();
            signature = text(proof, "signatureValue");
            if (proof.has("created") && !time(proof.get("created")).equals(time(json.get("issuanceDate")))) {
                throw malformed("pojo-created", "The time in a CredentialPojo's proof is that of its issuance.");
            }
        }
        ObjectNode claim = object(json, "claim");
        return new CredentialPojo(PojoForm.LITE,
                portable ? Optional.empty() : Optional.of(text(json, "context")), text(json, "id"),
                cpt(json.get("cptId")), text(json, "issuer"), time(json.get("issuanceDate")),
                time(json.get("expirationDate")), claim, Optional.empty(), claim, true, false,
                List.of(CredentialPojo.LITE1),
                keyType, creator, signature(signature), false, List.of());
    }

    private CredentialPojo legacy(ObjectNode json) {
        ObjectNode proof = object(json, "proof");
        requireProof(proof, Set.of("created", "creator", "signature", "type"));
        KeyType keyType = keyType(proof);
        JsonNode written = json.get("issuanceDate");
        Instant issued = time(written);
        if (!proof.path("created").isString() || !proof.get("created").stringValue().matches("[0-9]{1,15}")
                || !time(Long.parseLong(proof.get("created").stringValue())).equals(issued)) {
            throw malformed("pojo-created", "The time in a credential's proof is that of its issuance.");
        }
        ObjectNode claim = object(json, "claim");
        if (claim.propertyNames().stream().anyMatch(name -> HASH.matcher(name).find())) {
            // Names and hashes are joined, so a claim could stand in the name of another.
            throw malformed("pojo-legacy-name", "No name in the claim of a legacy credential has a hash in it.");
        }
        return new CredentialPojo(PojoForm.LEGACY, Optional.of(text(json, "context")), text(json, "id"),
                cpt(json.get("cptId")), text(json, "issuer"), issued, time(json.get("expirationDate")), claim,
                Optional.empty(), claim, true, false, List.of(), Optional.of(keyType),
                Optional.of(text(proof, "creator")),
                signature(text(proof, "signature")),
                Long.parseLong(proof.get("created").stringValue()) > MOST_SECONDS, List.of());
    }

    private static Set<String> names(ObjectNode json) {
        return new TreeSet<>(json.propertyNames());
    }

    private static void requireMembers(ObjectNode json, Set<String> members) {
        if (!names(json).equals(members)) {
            throw malformed("pojo-members", "A CredentialPojo has exactly the members " + new TreeSet<>(members) + ".");
        }
    }

    private static void requireProof(ObjectNode proof, Set<String> members) {
        if (!names(proof).equals(members)) {
            throw malformed("pojo-members",
                    "The proof of a CredentialPojo has exactly the members " + new TreeSet<>(members) + ".");
        }
    }

    static KeyType keyType(ObjectNode proof) {
        return switch (text(proof, "type")) {
            case "Secp256k1" -> KeyType.SECP256K1;
            case "SM2" -> KeyType.SM2;
            default -> throw malformed("pojo-proof-type", "The type of a CredentialPojo's proof is Secp256k1 or SM2.");
        };
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

    static Instant time(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong() && node.longValue() > 0) {
            return time(node.longValue());
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

    /** Seconds, or the milliseconds of the oldest papers. */
    private static Instant time(long number) {
        if (number <= MOST_SECONDS) {
            return Instant.ofEpochSecond(number);
        }
        if (number % 1_000 != 0 || number / 1_000 > MOST_SECONDS) {
            throw badTime();
        }
        return Instant.ofEpochSecond(number / 1_000);
    }

    private static MalformedCredential badTime() {
        return malformed("pojo-time",
                "A time of a CredentialPojo is a number of seconds, or a date and time as WeIdentity prints it.");
    }

    private static List<String> types(JsonNode node) {
        if (!(node instanceof ArrayNode array) || array.isEmpty() || array.size() > 2
                || !array.valueStream().allMatch(JsonNode::isString)) {
            throw badType();
        }
        List<String> types = array.valueStream().map(JsonNode::stringValue).toList();
        Set<String> seconds = Set.of(CredentialPojo.ORIGINAL, CredentialPojo.HASH_TREE, CredentialPojo.LITE1);
        if (!types.getFirst().equals(CredentialPojo.BASE_TYPE)
                || (types.size() == 2 && !seconds.contains(types.get(1)))) {
            throw badType();
        }
        return types;
    }

    private static MalformedCredential badType() {
        return malformed("pojo-type", "The type of a CredentialPojo is VerifiableCredential and original, hashTree or"
                + " lite1; a credential of the type zkp is not read here.");
    }

    static Bytes signature(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length == ChainSignatures.LENGTH && Base64.getEncoder().encodeToString(bytes).equals(base64)) {
                return Bytes.of(bytes);
            }
        } catch (IllegalArgumentException e) {
            throw badSignature();
        }
        throw badSignature();
    }

    private static MalformedCredential badSignature() {
        return malformed("pojo-signature", "The signature of a CredentialPojo is 65 bytes in base64.");
    }

    static ObjectNode object(ObjectNode json, String member) {
        if (json.get(member) instanceof ObjectNode object) {
            return object;
        }
        throw malformed("pojo-members", "The member " + member + " of a CredentialPojo is an object.");
    }

    static String text(ObjectNode json, String member) {
        JsonNode value = json.path(member);
        if (!value.isString() || value.stringValue().isEmpty() || value.stringValue().length() > LONGEST_TEXT) {
            throw malformed("pojo-members", "The member " + member
                    + " of a CredentialPojo is a text of 1 to " + LONGEST_TEXT + " characters.");
        }
        return value.stringValue();
    }
}
