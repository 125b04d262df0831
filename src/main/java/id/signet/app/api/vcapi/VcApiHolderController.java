package id.signet.app.api.vcapi;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Role;
import id.signet.app.api.problem.Refusals;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.credential.format.dataintegrity.DataIntegrityFormat;
import id.signet.credential.presentation.CreatePresentation;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** W3C VCALM 1.0, "Create Presentation": for holders whose keys are kept here. */
@RestController
public class VcApiHolderController {

    private final CreatePresentation create;
    private final IdempotentPosts posts;

    VcApiHolderController(CreatePresentation create, IdempotentPosts posts) {
        this.create = create;
        this.posts = posts;
    }

    @Allowed(Role.ISSUER)
    @PostMapping("/vc-api/presentations")
    ResponseEntity<byte[]> create(KnownCaller caller, JsonBody body, HttpServletRequest http) {
        VcApiRequest wanted = VcApiRequest.of(body);
        requireOnly(wanted, "type", "DataIntegrityProof");
        requireOnly(wanted, "proofPurpose", "authentication");
        var command = new CreatePresentation.Command(wanted.object("presentation"), DataIntegrityFormat.NAME,
                wanted.option("cryptosuite"), wanted.option("verificationMethod"), wanted.option("challenge"),
                wanted.option("domain"));
        return Answers.of(posts.question(Optional.of(caller), http, body.raw(), () -> created(caller, command)));
    }

    /** Who asks for another proof than is made here would not look at the one he gets. */
    private static void requireOnly(VcApiRequest wanted, String option, String value) {
        if (wanted.option(option).filter(asked -> !asked.equals(value)).isPresent()) {
            throw new MalformedInput("the option '" + option + "' is " + value + " for a presentation made here");
        }
    }

    private Answer created(KnownCaller caller, CreatePresentation.Command command) {
        return switch (create.create(caller.tenant(), command)) {
            case CreatePresentation.Outcome.Created(var presentation) -> {
                var json = Json.object();
                json.set("verifiablePresentation", presentation);
                yield new Answer(201, Optional.empty(), json);
            }
            case CreatePresentation.Outcome.Refused refused -> throw Refusals.problem(refused).asException();
        };
    }
}
