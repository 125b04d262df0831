import id.signet.credential.SecuredCredential;
import id.signet.credential.UnsecuredCredential;
import id.signet.credential.format.CredentialFormat;
import id.signet.credential.format.Envelopes;
import id.signet.credential.format.Submission;
import id.signet.credential.format.VcDocument;
import id.signet.credential.format.cose.VcCoseFormat;
import id.signet.credential.format.dataintegrity.DataIntegrityFormat;
import id.signet.credential.format.jose.VcJwtFormat;
import id.signet.credential.format.sdjwt.Concealment;
import id.signet.credential.format.sdjwt.Salts;
import id.signet.credential.format.sdjwt.VcSdJwtFormat;
import id.signet.credential.presentation.PresentationFormat;
import id.signet.credential.presentation.Presentations;
import id.signet.credential.presentation.UnsecuredPresentation;
import id.signet.credential.presentation.UnverifiedPresentation.VcPresentation;
import id.signet.credential.presentation.VpCose;
import id.signet.credential.presentation.VpJwt;
import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.cose.Cose;
import id.signet.crypto.cose.CoseSign1;
import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.proof.Cryptosuites;
import id.signet.crypto.rdf.Contexts;
import id.signet.crypto.rdf.TermCheck;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The profile "w3c-jose-cose": Signet's formats behind the command line of the W3C suite, with what that suite asks for
 * against the texts it tests. All of that is here and nothing of it in the service:
 * <ul>
 * <li>{@code iat} may be text (RFC 7519 section 4.1.6 has a number): it is read as the number it stands for, after the
 * signature was verified over what was sent;
 * <li>nothing is judged by the clock, so an {@code exp} in the past is taken;
 * <li>of credentials in a presentation no more is looked at than that they are enveloped: the suite gives no keys for
 * them, and one of its good presentations has a line break within a message;
 * <li>a member at the top of a credential that the base context does not have is refused at issue, although the examples
 * context gives it some meaning.
 * </ul>
 * A kind of key that Signet has not is answered with {@code indeterminate}, which no test expects.
 */
public final class W3cJoseCose {

    private static final TermCheck TERMS = TermCheck.of(Contexts.bundled().andExamples());
    private static final Set<String> MEMBERS = Set.of("@context", "id", "type", "name", "description", "issuer",
            "credentialSubject", "validFrom", "validUntil", "credentialStatus", "credentialSchema", "refreshService",
            "termsOfUse", "evidence", "relatedResource", "confidenceMethod", "renderMethod");
    private static final Map<String, CredentialFormat> FORMATS = Map.of("jose", new VcJwtFormat(), "cose",
            new VcCoseFormat(), "sdjwt", new VcSdJwtFormat(Salts.random()));
    private static final Map<String, PresentationFormat> PRESENTATIONS = Map.of("jose", new VpJwt(), "cose",
            new VpCose());

