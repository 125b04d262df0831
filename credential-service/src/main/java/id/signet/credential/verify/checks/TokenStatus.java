package id.signet.credential.verify.checks;

import id.signet.credential.Problem;
import id.signet.credential.StatusEntry.TokenEntry;
import id.signet.credential.format.JoseSignature;
import id.signet.credential.format.NumericDate;
import id.signet.credential.status.codec.TokenStatusCodec;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.CheckOutcome.Failed;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.credential.verify.CheckOutcome.Unknown;
import id.signet.credential.verify.Evidence;
import id.signet.credential.verify.NewestStatusLists;
import id.signet.credential.verify.SignerResolution;
import id.signet.credential.verify.StatusLists;
import id.signet.credential.verify.Verification;
import id.signet.credential.verify.VerificationTime.StatusAsOf;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.RecentlyUsed;
import id.signet.crypto.jose.CompactToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Token Status List §8.3, the validation of a referenced token's status, for lists served as JWT. */
final class TokenStatus {

    private static final String MEDIA_TYPE = "application/statuslist+jwt";

    static final Set<String> MEDIA_TYPES = Set.of(MEDIA_TYPE);

    private static final String TYPE = "statuslist+jwt";
    private static final int LISTS_KEPT = 64;
    private static final int MAXIMUM_LENGTH = 1024 * 1024;
    private static final int VALID = 0;
    private static final int INVALID = 1;
    private static final int SUSPENDED = 2;

    /** A list without {@code exp} is believed for its {@code ttl}, held within these bounds. */
    private static final Duration SHORTEST = Duration.ofSeconds(60);

    private static final Duration LONGEST = Duration.ofHours(24);

    private final ListSignature signature;
    private final NewestStatusLists newest;
    private final RecentlyUsed<Received, ReadList<Claims>> read = new RecentlyUsed<>(LISTS_KEPT);

    /** @param issuer whose key a relative {@code kid} names */
    private record Received(StatusLists.Answer.Found found, String issuer) {}

    private record Claims(ObjectNode members, Instant issuedAt) {}

    TokenStatus(SignerResolution signers, NewestStatusLists newest) {
        this.signature = new ListSignature(signers);
        this.newest = newest;
    }

    CheckOutcome judge(TokenEntry entry, StatusLists.Answer.Found found, Verification verification) {
        var evidence = Evidence.NONE.with("list", entry.list())
                .with("index", entry.index())
                .with("listReadAt", found.retrieved());
        try {
            var received = new Received(found.said(), verification.credential().issuer());
            return judge(entry, read.get(received, () -> read(received)), verification, evidence);
        } catch (MalformedInput e) {
            return ListSignature.refused(
                    "status-list-malformed", "The status list is not well formed: " + e.getMessage(), evidence);
        }
    }

    private static ReadList<Claims> read(Received received) {
        var found = received.found();
        if (!found.mediaType().equals(MEDIA_TYPE)) {
            throw new MalformedInput("it is served as " + found.mediaType() + ".");
        }
        var token = CompactToken.parse(found.body().asUtf8(), MAXIMUM_LENGTH);
        JoseSignature.requireType(token, TYPE);
        var claims = token.claims();
        var issuedAt = NumericDate.read(claims, "iat")
                .orElseThrow(() -> new MalformedInput("it does not say when it was issued."));
        return new ReadList<>(new Claims(claims, issuedAt), List.of(JoseSignature.of(
                token, Optional.of(received.issuer()), ProofCheck.PURPOSE, Optional.of(issuedAt))));
    }

    private CheckOutcome judge(
            TokenEntry entry, ReadList<Claims> found, Verification verification, Evidence evidence) {
        var claims = found.list().members();
        var issuedAt = found.list().issuedAt();
        var issuer = verification.credential().issuer();
        if (claims.has("iss") && !issuer.equals(claims.get("iss").asString(""))) {
            return ListSignature.refused("status-list-issuer", "The status list is not issued by the issuer.",
                    evidence);
        }
        for (var signature : found.signatures()) {
            var objection = this.signature.objection(signature, verification, evidence);
            if (objection.isPresent()) {
                return objection.get();
            }
        }
        if (!claims.path("sub").isString() || !claims.get("sub").stringValue().equals(entry.list())) {
            return ListSignature.refused("status-list-subject", "The status list is not the one the credential names.",
                    evidence);
        }
        if (!verification.now().isBefore(believedUntil(claims, issuedAt))) {
            return new Unknown(
                    Problem.STATUS_RETRIEVAL,
                    "status-list-expired",
                    "The status list has expired.",
                    evidence.with("listIssuedAt", issuedAt));
        }
        if (!newest.accept(entry.list(), issuedAt)) {
            return ListSignature.refused("status-list-outdated", "A newer copy of this status list was seen before.",
                    evidence);
        }
        return value(entry, found, verification, evidence.with("listIssuedAt", issuedAt));
    }

    private static CheckOutcome value(
            TokenEntry entry, ReadList<Claims> found, Verification verification, Evidence evidence) {
        var claims = found.list().members();
        var size = claims.path("status_list").path("bits");
        var lst = claims.path("status_list").path("lst");
        if (!size.isInt() || !lst.isString() || !isSize(size.intValue())) {
            throw new MalformedInput("it has no status_list of 1, 2, 4 or 8 bits.");
        }
        var bits = found.bits(() -> TokenStatusCodec.decode(lst.stringValue()));
        var entries = TokenStatusCodec.entries(bits, size.intValue());
        if (entry.index() >= entries) {
            return ListSignature.outOfRange(entries, evidence);
        }
        verification.sawStatus(new StatusAsOf(entry.list(), found.list().issuedAt()));
        var value = TokenStatusCodec.read(bits, size.intValue(), entry.index());
        var told = evidence.with("value", value);
        return switch (value) {
            case VALID -> new Passed("The credential is neither revoked nor suspended.", told);
            case INVALID -> ListSignature.refused("revoked", "The credential is revoked.", told);
            case SUSPENDED -> ListSignature.refused("suspended", "The credential is suspended.", told);
            default ->
                new Unknown(
                        Problem.STATUS_VERIFICATION,
                        "status-value-unknown",
                        "The list gives the credential a value that only its issuer understands.",
                        told);
        };
    }

    private static Instant believedUntil(ObjectNode claims, Instant issuedAt) {
        var expires = NumericDate.read(claims, "exp");
        if (expires.isPresent()) {
            return expires.get();
        }
        var ttl = claims.path("ttl");
        if (!ttl.isIntegralNumber() || !ttl.canConvertToLong()) {
            return issuedAt.plus(LONGEST);
        }
        var seconds = Math.clamp(ttl.longValue(), SHORTEST.toSeconds(), LONGEST.toSeconds());
        return issuedAt.plusSeconds(seconds);
    }

    private static boolean isSize(int bits) {
        return bits == 1 || bits == 2 || bits == 4 || bits == 8;
    }
}
