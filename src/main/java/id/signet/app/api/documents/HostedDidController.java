package id.signet.app.api.documents;

import id.signet.app.access.Open;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.wire.Answers;
import id.signet.registry.PublicUrl;
import id.signet.registry.RegistryNames;
import id.signet.registry.did.method.DidWeb;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.ResolutionResult;
import java.time.Duration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The documents of did:web DIDs that this service hosts, where the method looks for them. */
@RestController
public class HostedDidController {

    private final DidResolver resolver;
    private final RegistryNames names;

    HostedDidController(DidResolver resolver, RegistryNames names) {
        this.resolver = resolver;
        this.names = names;
    }

    @Open
    @GetMapping("/dids/{id}/did.json")
    ResponseEntity<byte[]> document(@PathVariable("id") String id) {
        if (!PublicUrl.isOpaque(id)) {
            throw missing();
        }
        return switch (resolver.resolve(DidWeb.of(names.publicUrl(), id))) {
            case ResolutionResult.Resolved resolved ->
                Answers.document("application/did", Answers.utf8(resolved.document().json()), Duration.ZERO);
            case ResolutionResult.Deactivated _ ->
                throw Problem.of(ProblemType.GONE, "The DID is deactivated.").asException();
            case ResolutionResult.NotFound _,ResolutionResult.Unreachable _,ResolutionResult.Refused _ ->
                throw missing();
        };
    }

    private static RuntimeException missing() {
        return Problem.of(ProblemType.NOT_FOUND, "No such DID is hosted here.").asException();
    }
}
