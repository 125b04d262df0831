package id.signet.credential.verify.checks;

import id.signet.credential.Problem;
import id.signet.credential.StatusEntry.TokenEntry;
import id.signet.credential.format.CoseSignature;
import id.signet.credential.format.JoseSignature;
import id.signet.credential.status.StatusListToken;
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
import id.signet.crypto.cbor.Cbor;
import id.signet.crypto.cbor.StrictCbor;
import id.signet.crypto.cose.CoseSign1;
import id.signet.crypto.jose.CompactToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Token Status List §8.3, the validation of a referenced token's status, for lists served as JWT and as CWT. */
final class TokenStatus {

    private static final String JWT = "application/statuslist+jwt";
    private static final String JWT_TYPE = "statuslist+jwt";
    private static final String CWT = "application/statuslist+cwt";

    static final Set<String> MEDIA_TYPES = Set.of(JWT, CWT);

    private static final StrictCbor.Limits CLAIMS = StrictCbor.Limits.DEFAULT.withDepth(8)
            .withItems(256)
            .withAnyOrder();
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
    private final RecentlyUsed<Received, ReadList<StatusListToken>> read = new RecentlyUsed<>(LISTS_KEPT);

    /** @param issuer whose key a relative {@code kid} names */
    private record Received(StatusLists.Answer.Found found, String issuer) {}

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

    private static ReadList<StatusListToken> read(Received received) {
        var body = received.found().body();
        var issuer = Optional.of(received.issuer());
        return switch (received.found().mediaType()) {
            case JWT -> {
                var token = CompactToken.parse(body.asUtf8().strip(), MAXIMUM_LENGTH);
                JoseSignature.requireType(token, JWT_TYPE);
                var list = StatusListToken.of(token.claims());
                yield new ReadList<>(list, List.of(
                        JoseSignature.of(token, issuer, ProofCheck.PURPOSE, Optional.of(list.issuedAt()))));
            }
            case CWT -> {
                var message = CoseSign1.parseWithOpenKeyId(body.toArray(), MAXIMUM_LENGTH);
                CoseSignature.requireTypes(message, CWT, CWT);
                if (!(StrictCbor.parse(message.payload().toArray(), CLAIMS) instanceof Cbor.Dictionary claims)) {
                    throw new MalformedInput("its payload is no map of claims.");
                }
                var list = StatusListToken.of(claims);
                yield new ReadList<>(list, List.of(CoseSignature.of(
                        message, received.issuer(), ProofCheck.PURPOSE, Optional.of(list.issuedAt()))));
            }
            default -> throw new MalformedInput("it is served as " + received.found().mediaType() + ".");
        };
    }

    private CheckOutcome judge(
            TokenEntry entry, ReadList<StatusListToken> found, Verification verification, Evidence evidence) {
        var list = found.list();
        var issuedAt = list.issuedAt();
        if (list.issuer().filter(named -> !named.equals(verification.credential().issuer())).isPresent()) {
            return ListSignature.refused("status-list-issuer", "The status list is not issued by the issuer.",
                    evidence);
        }
        for (var signature : found.signatures()) {
            var objection = this.signature.objection(signature, verification, evidence);
            if (objection.isPresent()) {
                return objection.get();
            }
        }
        if (!list.subject().equals(Optional.of(entry.list()))) {
            return ListSignature.refused("status-list-subject", "The status list is not the one the credential names.",
                    evidence);
        }
        if (!verification.now().isBefore(believedUntil(list))) {
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
            TokenEntry entry, ReadList<StatusListToken> found, Verification verification, Evidence evidence) {
        var size = found.list().bits();
        var bits = found.bits(() -> TokenStatusCodec.expand(found.list().compressed().toArray()));
        var entries = TokenStatusCodec.entries(bits, size);
        if (entry.index() >= entries) {
            return ListSignature.outOfRange(entries, evidence);
        }
        verification.sawStatus(new StatusAsOf(entry.list(), found.list().issuedAt()));
        var value = TokenStatusCodec.read(bits, size, entry.index());
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

    private static Instant believedUntil(StatusListToken list) {
        return list.expiresAt()
                .orElseGet(() -> list.issuedAt()
                        .plusSeconds(Math.clamp(list.timeToLive().orElse(LONGEST.toSeconds()),
                                SHORTEST.toSeconds(), LONGEST.toSeconds())));
    }
}