    private W3cJoseCose() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        String feature = options.get("--feature");
        boolean credential = feature.startsWith("credential_");
        String how = feature.substring(feature.indexOf('_') + 1);
        String input = Files.readString(Path.of(options.get("--input"))).strip();
        ObjectNode method = StrictJson.parseObject(Files.readString(Path.of(options.get("--key"))));
        ObjectNode answer = Json.object();
        try {
            String data = arguments[0].equals("issue")
                    ? issue(input, method, credential, how, options.getOrDefault("--sd", "[]"))
                    : verify(input, method, credential, how);
            answer.put("result", "success").put("data", data);
        } catch (UnknownKey e) {
            answer.put("result", "indeterminate").put("data", e.getMessage());
        } catch (MalformedInput e) {
            answer.put("result", "failure").put("data", e.getMessage());
        }
        Files.writeString(Path.of(options.get("--output")), answer.toString());
    }

    /** A key of a kind that Signet has not. */
    private static final class UnknownKey extends Exception {

        private static final long serialVersionUID = 1L;

        UnknownKey(String message) {
            super(message);
        }
    }

    // --- issue ---------------------------------------------------------------------------------------------------

    private static String issue(String input, ObjectNode method, boolean credential, String how, String disclosed)
            throws UnknownKey {
        ObjectNode document = StrictJson.parseObject(input);
        if (credential) {
            VcDocument.parse(document);
            for (var member : document.properties()) {
                if (!MEMBERS.contains(member.getKey())) {
                    throw new MalformedInput("a credential has the unknown member " + member.getKey());
                }
            }
            TERMS.check(document);
        }
        SigningKey key = signingKey(method);
        String name = name(method);
        if (how.equals("sdjwt")) {
            return selective(document, credential, key, name, pointers(disclosed));
        }
        if (!credential) {
            return text(PRESENTATIONS.get(how)
                    .secure(new UnsecuredPresentation(document, name, now(), Optional.empty(), Optional.empty(),
                            Optional.empty()), key));
        }
        CredentialFormat format = FORMATS.get(how);
        var request = format.prepare(new UnsecuredCredential(document, name, key.publicKey(), now(), List.of(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        SecuredCredential secured = format.assemble(request, key.sign(request.signedInput().toArray()));
        return text(secured.body());
    }

    /** The suite names claims of the whole document, and of presentations too; the service only those of a subject. */
    private static String selective(ObjectNode document, boolean credential, SigningKey key, String name,
            Set<String> pointers) {
        ObjectNode payload = document.deepCopy().put("iat", now().getEpochSecond());
        JsonNode party = document.get(credential ? "issuer" : "holder");
        payload.put("iss", party.isString() ? party.stringValue() : party.get("id").stringValue());
        var concealed = Concealment.conceal(payload, pointers, Salts.random(), true);
        var header = Json.object()
                .put("typ", credential ? "vc+sd-jwt" : "vp+sd-jwt")
                .put("cty", credential ? "vc" : "vp")
                .put("kid", name);
        StringBuilder token = new StringBuilder(
                Jws.sign(header, Bytes.utf8(concealed.payload().toString()).toArray(), key)).append('~');
        concealed.disclosures().forEach(disclosure -> token.append(disclosure.text()).append('~'));
        return token.toString();
    }

    /** {@code a.b[0]} as a JSON pointer. */
    private static Set<String> pointers(String paths) {
        return StrictJson.parse(paths)
                .valueStream()
                .map(path -> "/" + path.stringValue().replace("[", ".").replace("]", "").replace('.', '/'))
                .collect(Collectors.toSet());
    }

    private static String text(JsonNode secured) {
        if (secured.isString()) {
            return secured.stringValue();
        }
        String url = secured.get("id").stringValue();
        return url.substring(url.indexOf(',') + 1).replace("=", "");
    }

    // --- verify --------------------------------------------------------------------------------------------------

    private static String verify(String input, ObjectNode method, boolean credential, String how) throws UnknownKey {
        Submission submission;
        if (how.equals("cose")) {
            Bytes message = message(input);
            CoseSign1 signed = CoseSign1.parse(message.toArray());
            requireType(signed.type(), "application/" + (credential ? "vc" : "vp") + "+cose");
            require(Cose.verify(signed, publicKey(method)), "the signature does not verify");
            submission = new Submission.Message(message, "application/" + (credential ? "vc" : "vp") + "+cose");
        } else {
            String[] parts = input.split("~", 2);
            requireType(CompactToken.typeOf(parts[0]), (credential ? "vc" : "vp")
                    + (how.equals("sdjwt") ? "+sd-jwt" : "+jwt"));
            PublicKey key = publicKey(method);
            CompactToken token = CompactToken.parse(parts[0]);
            require(Jws.verify(token, key), "the signature does not verify");
            submission = new Submission.Token(withNumericDate(parts[0], token)
                    + (parts.length > 1 ? "~" + parts[1] : ""));
        }
        if (credential) {
            TERMS.check(FORMATS.get(how).parse(submission).document());
            return "";
        }
        var presentations = new Presentations(List.of(), new DataIntegrityFormat(Cryptosuites.jcs()));
        JsonNode handed = switch (submission) {
            case Submission.Message(var bytes, var type) -> Envelopes.presentation(type, bytes);
            case Submission.Token(var text, var type) -> JsonNodeFactory.instance.stringNode(text);
            case Submission.Document(var json) -> json;
        };
        if (presentations.parse(handed) instanceof VcPresentation presentation) {
            presentation.credentials().forEach(W3cJoseCose::requireEnvelope);
        }
        return "";
    }

    private static void requireEnvelope(JsonNode credential) {
        require(credential.path("type").asString("").equals("EnvelopedVerifiableCredential")
                && credential.path("id").asString("").startsWith("data:application/vc+"),
                "a credential in a presentation is not enveloped");
    }

    private static void requireType(Optional<String> type, String expected) {
        require(type.equals(Optional.of(expected)), "the typ is not " + expected);
    }

    private static void require(boolean good, String reason) {
        if (!good) {
            throw new MalformedInput(reason);
        }
    }

    /** The suite's messages are in base64 without padding. */
    private static Bytes message(String text) {
        return Bytes.of(Base64Url.decode(text.replace('+', '-').replace('/', '_')));
    }

    /** The token with its {@code iat} as a number: no more a good one, but one that can be read. */
    private static String withNumericDate(String text, CompactToken token) {
        ObjectNode claims = token.claims();
        if (!claims.path("iat").isString()) {
            return text;
        }
        claims.put("iat", Instant.parse(claims.get("iat").stringValue()).getEpochSecond());
        String[] segments = text.split("\\.");
        return segments[0] + "." + Base64Url.encode(claims.toString().getBytes(StandardCharsets.UTF_8)) + "."
                + segments[2];
    }

    // --- keys ----------------------------------------------------------------------------------------------------

    private static PublicKey publicKey(ObjectNode method) throws UnknownKey {
        keyType(method.get("publicKeyJwk"));
        return Jwk.parse(method.get("publicKeyJwk"));
    }

    private static SigningKey signingKey(ObjectNode method) throws UnknownKey {
        JsonNode jwk = method.get("secretKeyJwk");
        KeyType type = keyType(jwk);
        byte[] secret = Base64Url.decode(jwk.get("d").stringValue());
        SigningKey key = SoftwareSigningKey.ofSecret(type, secret);
        Arrays.fill(secret, (byte) 0);
        return key;
    }

    private static KeyType keyType(JsonNode jwk) throws UnknownKey {
        String curve = jwk.get("crv").stringValue();
        return KeyType.ofCurve(curve).orElseThrow(() -> new UnknownKey("Signet has no keys on " + curve));
    }

    private static String name(ObjectNode method) {
        JsonNode kid = method.at("/publicKeyJwk/kid");
        return kid.isString() ? kid.stringValue() : method.get("id").stringValue();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
