package id.signet.app.api.evidence;

import static id.signet.app.api.evidence.EvidenceController.EVIDENCE;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Role;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.problem.Refusals;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.WireObject;
import id.signet.app.paper.Attachment;
import id.signet.app.paper.Cosigners;
import id.signet.app.paper.EvidenceCertificate;
import id.signet.app.paper.EvidenceCertificatePaper;
import id.signet.app.paper.PaperLanguage;
import id.signet.app.paper.PaperTooLong;
import id.signet.app.paper.PaperWarning;
import id.signet.app.paper.Papers;
import id.signet.credential.format.dataintegrity.DataIntegrityFormat;
import id.signet.credential.issue.IssueCredential;
import id.signet.credential.issue.IssueCredentialCommand;
import id.signet.credential.issue.IssueOutcome;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.crypto.timestamp.TimestampSource.Stamped;
import id.signet.crypto.timestamp.TimestampVerdict;
import id.signet.crypto.timestamp.Timestamping;
import id.signet.crypto.timestamp.UnverifiedTimestamp;
import id.signet.crypto.timestamp.VerifiedTimestamp;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.Receipt;
import id.signet.ledger.note.SignedCheckpoint;
import id.signet.ledger.note.SignedNote;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.ledger.note.VerifiedCheckpoint;
import id.signet.ledger.note.VerifierKey;
import id.signet.ledger.Ledger;
import id.signet.registry.RegistryNames;
import id.signet.registry.evidence.Digests;
import id.signet.registry.evidence.EvidenceId;
import id.signet.registry.evidence.EvidenceRegistry;
import id.signet.registry.evidence.EvidenceRegistry.Changed;
import id.signet.registry.evidence.EvidenceRegistry.Evidence;
import id.signet.registry.evidence.EvidenceRegistry.Told;
import id.signet.registry.evidence.EvidenceStore;
import id.signet.registry.evidence.Signers.Standing;
import id.signet.registry.evidence.Statement;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Certificates of deposits, on paper and as credentials, and time-stamps of authorities besides the log. */
@RestController
public class CertificateController {

    private static final String ONE = EVIDENCE + "/{id}";

    private final EvidenceRegistry evidence;
    private final EvidenceStore store;
    private final EvidenceViews views;
    private final Papers papers;
    private final PaperWarning warning;
    private final Timestamping timestamping;
    private final IssueCredential issue;
    private final IdempotentPosts posts;
    private final RegistryNames names;
    private final Ledger ledger;
    private final Cosigners witnesses;

    CertificateController(EvidenceRegistry evidence, EvidenceStore store, EvidenceViews views, Papers papers,
            PaperWarning warning, Timestamping timestamping, IssueCredential issue, IdempotentPosts posts,
            RegistryNames names, Ledger ledger, Cosigners witnesses) {
        this.evidence = evidence;
        this.store = store;
        this.views = views;
        this.papers = papers;
        this.warning = warning;
        this.timestamping = timestamping;
        this.issue = issue;
        this.posts = posts;
        this.names = names;
        this.ledger = ledger;
        this.witnesses = witnesses;
    }

