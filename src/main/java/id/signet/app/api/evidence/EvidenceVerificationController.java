package id.signet.app.api.evidence;

import static id.signet.app.api.evidence.EvidenceController.EVIDENCE;

import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Open;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.WireObject;
import id.signet.registry.evidence.EvidenceVerification;
import id.signet.registry.evidence.EvidenceVerification.Question;
import id.signet.registry.evidence.EvidenceVerification.Stated;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Checks the parts of a package for whoever has them. */
@RestController
public class EvidenceVerificationController {

    private final EvidenceVerification verification;
    private final IdempotentPosts posts;

    EvidenceVerificationController(EvidenceVerification verification, IdempotentPosts posts) {
        this.verification = verification;
        this.posts = posts;
    }

    @Open(limited = true)
    @PostMapping(EVIDENCE + "/verify")
    ResponseEntity<byte[]> verify(Optional<KnownCaller> caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("statements", "receipts", "digests");
        Question question = new Question(wire.objects("statements", "type", "operation")
                .stream()
                .map(one -> new Stated(one.text("type"), one.object("operation")))
                .toList(), wire.texts("receipts"),
                wire.any("digests").map(any -> DigestText.read(wire.object("digests"))));
        return Answers.of(posts.question(caller, request, body.raw(),
                () -> Answer.ok(verification.verify(question).toJson())));
    }
}
