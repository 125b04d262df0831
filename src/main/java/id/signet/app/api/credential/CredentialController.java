package id.signet.app.api.credential;

import java.util.Set;
import id.signet.crypto.jose.Jwk;
import id.signet.credential.weidentity.ExchangeCredential;
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
import id.signet.app.api.wire.WireObject;
import id.signet.credential.issue.IssuanceRefusal;
import id.signet.credential.issue.IssueCredential;
import id.signet.credential.issue.IssueCredentialCommand;
import id.signet.credential.issue.IssueOutcome;
import id.signet.credential.presentation.DeriveCredential;
import id.signet.credential.StatusMessages;
import id.signet.credential.status.MessageOutcome;
import id.signet.credential.status.StatusOutcome;
import id.signet.credential.status.StatusPurpose;
import id.signet.credential.status.StatusRegistry;
import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.JsonPointer;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.registry.audit.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Credentials: issue, derive, change status. */
@RestController
public class CredentialController {

    private static final String CREDENTIALS = "/api/v1/credentials";

    private final IssueCredential issue;
    private final StatusRegistry status;
    private final DeriveCredential derive;
    private final ExchangeCredential exchange;
    private final TrustedAuthorities authorities;
    private final IdempotentPosts posts;

    CredentialController(IssueCredential issue, StatusRegistry status, DeriveCredential derive,
            ExchangeCredential exchange, TrustedAuthorities authorities, IdempotentPosts posts) {
        this.exchange = exchange;
        this.authorities = authorities;
        this.issue = issue;
        this.status = status;
        this.derive = derive;
        this.posts = posts;
    }

    /** Issuing keeps its own answers: a retry completes what a stop left unfinished. */
    @Allowed(Role.ISSUER)
    @PostMapping(CREDENTIALS)
    ResponseEntity<byte[]> issue(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        body.members("issuer", "type", "schema", "subject", "validFrom", "validUntil", "format", "cryptosuite",
                "mandatoryPointers", "verificationMethod", "vct", "status", "disclosable", "holderKey", "replaces",
                "derive");
        IssueCredentialCommand command = IssueCredentialCommand.parse(body.object());
        Caller known = posts.claim(caller, request, body.raw())
                .map(caller.in(request)::with)
                .orElseGet(() -> caller.in(request));
        return answer(issue.issue(known, command));
    }

    /** The same claims in another format; who has the paper keeps it. */
    @Allowed(Role.ISSUER)
    @PostMapping(CREDENTIALS + "/exchange")
    ResponseEntity<byte[]> exchange(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("credential", "receipts", "format", "cryptosuite",
                "verificationMethod", "validUntil", "status", "holderKey");
        var wish = new ExchangeCredential.Wish(wire.required("credential"),
                wire.optionalTexts("receipts").orElse(List.of()), wire.text("format"),
                wire.optionalText("cryptosuite"), wire.optionalText("verificationMethod"),
                wire.optionalTime("validUntil"), purposes(wire), wire.any("holderKey").map(Jwk::parse));
        Caller known = posts.claim(caller, request, body.raw())
                .map(caller.in(request)::with)
                .orElseGet(() -> caller.in(request));
        return answer(exchange.exchange(known, wish, authorities.trusted()));
    }

    private static Set<StatusPurpose> purposes(WireObject wire) {
        return wire.optionalTexts("status")
                .map(texts -> texts.stream()
                        .map(text -> StatusPurpose.of(text)
                                .orElseThrow(() -> new MalformedInput(
                                        "the member 'status' has the purposes revocation and suspension")))
                        .collect(Collectors.toSet()))
                .orElse(IssueCredentialCommand.DEFAULT_STATUS);
    }

    private static ResponseEntity<byte[]> answer(IssueOutcome outcome) {
        return switch (outcome) {
            case IssueOutcome.Issued issued -> {
                ObjectNode json = Json.object();
                json.put("id", issued.id().toString());
                json.set("credential", issued.credential());
                json.put("receipt", TlogProofCodec.encode(issued.receipt()));
                yield Answers.json(201, json);
            }
            case IssueOutcome.Refused refused -> throw refused(refused.refusal()).asException();
        };
    }