    /** A signed PDF with operation, receipt and time-stamp attached. */
    @Allowed({Role.ISSUER, Role.AUDITOR})
    @GetMapping(ONE + "/certificate")
    ResponseEntity<byte[]> certificate(KnownCaller caller, @PathVariable("id") String id,
            @RequestParam("language") Optional<String> language) {
        Evidence found = own(caller, new EvidenceId(id));
        Bytes pdf;
        try {
            pdf = papers.write(EvidenceCertificatePaper.of(certificate(found), warning.words()),
                    language.map(PaperLanguage::of).orElse(PaperLanguage.BOTH));
        } catch (PaperTooLong e) {
            throw e.refusal();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header("Content-Disposition", "attachment; filename=\"evidence-" + found.id() + ".pdf\"")
                .body(pdf.toArray());
    }

    private EvidenceCertificate certificate(Evidence found) {
        Told first = found.statements().getFirst();
        Receipt receipt = evidence.receipt(first.said());
        VerifiedCheckpoint checkpoint = SignedCheckpoint.parse(receipt.checkpoint())
                .verify(VerifierKey.parse(ledger.verifierKey()), witnesses.keys());
        Checkpoint head = checkpoint.checkpoint();
        Optional<VerifiedTimestamp> stamp = stamps(found).stream().findFirst();
        List<Attachment> attachments = new ArrayList<>();
        attachments.add(new Attachment("operation.json", "application/json", "The signed operation of the deposit",
                Attachment.Relation.SOURCE, Bytes.utf8(first.operation().toJson().toString())));
        attachments.add(new Attachment("receipt.tlog-proof", "text/plain", "The receipt of the log",
                Attachment.Relation.DATA, Bytes.utf8(TlogProofCodec.encode(receipt))));
        stamp.ifPresent(token -> attachments.add(new Attachment("timestamp.tst", "application/timestamp-token",
                "The time-stamp of RFC 3161", Attachment.Relation.DATA, token.token())));
        Statement.Description said = found.deposit().description();
        Digests digests = found.held().digests();
        return new EvidenceCertificate(said.title().or(said::name).orElse(found.id().value()), found.id().value(),
                digests.sha256(), digests.sm3(), digests.unspecified(), said.size(), said.name(),
                new EvidenceCertificate.Depositor(Optional.empty(), found.held().depositor().toString()),
                new EvidenceCertificate.Logged(found.held().loggedAt(), found.held().leaf().value(), names.origin(),
                        head.size().value(), Bytes.of(head.root().bytes())),
                checkpoint.witnesses().stream().map(SignedNote.Verified::key).map(VerifierKey::name).toList(),
                stamp.map(one -> new EvidenceCertificate.Stamped(one.time(), one.authority(), one.policy())),
                signers(found), state(found),
                found.held().place().map(place -> place.id().value() + " (" + place.number() + ")"),
                URI.create(views.address(found.id())), attachments);
    }

    private static List<EvidenceCertificate.Signer> signers(Evidence found) {
        return found.held()
                .signers()
                .standings()
                .entrySet()
                .stream()
                .filter(one -> one.getValue() == Standing.SIGNED && !one.getKey().equals(found.held().depositor()))
                .map(one -> new EvidenceCertificate.Signer(Optional.empty(), one.getKey().toString(), Optional.empty()))
                .toList();
    }

    private static EvidenceCertificate.State state(Evidence found) {
        return found.revoked()
                ? found.statements()
                        .reversed()
                        .stream()
                        .filter(told -> told.said().author().equals(found.held().depositor())
                                && told.statement() instanceof Statement.Revocation)
                        .findFirst().<EvidenceCertificate
                                .State>map(
                                        told -> new EvidenceCertificate.State.Revoked(
                                                told.said().loggedAt(),
                                                ((Statement.Revocation) told.statement()).reason()))
                        .orElseThrow()
                : new EvidenceCertificate.State.Standing();
    }

    /** The same as a credential of the type {@code EvidenceCertificate}, for whose issuing somebody must be accredited. */
    @Allowed(Role.ISSUER)
    @PostMapping(ONE + "/credential")
    ResponseEntity<byte[]> credential(KnownCaller caller, @PathVariable("id") String id, JsonBody body,
            HttpServletRequest request) {
        WireObject wire = body.members("issuer", "format", "cryptosuite", "withTitle");
        Evidence found = own(caller, new EvidenceId(id));
        ObjectNode wish = Json.object().put("issuer", wire.text("issuer"));
        wish.put("format", wire.optionalText("format").orElse(DataIntegrityFormat.NAME));
        wire.optionalText("cryptosuite").ifPresent(suite -> wish.put("cryptosuite", suite));
        wish.set("type", Json.array(List.of("VerifiableCredential", "EvidenceCertificate")));
        wish.set("subject", subject(found, wire.flag("withTitle", false)));
        var known = posts.claim(caller, request, body.raw())
                .map(caller.in(request)::with)
                .orElseGet(() -> caller.in(request));
        return switch (issue.issue(known, IssueCredentialCommand.parse(wish))) {
            case IssueOutcome.Issued issued -> {
                ObjectNode json = Json.object().put("id", issued.id().toString());
                json.set("credential", issued.credential());
                json.put("receipt", TlogProofCodec.encode(issued.receipt()));
                yield Answers.json(201, json);
            }
            case IssueOutcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
        };
    }

    private ObjectNode subject(Evidence found, boolean withTitle) {
        ObjectNode subject = Json.object().put("id", views.address(found.id())).put("evidenceId", found.id().value());
        ObjectNode digests = subject.putObject("digests");
        found.held().digests().sha256().ifPresent(digest -> digests.put("sha256", digest.hex()));
        found.held().digests().sm3().ifPresent(digest -> digests.put("sm3", digest.hex()));
        found.held().digests().unspecified().ifPresent(digest -> digests.put("unspecified", digest.hex()));
        found.deposit().description().size().ifPresent(size -> subject.put("size", size));
        if (withTitle) {
            found.deposit().description().title().ifPresent(title -> subject.put("title", title));
        }
        return subject.put("depositor", found.held().depositor().toString())
                .put("loggedAt", found.held().loggedAt().toString())
                .put("leafIndex", found.held().leaf().value())
                .put("logOrigin", names.origin());
    }

    /** Asks the configured authority for a time-stamp over what the depositor signed. */
    @Allowed(Role.ISSUER)
    @PostMapping(ONE + "/timestamps")
    ResponseEntity<byte[]> stamp(KnownCaller caller, @PathVariable("id") String id, JsonBody body,
            HttpServletRequest request) {
        body.members();
        Evidence found = own(caller, new EvidenceId(id));
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()), known -> {
            var source = timestamping.source()
                    .orElseThrow(() -> Problem.of(ProblemType.NOT_IMPLEMENTED,
                            "This service is told of no authority for time-stamps: SIGNET_TIMESTAMP_URL.")
                            .asException());
            VerifiedTimestamp stamp = switch (source.stamp(stampedDigest(found))) {
                case Stamped.Stamp(VerifiedTimestamp given) -> given;
                case Stamped.NoStamp(String reason) ->
                    throw Problem.of(ProblemType.SOURCE_UNREACHABLE, reason + ".").asException();
            };
            return switch (evidence.stamp(known, found.id(), stamp.time(), stamp.token())) {
                case Changed.Made<EvidenceId> _ -> stamped(found);
                case Changed.Refused<EvidenceId>(var refusal) -> throw Refusals.problem(refusal).asException();
            };
        }, subject -> Optional.of(stamped(found))));
    }

    private Answer stamped(Evidence found) {
        ObjectNode json = Json.object().put("id", found.id().value());
        ArrayNode all = json.putArray("timestamps");
        stamps(found).forEach(stamp -> all.addObject()
                .put("time", stamp.time().toString())
                .put("authority", stamp.authority())
                .put("policy", stamp.policy())
                .put("token", stamp.token().base64Url()));
        return Answer.ok(json);
    }

    private List<VerifiedTimestamp> stamps(Evidence found) {
        if (timestamping.trust().isEmpty()) {
            return List.of();
        }
        List<VerifiedTimestamp> believed = new ArrayList<>();
        for (Bytes token : store.timestamps(found.id())) {
            if (timestamping.trust()
                    .get()
                    .verify(UnverifiedTimestamp.parse(token),
                            stampedDigest(found)) instanceof TimestampVerdict.Believed(VerifiedTimestamp stamp)) {
                believed.add(stamp);
            }
        }
        return believed;
    }

    private static Bytes stampedDigest(Evidence found) {
        return Bytes.of(found.statements().getFirst().operation().operation().signedHash().bytes());
    }

    private Evidence own(KnownCaller caller, EvidenceId id) {
        return evidence.find(id)
                .filter(found -> EvidenceViews.isTenants(found, Optional.of(caller.tenant())))
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "The tenant has no such evidence.").asException());
    }
}
