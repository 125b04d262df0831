package id.signet.credential.verify.checks;

import id.signet.credential.Problem;
import id.signet.credential.StatusEntry;
import id.signet.credential.StatusEntry.BitstringEntry;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.format.CredentialFormats;
import id.signet.credential.format.VcDocument;
import id.signet.credential.status.codec.BitstringCodec;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.CheckOutcome.Failed;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.credential.verify.CheckOutcome.Unknown;
import id.signet.credential.verify.Evidence;
import id.signet.credential.verify.NewestStatusLists;
import id.signet.credential.verify.SignatureJudgement;
import id.signet.credential.verify.SignerResolution;
import id.signet.credential.verify.StatusLists;
import id.signet.credential.verify.Verification;
import id.signet.credential.verify.VerificationTime.StatusAsOf;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.RecentlyUsed;
import id.signet.crypto.json.StrictJson;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Bitstring Status List 1.0 §3.2, the validation of an entry, in the order of its steps. */
final class BitstringStatus {

    private static final String LIST_TYPE = "BitstringStatusListCredential";
    private static final Set<String> JSON = Set.of("application/vc", "application/vc+ld+json", "application/ld+json",
            "application/json");
    private static final Set<String> TOKENS = Set.of("application/vc+jwt", "application/jwt");

    /** The credential of a list is served under its own names, and by many hosts under those of its syntax. */
    static final Set<String> MEDIA_TYPES = Stream.concat(JSON.stream(), TOKENS.stream())
            .collect(Collectors.toUnmodifiableSet());

    private static final int LISTS_KEPT = 64;
    private static final String SUBJECT_TYPE = "BitstringStatusList";

    private final CredentialFormats formats;
    private final ListSignature signature;
    private final NewestStatusLists newest;
    private final RecentlyUsed<StatusLists.Answer.Found, ReadList<UnverifiedCredential>> read = new RecentlyUsed<>(
            LISTS_KEPT);

    BitstringStatus(CredentialFormats formats, SignerResolution signers, NewestStatusLists newest) {
        this.formats = formats;
        this.signature = new ListSignature(signers);
        this.newest = newest;
    }

    CheckOutcome judge(BitstringEntry entry, StatusLists.Answer.Found found, Verification verification) {
        var evidence = Evidence.NONE
                .with("list", entry.list())
                .with("index", entry.index())
                .with("purpose", entry.purpose())
                .with("listReadAt", found.retrieved());
        try {
            return judge(entry, read.get(found.said(), () -> read(found)), verification, evidence);
        } catch (MalformedInput e) {
            return ListSignature.refused(
                    "status-list-malformed", "The status list is not well formed: " + e.getMessage(), evidence);
        }
    }

    private ReadList<UnverifiedCredential> read(StatusLists.Answer.Found found) {
        var list = formats.parse(body(found));
        return new ReadList<>(list, list.signatures());
    }

    private CheckOutcome judge(
            BitstringEntry entry, ReadList<UnverifiedCredential> found, Verification verification, Evidence evidence) {
        var list = found.list();
        // Step 4: the list's own proof, and by the same issuer.
        if (!list.issuer().equals(verification.credential().issuer())) {
            return ListSignature.refused(
                    "status-list-issuer", "The status list is issued by " + list.issuer() + ", not by the issuer.",
                    evidence);
        }
        for (var signature : found.signatures()) {
            var objection = this.signature.objection(signature, verification, evidence);
            if (objection.isPresent()) {
                return objection.get();
            }
        }
        if (list.validity().until().filter(end -> !verification.now().isBefore(end)).isPresent()
                || list.tokenValidity().until().filter(end -> !verification.now().isBefore(end)).isPresent()) {
            return new Unknown(
                    Problem.STATUS_RETRIEVAL, "status-list-expired", "The status list has expired.", evidence);
        }
        if (list.validity()
                .from()
                .filter(from -> from.isAfter(verification.now().plus(SignatureJudgement.SKEW)))
                .isPresent()) {
            return new Unknown(Problem.STATUS_RETRIEVAL, "status-list-not-yet-valid",
                    "The status list is not valid yet.", evidence);
        }
        var subject = subject(list);
        if (!list.types().contains(LIST_TYPE) || subject.isEmpty()) {
            return ListSignature.refused("status-list-type", "What stands at the address is no Bitstring status list.",
                    evidence);
        }
        // §2.2: a list that has an id has that under which it is named; so one list is not served for another.
        var id = list.document().path("id");
        if (!id.isMissingNode() && !(id.isString() && id.stringValue().equals(entry.list()))) {
            return ListSignature.refused("status-list-subject", "The status list is not the one the credential names.",
                    evidence);
        }
        // Step 5: purposes.
        if (!purposes(subject.get(), entry.purpose())) {
            return ListSignature.refused(
                    "status-purpose-mismatch", "The status list is not for " + entry.purpose() + ".", evidence);
        }
        var issuedAt = list.issuedAt().or(() -> list.validity().from());
        if (issuedAt.isPresent() && !newest.accept(entry.list(), issuedAt.get())) {
            return ListSignature.refused("status-list-outdated", "A newer copy of this status list was seen before.",
                    evidence);
        }
        return value(entry, found, subject.get(), issuedAt, verification, evidence);
    }

