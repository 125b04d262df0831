package id.signet.credential.linkage;

import id.signet.crypto.DateTimeStamps;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.SigningKey;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.VerificationMethod;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Domain Linkage Credential in JWT proof format, well formed and not yet believed: a credential of VC Data Model 1.1 in
 * the claim {@code vc}, without an id and with both dates.
 */
record DomainLinkageCredential(CompactToken token, Did did, DidUrl method, WebOrigin origin, Instant from,
        Instant until) {

    private static final String W3C = "https://www.w3.org/2018/credentials/v1";
    private static final List<String> TYPES = List.of("VerifiableCredential", "DomainLinkageCredential");
    private static final Set<String> HEADER = Set.of("alg", "kid");
    private static final Set<String> CLAIMS = Set.of("exp", "iss", "nbf", "sub", "vc");
    private static final Set<String> MEMBERS = Set.of("@context", "type", "issuer", "issuanceDate", "expirationDate",
            "credentialSubject");
    private static final Set<String> SUBJECT = Set.of("id", "origin");

    /** @param from and {@code until} in whole seconds */
    static String sign(Did did, DidUrl method, SigningKey key, WebOrigin origin, Instant from, Instant until) {
        ObjectNode header = Json.object();
        header.put("kid", method.toString());
        ObjectNode claims = Json.object();
        claims.put("iss", did.toString());
        claims.put("sub", did.toString());
        claims.put("nbf", from.getEpochSecond());
        claims.put("exp", until.getEpochSecond());
        ObjectNode vc = claims.putObject("vc");
        vc.set("@context", Json.array(List.of(W3C, DidConfiguration.CONTEXT)));
        vc.set("type", Json.array(TYPES));
        vc.put("issuer", did.toString());
        vc.put("issuanceDate", DateTimeStamps.format(from));
        vc.put("expirationDate", DateTimeStamps.format(until));
        ObjectNode subject = vc.putObject("credentialSubject");
        subject.put("id", did.toString());
        subject.put("origin", origin.text());
        return Jws.sign(header, Jcs.canonicalize(claims), key);
    }

    /** Whether any of the places for a DID names this one. */
    static boolean speaksOf(Did did, ObjectNode claims) {
        String text = did.toString();
        return List.of(claims.path("iss"), claims.path("sub"), claims.path("vc").path("issuer"),
                claims.path("vc").path("credentialSubject").path("id"))
                .stream()
                .anyMatch(place -> isText(place, text));
    }

    /** @throws BadLinkage if it breaks a rule of "JSON Web Token Proof Format" or "Domain Linkage Credential" */
    static DomainLinkageCredential read(CompactToken token, Did did, ObjectNode claims) {
        BadLinkage.unless(HEADER.equals(Set.copyOf(token.header().propertyNames())), "header",
                "The header of the credential has alg and kid and nothing else.");
        BadLinkage.unless(CLAIMS.equals(Set.copyOf(claims.propertyNames())), "payload",
                "The payload of the credential has exp, iss, nbf, sub and vc and nothing else.");
        if (!(claims.get("vc") instanceof ObjectNode vc)
                || !(vc.get("credentialSubject") instanceof ObjectNode subject)) {
            throw new BadLinkage("payload", "The credential has no vc with one credentialSubject.");
        }
        BadLinkage.unless(!vc.has("id"), "id-present", "A Domain Linkage Credential has no id.");
        BadLinkage.unless(MEMBERS.containsAll(vc.propertyNames()) && SUBJECT.containsAll(subject.propertyNames()),
                "payload", "The credential has members that a Domain Linkage Credential does not have.");
        BadLinkage.unless(contexts(vc.path("@context")), "context",
                "The credential's @context is that of VC Data Model 1.1 and " + DidConfiguration.CONTEXT + ".");
        BadLinkage.unless(isTypes(vc.path("type")), "type",
                "The credential's type is VerifiableCredential and DomainLinkageCredential.");
        for (JsonNode place : List.of(claims.path("iss"), claims.path("sub"), vc.path("issuer"), subject.path("id"))) {
            BadLinkage.unless(isText(place, did.toString()), "did-mismatch",
                    "The credential's iss, sub, issuer and subject are not one and the same DID.");
        }
        return new DomainLinkageCredential(token, did, method(token, did), origin(subject),
                date(vc, "issuanceDate", claims, "nbf"), date(vc, "expirationDate", claims, "exp"));
    }

    private static boolean contexts(JsonNode contexts) {
        return contexts.size() == 2 && contexts.isArray() && isText(contexts.path(0), W3C)
                && isText(contexts.path(1), DidConfiguration.CONTEXT);
    }

    private static boolean isTypes(JsonNode types) {
        return types instanceof ArrayNode array && array.size() == TYPES.size() && TYPES.stream()
                .allMatch(type -> array.valueStream().anyMatch(one -> isText(one, type)));
    }

    private static boolean isText(JsonNode node, String text) {
        return node.isString() && node.stringValue().equals(text);
    }

    private static DidUrl method(CompactToken token, Did did) {
        try {
            DidUrl method = DidUrl.parseMethodId(token.keyId().orElse(""));
            BadLinkage.unless(method.did().equals(did), "key-not-found", "The key is named by another DID.");
            return method;
        } catch (MalformedInput e) {
            throw new BadLinkage("key-not-found", "The credential's kid names no key of the DID.");
        }
    }

    private static WebOrigin origin(ObjectNode subject) {
        try {
            return WebOrigin.parse(subject.path("origin").asString(""));
        } catch (MalformedInput e) {
            throw new BadLinkage("origin-mismatch", "The credential's origin is none: " + e.getMessage() + ".");
        }
    }

    /** VC Data Model 1.1 §6.3.1: the claim says the same as the member. */
    private static Instant date(ObjectNode vc, String member, ObjectNode claims, String claim) {
        Instant date = DateTimeStamps.parse(vc.path(member).asString(""))
                .orElseThrow(() -> new BadLinkage("dates",
                        "The credential's " + member + " is a date and time with its offset."));
        JsonNode seconds = claims.path(claim);
        BadLinkage.unless(seconds.isIntegralNumber() && seconds.canConvertToLong()
                && seconds.longValue() == date.getEpochSecond(), "dates",
                "The credential's " + claim + " and " + member + " do not say the same.");
        return date;
    }

    /**
     * "DID Configuration Resource Verification", but for what {@link #read} saw.
     *
     * @param document of the DID, as it is today
     * @param asked the origin that the credential was read from
     * @throws BadLinkage if it does not hold
     */
    void verify(DidDocument document, WebOrigin asked, Instant now) {
        BadLinkage.unless(origin.equals(asked), "origin-mismatch",
                "The credential is for " + origin + ", not for this origin.");
        BadLinkage.unless(!now.isBefore(from), "not-yet-valid", "The credential is not valid before " + from + ".");
        BadLinkage.unless(now.isBefore(until), "expired", "The credential was valid until " + until + ".");
        VerificationMethod key = document.method(method)
                .orElseThrow(() -> new BadLinkage("key-not-found",
                        "The DID document has no key of this name that can verify a signature here."));
        BadLinkage.unless(document.allows(method, Relationship.ASSERTION_METHOD) && key.controller().equals(did),
                "key-not-for-assertion", "The DID document does not list the key under assertionMethod.");
        BadLinkage.unless(key.revoked().isEmpty() && key.expires().filter(end -> !now.isBefore(end)).isEmpty(),
                "key-not-in-force", "The key is retired or revoked.");
        BadLinkage.unless(Jws.verify(token, key.key()), "signature-invalid",
                "The key did not sign the credential.");
    }
}
