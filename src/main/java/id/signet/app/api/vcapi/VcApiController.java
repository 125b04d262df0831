package id.signet.app.api.vcapi;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Open;
import id.signet.app.access.Role;
import id.signet.app.api.credential.TrustedAuthorities;
import id.signet.app.api.problem.Refusals;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.credential.presentation.DeriveCredential;
import id.signet.credential.verify.Challenges;
import id.signet.credential.verify.PresentationRequest;
import id.signet.credential.verify.VerificationPolicy;
import id.signet.credential.verify.VerificationReport;
import id.signet.credential.verify.VerificationRequest;
import id.signet.credential.verify.VerifyCredential;
import id.signet.credential.verify.VerifyPresentation;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.JsonPointer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * W3C VCALM 1.0, "Verifying" and what holders and verifiers need besides: structure and proof decide, everything else is a warning in
 * {@code problemDetails}. Unknown members and options are ignored, as the interface's suites send their own.
 */
@RestController
public class VcApiController {

    private final VerifyCredential verify;
    private final VerifyPresentation verifyPresentation;
    private final TrustedAuthorities authorities;
    private final DeriveCredential derive;
    private final Submissions submissions;
    private final Challenges challenges;
    private final IdempotentPosts posts;

    VcApiController(VerifyCredential verify, VerifyPresentation verifyPresentation, TrustedAuthorities authorities,
            DeriveCredential derive, Submissions submissions, Challenges challenges, IdempotentPosts posts) {
        this.verify = verify;
        this.verifyPresentation = verifyPresentation;
        this.authorities = authorities;
        this.derive = derive;
        this.submissions = submissions;
        this.challenges = challenges;
        this.posts = posts;
    }

    @Open(limited = true)
    @PostMapping("/vc-api/credentials/verify")
    ResponseEntity<byte[]> credential(Optional<KnownCaller> caller, JsonBody body, HttpServletRequest http) {
        VcApiRequest wanted = VcApiRequest.of(body);
        JsonNode credential = submissions.read(wanted.required("verifiableCredential"));
        var request = new VerificationRequest(credential, List.of(), policy());
        return Answers.of(posts.question(caller, http, body.raw(),
                () -> answer(verify.verify(request), wanted.options(), credential)));
    }

    @Open(limited = true)
    @PostMapping("/vc-api/presentations/verify")
    ResponseEntity<byte[]> presentation(Optional<KnownCaller> caller, JsonBody body, HttpServletRequest http) {
        VcApiRequest wanted = VcApiRequest.of(body);
        JsonNode presentation = wanted.any("verifiablePresentation")
                .or(() -> wanted.any("presentation"))
                .orElseThrow(() -> new MalformedInput("the member 'verifiablePresentation' is missing"));
        Optional<String> challenge = wanted.option("challenge");
        // Who gave out a challenge himself counts its answers himself.
        var request = new PresentationRequest(presentation, challenge, wanted.option("domain"), List.of(), policy(),
                challenge.filter(challenges::gave).isPresent());
        return Answers.of(posts.question(caller, http, body.raw(),
                () -> answer(verifyPresentation.verify(request), wanted.options(), presentation)));
    }

    /** For holders, who have no key here; nothing of what they send is kept. */
    @Open(limited = true)
    @PostMapping("/vc-api/credentials/derive")
    ResponseEntity<byte[]> derive(Optional<KnownCaller> caller, JsonBody body, HttpServletRequest http) {
        VcApiRequest wanted = VcApiRequest.of(body);
        var wish = new DeriveCredential.Wish(wanted.object("verifiableCredential"),
                wanted.optionTexts("selectivePointers").orElse(List.of()).stream().map(JsonPointer::parse).toList(),
                Bytes.EMPTY);
        return Answers.of(posts.question(caller, http, body.raw(), () -> derived(wish)));
    }

    private Answer derived(DeriveCredential.Wish wish) {
        return switch (derive.derive(wish)) {
            case DeriveCredential.Outcome.Derived(ObjectNode credential) -> {
                ObjectNode json = Json.object();
                json.set("verifiableCredential", credential);
                yield new Answer(201, Optional.empty(), json);
            }
            case DeriveCredential.Outcome.Refused refused -> throw Refusals.problem(refused).asException();
        };
    }

    /** For a verifier without a memory of his own: what is given here is answered once, within five minutes. */
    @Allowed(Role.VERIFIER)
    @PostMapping("/vc-api/challenges")
    ResponseEntity<byte[]> challenge(KnownCaller caller, HttpServletRequest http) {
        return Answers.of(posts.question(Optional.of(caller), http, Bytes.of(new byte[0]),
                () -> Answer.ok(Json.object().put("challenge", challenges.fresh()))));
    }

    private VerificationPolicy policy() {
        return VerificationPolicy.vcApi(authorities.trusted());
    }

    private static Answer answer(VerificationReport report, ObjectNode options, JsonNode submitted) {
        ObjectNode json = Json.object();
        json.put("verified", report.verified());
        json.set("problemDetails", ProblemDetails.of(report));
        if (report.verified() && options.path("returnCredential").asBoolean(false)) {
            json.set("verifiableCredential", verified(report, submitted));
        }
        return new Answer(report.verified() ? 200 : 400, Optional.empty(), json);
    }

    /** With the {@code @context} that was signed: a later hand may have added some behind it, which say nothing here. */
    private static JsonNode verified(VerificationReport report, JsonNode submitted) {
        if (!(submitted instanceof ObjectNode document) || !document.has("proof") || report.credential().isEmpty()) {
            return submitted;
        }
        ObjectNode verified = document.deepCopy();
        verified.set("@context", report.credential().get().path("@context"));
        return verified;
    }
}
