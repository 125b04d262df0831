package id.signet.credential.format.weidentity;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.ChainSignatures;
import id.signet.crypto.key.KeyType;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A credential of WeIdentity, as far as it can be read without its issuer's key. What is signed are the members, never the
 * proof: {@code creator} says which key to try, and {@code created} counts for nothing beyond the time of issuance that it
 * repeats.
 *
 * @param context absent in the portable form of {@link PojoForm#LITE}
 * @param issuer as it stands in the paper
 * @param issued in whole seconds
 * @param claim as its holder shows it
 * @param salts of {@link PojoForm#ORIGINAL} and {@link PojoForm#EMBEDDED}
 * @param digested the claim as it was signed: of {@link PojoForm#ORIGINAL} with a hash for each leaf
 * @param complete whether no leaf is hidden
 * @param shortSalts whether its salts are those of WeIdentity's SDK, and not ours
 * @param type the members of {@code type}; of a legacy credential none
 * @param keyType as the proof says; the portable form of {@link PojoForm#LITE} does not say
 * @param creator the DID URL of a method or a DID; absent where the proof has none
 * @param signature r‖s‖v with the recovery value behind, or before in older papers: 65 bytes
 * @param inMilliseconds whether its times are signed in milliseconds, as the oldest SDKs did
 * @param members of {@link PojoForm#EMBEDDED}: the credentials in it, in their order
 */
public record CredentialPojo(PojoForm form, Optional<String> context, String id, long cptId, String issuer,
        Instant issued, Instant expires, ObjectNode claim, Optional<ObjectNode> salts, ObjectNode digested,
        boolean complete, boolean shortSalts, List<String> type, Optional<KeyType> keyType, Optional<String> creator,
        Bytes signature,
        boolean inMilliseconds, List<CredentialPojo> members) {

    /** What every SDK writes, whatever became of that address. */
    public static final String CONTEXT = "https://github.com/WeBankFinTech/WeIdentity/blob/master/context/v1";

    public static final String BASE_TYPE = "VerifiableCredential";
    public static final String ORIGINAL = "original";
    public static final String HASH_TREE = "hashTree";
    public static final String LITE1 = "lite1";

    /** The CPT of an authorization to fetch data. */
    public static final long DATA_AUTHORIZATION = 101;
    /** The CPT of credentials that are signed by several. */
    public static final long MULTI_SIGNATURE = 107;
    /** The CPT of credentials with a time that is vouched for. */
    public static final long TIMESTAMP = 108;

    static final Bytes UNSIGNED = Bytes.of(new byte[ChainSignatures.LENGTH]);

    private static final Set<Long> EMBEDDED = Set.of(MULTI_SIGNATURE, TIMESTAMP);

    public CredentialPojo {
        type = List.copyOf(type);
        members = List.copyOf(members);
    }

    /** Whether a CPT's credentials have others in them. */
    public static boolean embeds(long cptId) {
        return EMBEDDED.contains(cptId);
    }

    /** @throws MalformedCredential if it is none, in no form */
    public static CredentialPojo parse(ObjectNode json) {
        return new PojoReader().read(json);
    }

    /**
     * One with salted leaves whose signature is still to be made.
     *
     * @param typeName {@link #ORIGINAL} or {@link #HASH_TREE}
     * @param creator the DID URL of the method that will sign
     * @param salts a fresh one at each call
     * @throws MalformedCredential if this could not be read once it is signed
     */
    public static CredentialPojo unsigned(String id, long cptId, String issuer, Instant issued, Instant expires,
            ObjectNode claim, String typeName, KeyType keyType, String creator, Supplier<String> salts) {
        ObjectNode fresh = ClaimLeaves.salts(claim, salts);
        ObjectNode digested = ClaimLeaves.digest(claim, fresh, message -> ChainSignatures.hash(keyType, message))
                .claim();
        return new CredentialPojo(PojoForm.ORIGINAL, Optional.of(CONTEXT), id, cptId, issuer, issued, expires, claim,
                Optional.of(fresh), digested, true, false, List.of(BASE_TYPE, typeName), Optional.of(keyType),
                Optional.of(creator), UNSIGNED, false, List.of()).readable();
    }

    /**
     * Itself: nothing is signed that nobody could read.
     *
     * @throws MalformedCredential if it does not come back from its JSON as it is
     */
    CredentialPojo readable() {
        try {
            if (parse(StrictJson.parseObject(json().toString())).text().equals(text())) {
                return this;
            }
        } catch (MalformedCredential e) {
            throw e;
        } catch (MalformedInput e) {
            throw malformed("pojo-unfit", e.getMessage());
        }
        throw malformed("pojo-unfit", "The credential would not be read as it is signed.");
    }

    /** Whether the object claims to be one: says nothing about its being well formed. */
    public static boolean recognises(ObjectNode json) {
        return json.has("cptId") && json.has("claim") && json.has("proof");
    }

    /** Whether it is in the portable form of {@link PojoForm#LITE}, whose proof is the signature alone. */
    boolean isPortable() {
        return form == PojoForm.LITE && context.isEmpty();
    }

    /** The claim without what is hidden. */
    public ObjectNode disclosed() {
        return form == PojoForm.ORIGINAL ? ClaimLeaves.disclosed(claim, salts.orElseThrow()) : claim.deepCopy();
    }

    /** Whether the holder hides who the credential, or one in it, is about. */
    public boolean hidesSubject() {
        return form == PojoForm.ORIGINAL
                ? salts.orElseThrow().path("id").asString("").equals(ClaimLeaves.HIDDEN)
                : members.stream().anyMatch(CredentialPojo::hidesSubject);
    }

    /** What is signed by the rule of today's SDK; its chain's hash is signed once. */
    public Bytes text() {
        return switch (form) {
            case ORIGINAL -> PojoText.compact(withClaim(digested));
            case LITE -> {
                ObjectNode text = withClaim(claim);
                text.remove("context");
                yield PojoText.compact(text.put("type", LITE1));
            }
            case EMBEDDED -> Bytes.utf8(embeddedText(members));
            case LEGACY -> legacy(inMilliseconds, JsonNodeFactory.instance.nullNode());
        };
    }

    /**
     * The texts of older SDKs, whose hash was hashed once more. Of SDK 1.5: the claim as text within the text, and a member for
     * the proof that is not there yet.
     */
    List<Bytes> olderTexts() {
        return switch (form) {
            case ORIGINAL ->
                List.of(PojoText.compact(signed(false).put("claim", digested.toString()).putNull("proof")));
            case LITE -> List.of();
            case EMBEDDED -> List.of(text());
            case LEGACY -> Stream.of(true, false)
                    .map(milliseconds -> legacy(milliseconds, JsonNodeFactory.instance.nullNode()))
                    .toList();
        };
    }

    private Bytes legacy(boolean milliseconds, JsonNode proof) {
        ObjectNode text = signed(milliseconds).put("claim", legacyClaim(claim, keyType.orElseThrow()));
        text.set("proof", proof);
        return PojoText.compact(text);
    }

    /** The claim in the text that a legacy credential signs, its {@code claimHash}: each name, and the hash of its value. */
    public static String legacyClaim(ObjectNode claim, KeyType chain) {
        StringBuilder leaves = new StringBuilder();
        claim.propertyNames()
                .stream()
                .sorted()
                .forEach(name -> leaves.append(name)
                        .append(hex(chain, Bytes.utf8(PojoText.valueOf(claim.get(name))))));
        return leaves.toString();
    }

    private ObjectNode withClaim(ObjectNode asSigned) {
        ObjectNode text = signed(false);
        text.set("claim", asSigned);
        return text;
    }

    private ObjectNode signed(boolean milliseconds) {
        ObjectNode text = Json.object();
        context.ifPresent(url -> text.put("context", url));
        text.put("cptId", cptId)
                .put("expirationDate", milliseconds ? expires.toEpochMilli() : expires.getEpochSecond())
                .put("id", id)
                .put("issuanceDate", milliseconds ? issued.toEpochMilli() : issued.getEpochSecond())
                .put("issuer", issuer);
        if (!type.isEmpty()) {
            text.set("type", Json.array(type));
        }
        return text;
    }

    /** The evidence hashes of the credentials, in the order of their ids; where one has others in it, those of them. */
    public static String embeddedText(List<CredentialPojo> members) {
        return members.stream()
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .map(member -> member.form() == PojoForm.EMBEDDED
                        ? embeddedText(member.members())
                        : member.evidenceHash())
                .collect(Collectors.joining());
    }

    /** {@link #evidenceHash(KeyType)} by the hash that the proof names, else Keccak-256. */
    public String evidenceHash() {
        return evidenceHash(keyType.orElse(KeyType.SECP256K1));
    }

    /**
     * What names it in WeIdentity's evidence ({@code getCredentialPojoHash}): the same whatever its holder hides.
     *
     * @return {@code 0x} and 64 hex digits
     */
    public String evidenceHash(KeyType chain) {
        return hex(chain, switch (form) {
            case ORIGINAL, EMBEDDED -> {
                ObjectNode text = json();
                text.set("claim", digested);
                text.withObject("/proof").putNull("salt");
                yield PojoText.compact(text);
            }
            case LITE -> PojoText.compact(portable());
            case LEGACY -> legacy(inMilliseconds, proof());
        });
    }

    static String hex(KeyType chain, Bytes message) {
        return "0x" + Bytes.of(ChainSignatures.hash(chain, message.toArray())).hex();
    }

    /** The whole credential with its times in seconds; of {@link PojoForm#LITE} the portable form. */
    public ObjectNode json() {
        if (form == PojoForm.LITE) {
            return portable();
        }
        ObjectNode json = signed(inMilliseconds);
        json.set("claim", claim.deepCopy());
        json.set("proof", proof());
        return json;
    }

    private ObjectNode portable() {
        ObjectNode json = signed(false);
        json.remove("context");
        json.put("type", LITE1).put("proof", base64());
        json.set("claim", claim.deepCopy());
        return json;
    }

    private ObjectNode proof() {
        ObjectNode proof = Json.object();
        creator.ifPresent(by -> proof.put("creator", by));
        keyType.ifPresent(of -> proof.put("type", proofType(of)));
        if (form == PojoForm.LEGACY) {
            return proof.put("created", String.valueOf(inMilliseconds
                    ? issued.toEpochMilli()
                    : issued.getEpochSecond())).put("signature", base64());
        }
        salts.ifPresent(all -> proof.set("salt", all.deepCopy()));
        return proof.put("created", issued.getEpochSecond()).put("signatureValue", base64());
    }

    private String base64() {
        return Base64.getEncoder().encodeToString(signature.toArray());
    }

    /** The name of a key's kind in a proof. */
    public static String proofType(KeyType type) {
        return type == KeyType.SM2 ? "SM2" : "Secp256k1";
    }

    /** The same with other leaves hidden. */
    CredentialPojo with(ObjectNode shown, ObjectNode newSalts) {
        return new CredentialPojo(form, context, id, cptId, issuer, issued, expires, shown, Optional.of(newSalts),
                digested, false, shortSalts, type, keyType, creator, signature, inMilliseconds, members);
    }

    static MalformedCredential malformed(String code, String message) {
        return new MalformedCredential(Problem.MALFORMED_VALUE, code, message);
    }
}