    private static CheckOutcome value(
            BitstringEntry entry,
            ReadList<UnverifiedCredential> found,
            ObjectNode subject,
            Optional<Instant> issuedAt,
            Verification verification,
            Evidence evidence) {
        // Steps 6 and 7: expand, and enough entries to hide among.
        var encoded = subject.path("encodedList");
        if (!encoded.isString()) {
            return ListSignature.refused("status-list-malformed", "The status list has no encodedList.", evidence);
        }
        var bits = found.bits(() -> BitstringCodec.decode(encoded.stringValue()));
        var entries = BitstringCodec.entries(bits, entry.size());
        if (entries < BitstringCodec.MINIMUM_ENTRIES) {
            return new Failed(
                    Problem.STATUS_LIST_LENGTH,
                    "status-list-too-short",
                    "The status list has fewer than 131,072 entries.",
                    evidence.with("entries", entries));
        }
        // Step 8.
        if (entry.index() >= entries) {
            return ListSignature.outOfRange(entries, evidence);
        }
        issuedAt.ifPresent(instant -> verification.sawStatus(new StatusAsOf(entry.list(), instant)));
        var value = BitstringCodec.read(bits, entry.size(), entry.index());
        var told = evidence.with("value", value).with("listIssuedAt", issuedAt);
        return switch (entry.purpose()) {
            case StatusEntry.REVOCATION -> value == 0
                    ? new Passed("The credential is not revoked.", told)
                    : ListSignature.refused("revoked", "The credential is revoked.", told);
            case StatusEntry.SUSPENSION -> value == 0
                    ? new Passed("The credential is not suspended.", told)
                    : ListSignature.refused("suspended", "The credential is suspended.", told);
            default -> new Passed("The list gives the credential a value that does not bear on its validity.",
                    told.with("message", entry.messages().map(messages -> messages.texts().get(value))));
        };
    }

    private static JsonNode body(StatusLists.Answer.Found found) {
        if (JSON.contains(found.mediaType())) {
            return StrictJson.parseObject(found.body().toArray());
        }
        if (TOKENS.contains(found.mediaType())) {
            return JsonNodeFactory.instance.stringNode(found.body().asUtf8().strip());
        }
        throw new MalformedInput("it is served as " + found.mediaType() + ".");
    }

    private static Optional<ObjectNode> subject(UnverifiedCredential list) {
        var subjects = VcDocument.items(list.document(), "credentialSubject");
        if (subjects.size() == 1
                && subjects.getFirst() instanceof ObjectNode subject
                && VcDocument.types(subject).contains(SUBJECT_TYPE)) {
            return Optional.of(subject);
        }
        return Optional.empty();
    }

    private static boolean purposes(ObjectNode subject, String purpose) {
        return VcDocument.items(subject, "statusPurpose")
                .stream()
                .anyMatch(item -> item.isString() && item.stringValue().equals(purpose));
    }
}
