package id.signet.credential.format.sdjwt;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.SchemaReference;
import id.signet.credential.SecuredCredential;
import id.signet.credential.StatusEntry;
import id.signet.credential.UnsecuredCredential;
import id.signet.credential.UnsuitableInput;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.Validity;
import id.signet.credential.format.JoseSignature;
import id.signet.credential.format.RegisteredClaims;
import id.signet.credential.format.SigningRequest;
import id.signet.credential.format.Submission;
import id.signet.credential.format.VcDocument;
import id.signet.crypto.Bytes;
import id.signet.crypto.DateTimeStamps;
import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.JsonPointer;
import id.signet.registry.net.ResourceDigest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code dc+sd-jwt}: an SD-JWT VC. The subject's claims stand at the top level beside the token's own, the subject's
 * {@code id} as {@code sub} (docs/adr/0012-credential-formats.md).
 */
public final class SdJwtVcFormat implements SdJwtFormat {

    public static final String NAME = "dc+sd-jwt";
    public static final String MEDIA_TYPE = "application/dc+sd-jwt";

    private static final String PURPOSE = "assertionMethod";

    /** SD-JWT VC §2.2.2.2: what decides whether a credential counts is never left to the holder. */
    static final Set<String> NEVER_DISCLOSED = Set.of(
            "iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "aka_vcts", "status", "jti");

    /** Names that a subject's claim cannot have, because the token uses them. */
    private static final Set<String> TOKEN_CLAIMS = Set.of("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf",
            "vct", "vct#integrity", "aka_vcts", "status");

    private final Salts salts;

    public SdJwtVcFormat(Salts salts) {
        this.salts = salts;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Submission submission) {
        return submission instanceof Submission.Token token && token.mayBe(MEDIA_TYPE)
                && token.text().indexOf('~') >= 0;
    }

    @Override
    public UnverifiedCredential parse(Submission submission) {
        if (!(submission instanceof Submission.Token(var text, var _))) {
            throw new IllegalArgumentException("an SD-JWT is text");
        }
        return parse(SdJwt.parseIssued(text));
    }

    /** Whatever no other format claims, so that it is told what is wrong. */
    @Override
    public boolean recognises(SdJwt sdJwt) {
        return true;
    }

    @Override
    public UnverifiedCredential parse(SdJwt sdJwt) {
        var token = CompactToken.parse(sdJwt.issuerJwt());
        JoseSignature.requireType(token, NAME);
        var processed = DisclosedClaims.process(token.claims(), sdJwt.disclosures());
        for (var name : processed.disclosed()) {
            if (NEVER_DISCLOSED.contains(name)) {
                throw new MalformedCredential(
                        Problem.CRYPTOGRAPHIC_SECURITY, "never-disclosable", name + " is never a disclosure.");
            }
        }
        var claims = processed.claims();
        var registered = RegisteredClaims.parse(claims);
        var issuer = registered
                .issuer()
                .orElseThrow(() -> malformed("issuer-missing", "An SD-JWT VC names its issuer in iss."));
        var vct = claims.path("vct");
        if (!vct.isString() || vct.stringValue().isBlank()) {
            throw malformed("vct-missing", "An SD-JWT VC names its type in vct.");
        }
        checkOtherTypes(claims);
        return new UnverifiedCredential(
                NAME,
                Bytes.utf8(sdJwt.hashed()),
                claims,
                asDocument(claims, issuer, registered),
                processed.complete(),
                registered.id(),
                issuer,
                List.of(vct.stringValue()),
                Validity.ALWAYS,
                registered.validity(),
                registered.issuedAt(),
                status(claims),
                List.of(new SchemaReference(vct.stringValue(), SchemaReference.VCT, integrity(claims))),
                registered.holderKey(),
                List.of(JoseSignature.of(token, registered.issuer(), PURPOSE, registered.issuedAt())
                        .withPublishedKeys(issuer)),
                Optional.of(processed.issued()));
    }

    @Override
    public SigningRequest prepare(UnsecuredCredential credential) {
        if (credential.cryptosuite().isPresent()) {
            throw new UnsuitableInput("cryptosuite-not-supported", "Only data-integrity takes a cryptosuite.");
        }
        var header = Json.object();
        header.put("kid", credential.verificationMethod());
        header.put("typ", NAME);
        var document = VcDocument.parse(credential.document());
        var payload = tokenClaims(credential, document);
        var pointers = new LinkedHashSet<String>();
        var subject = subject(credential.document());
        credential.disclosable().ifPresent(asked -> asked.forEach(pointer -> pointers.add(atTopLevel(pointer))));
        for (var claim : subject.properties()) {
            var name = claim.getKey().equals("id") ? "sub" : claim.getKey();
            if (!claim.getKey().equals("id") && TOKEN_CLAIMS.contains(name)) {
                throw new UnsuitableInput("claim-reserved",
                        "In an SD-JWT VC no claim of the subject is named " + name + ".");
            }
            payload.set(name, claim.getValue());
            if (credential.disclosable().isEmpty()) {
                pointers.add(JsonPointer.below("", name));
            }
        }
        return SdJwtSigning.prepare(NAME, header, Concealment.conceal(payload, pointers, salts, true),
                credential.keyType());
    }

    @Override
    public SecuredCredential assemble(SigningRequest request, byte[] signature) {
        return SdJwtSigning.assemble(request, signature, MEDIA_TYPE);
    }

    private static ObjectNode tokenClaims(UnsecuredCredential credential, VcDocument document) {
        var payload = Json.object();
        payload.put("iss", document.issuer());
        document.id().ifPresent(id -> payload.put("jti", id));
        payload.put("iat", credential.created().getEpochSecond());
        document.validity().from().ifPresent(from -> payload.put("nbf", from.getEpochSecond()));
        document.validity().until().ifPresent(until -> payload.put("exp", until.getEpochSecond()));
        payload.put(
                "vct",
                credential.vct().orElseThrow(() -> new UnsuitableInput("vct-missing", "An SD-JWT VC needs a vct.")));
        credential.vctIntegrity().ifPresent(integrity -> payload.put("vct#integrity", integrity));
        credential.holderKey().ifPresent(key -> payload.putObject("cnf").set("jwk", Jwk.toJson(key)));
        for (var entry : credential.status()) {
            if (!(entry instanceof StatusEntry.TokenEntry(var index, var list)) || payload.has("status")) {
                throw new IllegalArgumentException("an SD-JWT VC has its status in one token status list");
            }
            payload.putObject("status").putObject("status_list").put("idx", index).put("uri", list);
        }
        return payload;
    }

    private static ObjectNode subject(ObjectNode document) {
        if (document.get("credentialSubject") instanceof ObjectNode subject) {
            return subject;
        }
        throw new UnsuitableInput("one-subject-only", "An SD-JWT VC has one subject.");
    }

    /** A pointer relative to the subject, as it stands in the token. */
    private static String atTopLevel(String pointer) {
        if (!pointer.startsWith("/")) {
            throw new UnsuitableInput("pointer-malformed",
                    "A disclosable claim is named by a JSON pointer such as /name.");
        }
        if (pointer.equals("/id")) {
            return "/sub";
        }
        var name = pointer.substring(1).split("/", 2)[0];
        if (TOKEN_CLAIMS.contains(name)) {
            throw new UnsuitableInput("never-disclosable", name + " is never disclosable.");
        }
        return pointer;
    }

    private static List<StatusEntry> status(ObjectNode claims) {
        if (!claims.has("status")) {
            return List.of();
        }
        if (!(claims.get("status") instanceof ObjectNode status) || status.isEmpty()) {
            throw malformed("status-entry-malformed", "status is an object.");
        }
        var entries = new ArrayList<StatusEntry>();
        for (var member : status.properties()) {
            if (!member.getKey().equals("status_list")) {
                entries.add(new StatusEntry.UnknownEntry(member.getKey()));
                continue;
            }
            var index = member.getValue().path("idx");
            var uri = member.getValue().path("uri");
            if (!index.isIntegralNumber()
                    || !index.canConvertToLong()
                    || index.longValue() < 0
                    || !uri.isString()
                    || uri.stringValue().isBlank()) {
                throw malformed("status-entry-malformed", "A status_list has a whole number idx from 0 and a uri.");
            }
            entries.add(new StatusEntry.TokenEntry(index.longValue(), uri.stringValue()));
        }
        return entries;
    }

    private static List<ResourceDigest> integrity(ObjectNode claims) {
        if (!claims.has("vct#integrity")) {
            return List.of();
        }
        if (!claims.get("vct#integrity").isString()) {
            throw malformed("vct-integrity-malformed", "vct#integrity is a text.");
        }
        return List.of(ResourceDigest.sri(claims.get("vct#integrity").stringValue()));
    }

    /** SD-JWT VC §2.2.2.1. Such types are the issuer's word and decide nothing here: only {@code vct} does. */
    private static void checkOtherTypes(ObjectNode claims) {
        if (!claims.has("aka_vcts")) {
            return;
        }
        var others = claims.get("aka_vcts");
        if (!others.isArray() || others.isEmpty() || !others.valueStream()
                .allMatch(
                        other -> other.isString() && !other.stringValue().isBlank()
                                && !other.equals(claims.get("vct")))) {
            throw malformed("aka-vcts-malformed", "aka_vcts is a filled list of other types than vct.");
        }
    }

    /** The way back: the claims as the credential document that schemas describe, without its type's own context. */
    private static ObjectNode asDocument(ObjectNode claims, String issuer, RegisteredClaims registered) {
        var document = Json.object();
        document.putArray("@context").add(VcDocument.CONTEXT);
        registered.id().ifPresent(id -> document.put("id", id));
        document.putArray("type").add(VcDocument.TYPE);
        document.put("issuer", issuer);
        registered.validity().from().ifPresent(from -> document.put("validFrom", DateTimeStamps.format(from)));
        registered.validity().until().ifPresent(until -> document.put("validUntil", DateTimeStamps.format(until)));
        var subject = document.putObject("credentialSubject");
        registered.subject().ifPresent(id -> subject.put("id", id));
        for (var claim : claims.properties()) {
            if (!TOKEN_CLAIMS.contains(claim.getKey())) {
                subject.set(claim.getKey(), claim.getValue());
            }
        }
        return document;
    }

    private static MalformedCredential malformed(String code, String message) {
        return new MalformedCredential(Problem.MALFORMED_VALUE, code, message);
    }
}
