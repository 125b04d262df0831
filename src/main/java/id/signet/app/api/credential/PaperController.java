package id.signet.app.api.credential;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Open;
import id.signet.app.access.Role;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.problem.Refusals;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.RawBody;
import id.signet.app.api.wire.WireObject;
import id.signet.app.paper.CredentialPaper;
import id.signet.app.paper.Paper;
import id.signet.app.paper.PaperCheck;
import id.signet.app.paper.PaperLanguage;
import id.signet.app.paper.PaperTooLong;
import id.signet.app.paper.PaperWarning;
import id.signet.app.paper.Papers;
import id.signet.app.paper.TypeNames;
import id.signet.app.paper.Words;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.format.CredentialFormats;
import id.signet.credential.paper.PaperSigner;
import id.signet.credential.transport.Transports;
import id.signet.credential.verify.ReportJson;
import id.signet.credential.verify.VerificationPolicy;
import id.signet.credential.verify.VerificationReport;
import id.signet.credential.verify.VerificationRequest;
import id.signet.credential.verify.VerifyCredential;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.timestamp.VerifiedTimestamp;
import id.signet.registry.audit.Caller;
import id.signet.registry.schema.RegisteredSchema;
import id.signet.registry.schema.SchemaRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Credentials on paper: a credential becomes a signed PDF, and such a PDF is verified. */
@RestController
public class PaperController {

    private static final String PDF = "/api/v1/credentials/pdf";
    private static final String VERIFY = "/api/v1/credentials/verify-pdf";
    private static final Duration LINK = Duration.ofDays(90);

    private final VerifyCredential verify;
    private final CredentialFormats formats;
    private final SchemaRegistry schemas;
    private final AskedPolicies policies;
    private final TrustedAuthorities authorities;
    private final Papers papers;
    private final PaperCheck check;
    private final PaperWarning warning;
    private final Transports transports;
    private final IdempotentPosts posts;
    private final Clock clock;

    PaperController(VerifyCredential verify, CredentialFormats formats, SchemaRegistry schemas, AskedPolicies policies,
            TrustedAuthorities authorities, Papers papers, PaperCheck check, PaperWarning warning,
            Transports transports,
            IdempotentPosts posts, Clock clock) {
        this.verify = verify;
        this.formats = formats;
        this.schemas = schemas;
        this.policies = policies;
        this.authorities = authorities;
        this.papers = papers;
        this.check = check;
        this.warning = warning;
        this.transports = transports;
        this.posts = posts;
        this.clock = clock;
    }

    // ---- write ----

    /** @param link until when the QR code leads to the credential; empty for a paper without one */
    private record Wish(VerificationRequest request, PaperLanguage language, Optional<Instant> link) {}

    /** Judged by this service's own policy, since this service signs the paper. */
    @Allowed({Role.ISSUER, Role.VERIFIER})
    @PostMapping(PDF)
    ResponseEntity<byte[]> write(KnownCaller caller, JsonBody body, HttpServletRequest http) {
        WireObject wire = body.members("credential", "receipts", "language", "link", "expires");
        var request = new VerificationRequest(wire.required("credential"),
                wire.optionalTexts("receipts").orElse(List.of()),
                VerificationPolicy.standard(authorities.trusted()));
        Instant until = wire.optionalTime("expires").orElseGet(() -> clock.instant().plus(LINK));
        var wish = new Wish(request, wire.optionalText("language").map(PaperLanguage::of).orElse(PaperLanguage.BOTH),
                wire.flag("link", true) ? Optional.of(until.truncatedTo(ChronoUnit.SECONDS)) : Optional.empty());
        Answer answer = posts.once(caller.in(http), posts.claim(caller, http, body.raw()),
                known -> Answer.ok(JsonNodeFactory.instance.stringNode(
                        Base64.getEncoder().encodeToString(write(known, wish).toArray()))),
                subject -> Optional.empty());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header("Content-Disposition", "attachment; filename=\"credential.pdf\"")
                .body(Base64.getDecoder().decode(answer.body().stringValue()));
    }