    private static Problem refused(IssuanceRefusal refusal) {
        Problem problem = Refusals.problem(refusal);
        if (refusal.violations().isEmpty()) {
            return problem;
        }
        String places = refusal.violations()
                .stream()
                .limit(10)
                .map(violation -> violation.place() + " " + violation.message())
                .collect(Collectors.joining("; "));
        return problem.withDetail(refusal.message() + " " + places);
    }

    /** Open to holders, who have no key here; nothing of what they send is kept. */
    @Open(limited = true)
    @PostMapping(CREDENTIALS + "/derive")
    ResponseEntity<byte[]> derive(Optional<KnownCaller> caller, JsonBody body, HttpServletRequest http) {
        WireObject wire = body.members("verifiableCredential", "selectivePointers", "presentationHeader");
        var wish = new DeriveCredential.Wish(wire.object("verifiableCredential"),
                wire.texts("selectivePointers").stream().map(JsonPointer::parse).toList(),
                wire.optionalText("presentationHeader")
                        .map(text -> Bytes.of(Base64Url.decode(text)))
                        .orElse(Bytes.EMPTY));
        return Answers.of(posts.question(caller, http, body.raw(), () -> derived(wish)));
    }

    private Answer derived(DeriveCredential.Wish wish) {
        return switch (derive.derive(wish)) {
            case DeriveCredential.Outcome.Derived(var credential) -> {
                ObjectNode json = Json.object();
                json.set("verifiableCredential", credential);
                yield new Answer(201, Optional.empty(), json);
            }
            case DeriveCredential.Outcome.Refused refused -> throw Refusals.problem(refused).asException();
        };
    }

    @Allowed(Role.ISSUER)
    @PostMapping(CREDENTIALS + "/{id}/status")
    ResponseEntity<byte[]> status(KnownCaller caller, @PathVariable("id") String text, JsonBody body,
            HttpServletRequest request) {
        WireObject wire = body.members("purpose", "value");
        UUID id = id(text);
        if (wire.text("purpose").equals(StatusMessages.PURPOSE)) {
            if (!wire.required("value").isInt()) {
                throw new MalformedInput("the member 'value' says which message, counted from 0");
            }
            int message = wire.required("value").intValue();
            return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                    known -> answer(id, status.say(known, id, message)),
                    subject -> Optional.of(answer(id, status.say(caller.in(request), id, message)))));
        }
        StatusPurpose purpose = StatusPurpose.of(wire.text("purpose"))
                .orElseThrow(() -> new MalformedInput("the member 'purpose' is revocation, suspension or message"));
        boolean value = wire.flag("value");
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> change(known, id, purpose, value),
                subject -> Optional.of(change(caller.in(request), id, purpose, value))));
    }

    private Answer change(Caller caller, UUID id, StatusPurpose purpose, boolean value) {
        return answer(id, status.change(caller, id, purpose, value));
    }

    private static Answer answer(UUID id, MessageOutcome outcome) {
        return switch (outcome) {
            case MessageOutcome.Shown shown -> {
                ObjectNode json = Json.object();
                json.put("id", id.toString());
                json.put("purpose", StatusMessages.PURPOSE);
                json.put("value", shown.value());
                json.put("list", shown.list());
                json.put("index", shown.index());
                json.put("receipt", TlogProofCodec.encode(shown.receipt()));
                yield Answer.ok(json);
            }
            case MessageOutcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
        };
    }

    private static Answer answer(UUID id, StatusOutcome outcome) {
        return switch (outcome) {
            case StatusOutcome.Published published -> {
                ObjectNode json = Json.object();
                json.put("id", id.toString());
                json.put("purpose", published.purpose().text());
                json.put("value", published.value());
                json.put("list", published.list());
                json.put("index", published.index());
                json.put("receipt", TlogProofCodec.encode(published.receipt()));
                yield Answer.ok(json);
            }
            case StatusOutcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
        };
    }

    private static UUID id(String text) {
        if (!text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw Problem.of(ProblemType.NOT_FOUND, "A credential is named by the UUID of its issuance.").asException();
        }
        return UUID.fromString(text);
    }
}
