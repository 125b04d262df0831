package id.signet.app.api.weidentity;

import id.signet.credential.verify.VerificationReport;
import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.ChainSignatures;
import id.signet.registry.TenantId;
import id.signet.registry.authorization.DataNonces;
import id.signet.registry.did.Did;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.VerificationMethod;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * CPT 101: the owner of data allows another DID to fetch a resource from a service, for a time. Whoever fetches proves that
 * it is that DID by signing a nonce, each of which counts once; WeIdentity-Rest-Service takes any text in its place.
 */
@Component
final class DataAuthorizations {

    private static final long CPT = 101;
    private static final int NONCE_BYTES = 24;
    private static final Duration NONCE_LIFETIME = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(36_525);

    private final PojoVerdicts verdicts;
    private final WeidDocuments documents;
    private final Weids weids;
    private final Endpoints endpoints;
    private final DataNonces nonces;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    DataAuthorizations(PojoVerdicts verdicts, WeidDocuments documents, Weids weids, Endpoints endpoints,
            DataNonces nonces, Clock clock) {
        this.verdicts = verdicts;
        this.documents = documents;
        this.weids = weids;
        this.endpoints = endpoints;
        this.nonces = nonces;
        this.clock = clock;
    }

    /** @param id SHA-256 of the whole token, base64url */
    private record Token(String id, Did to, Instant until, String serviceUrl, String resource) {}

    /** A nonce for the token, to be signed by whom it allows. */
    String nonce(TenantId tenant, JsonNode authToken) {
        Token token = verified(authToken);
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = Base64Url.encode(bytes);
        Instant end = clock.instant().plus(NONCE_LIFETIME);
        nonces.give(tenant, token.id(), nonce, end.isBefore(token.until()) ? end : token.until());
        return nonce;
    }

    /** The resource, once for each nonce. */
    String fetch(TenantId tenant, JsonNode authToken, String signedNonce) {
        Token token = verified(authToken);
        Endpoints.Endpoint endpoint = endpoints.meantBy(token.serviceUrl());
        List<byte[]> points = ChainText.points(signedNonce).orElseThrow(WeidCode.SIGNED_NONCE::refusal);
        List<VerificationMethod> keys = documents.active(token.to()).methods(Relationship.AUTHENTICATION);
        String nonce = nonces.open(tenant, token.id())
                .stream()
                .filter(open -> signs(keys, open, points))
                .findFirst()
                .orElseThrow(WeidCode.SIGNED_NONCE::refusal);
        if (!nonces.use(tenant, token.id(), nonce)) {
            throw WeidCode.SIGNED_NONCE.refusal();
        }
        return endpoints.call(endpoint, token.resource());
    }

    private static boolean signs(List<VerificationMethod> keys, String nonce, List<byte[]> points) {
        byte[] text = Bytes.utf8(nonce).toArray();
        return keys.stream()
                .filter(method -> method.expires().isEmpty() && method.revoked().isEmpty())
                .anyMatch(method -> points.stream()
                        .anyMatch(point -> ChainSignatures.verify(method.key(), text, point)));
    }

    private Token verified(JsonNode authToken) {
        ObjectNode json = object(authToken);
        Arguments whole = new Arguments(json);
        if (whole.number("cptId") != CPT) {
            throw WeidCode.CPT_MISMATCH.refusal();
        }
        Arguments claim = new Arguments(whole.object("claim"));
        Did from = weids.weid(claim.text("fromWeId"));
        Did to = weids.weid(claim.text("toWeId"));
        if (!from.equals(weids.weid(whole.text("issuer")))) {
            throw WeidCode.NOT_OWNER.refusal();
        }
        if (from.equals(to)) {
            throw WeidCode.SAME_PARTIES.refusal();
        }
        VerificationReport report = verdicts.ownWord(json);
        Instant begin = report.time()
                .claimed()
                .validFrom()
                .or(() -> report.time().claimed().issuedAt())
                .orElseThrow(WeidCode.CREDENTIAL_ERROR::refusal);
        Instant until = end(begin, claim.number("duration"));
        if (!clock.instant().isBefore(until)) {
            throw WeidCode.CREDENTIAL_EXPIRED.refusal("The duration of the authorization is over.");
        }
        return new Token(Bytes.of(Hashes.sha256(Jcs.canonicalize(json))).base64Url(), to, until,
                claim.text("serviceUrl"), claim.text("resourceId"));
    }

    /** @param duration in seconds, as the schema of CPT 101 says */
    private static Instant end(Instant begin, long duration) {
        if (duration > LONGEST.toSeconds()) {
            throw WeidCode.CLAIM_ILLEGAL.refusal("The duration is a number of seconds, of at most 100 years.");
        }
        return begin.plusSeconds(duration);
    }

    private static ObjectNode object(JsonNode authToken) {
        if (authToken instanceof ObjectNode object) {
            return object;
        }
        try {
            return StrictJson.parseObject(authToken.asString(""));
        } catch (MalformedInput e) {
            throw WeidCode.INPUT_ILLEGAL.refusal("The member authToken must be a credential.");
        }
    }
}