    private Bytes write(Caller caller, Wish wish) {
        VerificationReport report = verify.verify(wish.request());
        if (!report.verified()) {
            throw Problem.of(ProblemType.REFUSED,
                    "A paper is made of a credential that is verified; verify it to read what is wrong.").asException();
        }
        JsonNode submitted = wish.request().credential();
        UnverifiedCredential credential = formats.parse(submitted);
        Optional<Transports.Sealed> linked = wish.link()
                .map(until -> transports.seal(caller.tenant(), submitted,
                        new Transports.Terms(List.of(), false, Optional.of(until))));
        Paper paper = CredentialPaper.of(credential, submitted, report, names(credential),
                linked.map(PaperController::code), warning.words());
        Bytes written;
        try {
            written = papers.write(paper, wish.language());
        } catch (PaperTooLong e) {
            throw e.refusal();
        }
        linked.ifPresent(sealed -> keep(caller, sealed));
        return written;
    }

    private TypeNames names(UnverifiedCredential credential) {
        return credential.schemas()
                .stream()
                .map(schema -> schemas.find(schema.id()))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> credential.types().stream().map(schemas::find).flatMap(Optional::stream).findFirst())
                .map(RegisteredSchema::typeMetadataBytes)
                .map(bytes -> TypeNames.of(StrictJson.parseObject(bytes.toArray())))
                .orElse(TypeNames.NONE);
    }

    private static Paper.Code code(Transports.Sealed sealed) {
        String until = sealed.transport().expires().toString().substring(0, 10);
        return new Paper.Code(URI.create(sealed.link()), false,
                new Words("扫码取得凭证，至 " + until, "Scan for the credential, until " + until));
    }

    private void keep(Caller caller, Transports.Sealed sealed) {
        if (transports.keep(caller.withoutClaim(), sealed) instanceof Transports.Outcome.Refused(var refusal)) {
            throw Refusals.problem(refusal).asException();
        }
    }

    // ---- verify ----

    @Open(limited = true)
    @PostMapping(path = VERIFY, consumes = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> verify(Optional<KnownCaller> caller, RawBody body,
            @RequestParam(value = "policy", required = false) @Nullable String policy, HttpServletRequest http) {
        var asked = policies.read(Optional.ofNullable(policy).map(JsonNodeFactory.instance::stringNode), caller, http);
        return Answers.of(posts.question(caller, http, body.bytes(), () -> {
            PaperCheck.Report paper = check.check(body.bytes());
            Optional<VerificationReport> report = paper.credential()
                    .map(content -> verify.verify(
                            new VerificationRequest(CredentialPaper.attached(content), List.of(), asked)));
            ObjectNode json = Json.object();
            json.put("verified", paper.good() && report.filter(VerificationReport::verified).isPresent());
            json.set("paper", json(paper));
            report.ifPresent(found -> json.set("report", ReportJson.of(found)));
            return Answer.ok(json);
        }));
    }

    private static ObjectNode json(PaperCheck.Report paper) {
        ObjectNode json = Json.object();
        var rows = json.putArray("checks");
        for (PaperCheck.Row row : paper.rows()) {
            ObjectNode one = rows.addObject().put("name", row.name().text());
            switch (row.result()) {
                case PaperCheck.Result.Passed passed -> one.put("result", "passed").put("message", passed.message());
                case PaperCheck.Result.Failed failed -> one.put("result", "failed")
                        .put("code", failed.code())
                        .put("message", failed.message());
                case PaperCheck.Result.Skipped skipped -> one.put("result", "skipped")
                        .put("message", skipped.message());
            }
        }
        paper.signer().ifPresent(certificate -> json.set("signer", signer(certificate)));
        paper.timestamp().ifPresent(stamp -> json.set("timestamp", timestamp(stamp)));
        return json;
    }

    private static ObjectNode signer(X509Certificate certificate) {
        return Json.object()
                .put("subject", certificate.getSubjectX500Principal().getName(X500Principal.RFC2253))
                .put("fingerprint", PaperSigner.fingerprint(certificate).hex());
    }

    private static ObjectNode timestamp(VerifiedTimestamp stamp) {
        return Json.object()
                .put("time", stamp.time().toString())
                .put("authority", stamp.authority())
                .put("policy", stamp.policy());
    }
}
