package id.signet.app.api.credential;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Role;
import id.signet.app.api.problem.Refusals;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.WireObject;
import id.signet.credential.presentation.CreatePresentation;
import id.signet.crypto.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Presentations in the name of holders whose keys are kept here, made for one verifier each. */
@RestController
public class PresentationController {

    private final CreatePresentation create;
    private final IdempotentPosts posts;

    PresentationController(CreatePresentation create, IdempotentPosts posts) {
        this.create = create;
        this.posts = posts;
    }

    @Allowed(Role.ISSUER)
    @PostMapping("/api/v1/presentations")
    ResponseEntity<byte[]> create(KnownCaller caller, JsonBody body, HttpServletRequest http) {
        WireObject wire = body.members("presentation", "format", "cryptosuite", "verificationMethod", "nonce",
                "audience");
        var command = new CreatePresentation.Command(wire.object("presentation"), wire.text("format"),
                wire.optionalText("cryptosuite"), wire.optionalText("verificationMethod"), wire.optionalText("nonce"),
                wire.optionalText("audience"));
        return Answers.of(posts.question(Optional.of(caller), http, body.raw(), () -> created(caller, command)));
    }

    private Answer created(KnownCaller caller, CreatePresentation.Command command) {
        return switch (create.create(caller.tenant(), command)) {
            case CreatePresentation.Outcome.Created(var presentation) -> {
                var json = Json.object();
                json.set("presentation", presentation);
                yield new Answer(201, Optional.empty(), json);
            }
            case CreatePresentation.Outcome.Refused refused -> throw Refusals.problem(refused).asException();
        };
    }
}
