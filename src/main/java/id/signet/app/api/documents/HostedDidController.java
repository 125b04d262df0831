package id.signet.app.api.documents;

import id.signet.app.access.Open;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.wire.Answers;
import id.signet.registry.PublicUrl;
import id.signet.registry.RegistryNames;
import id.signet.registry.did.Did;
import id.signet.registry.did.method.DidWeb;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.did.webvh.LoggedWebvh;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The documents and logs of the did:web and did:webvh DIDs that this service hosts, where the methods look for them. */
@RestController
public class HostedDidController {

    private final DidResolver resolver;
    private final RegistryNames names;
    private final LoggedWebvh webvh;

    HostedDidController(DidResolver resolver, RegistryNames names, LoggedWebvh webvh) {
        this.resolver = resolver;
        this.names = names;
        this.webvh = webvh;
    }

    @Open
    @GetMapping("/dids/{id}/did.json")
    ResponseEntity<byte[]> document(@PathVariable("id") String id) {
        Did did = PublicUrl.isOpaque(id)
                ? DidWeb.of(names.publicUrl(), id)
                : webvh.webBeside(webvh.inFolder(id).orElseThrow(HostedDidController::missing));
        return switch (resolver.resolve(did)) {
            case ResolutionResult.Resolved resolved ->
                Answers.document("application/did", Answers.utf8(resolved.document().json()), Duration.ZERO);
            case ResolutionResult.Deactivated _ ->
                throw Problem.of(ProblemType.GONE, "The DID is deactivated.").asException();
            case ResolutionResult.NotFound _,ResolutionResult.Unreachable _,ResolutionResult.Refused _ ->
                throw missing();
        };
    }

    @Open
    @GetMapping("/dids/{scid}/did.jsonl")
    ResponseEntity<byte[]> log(@PathVariable("scid") String scid) {
        return webvh.inFolder(scid)
                .flatMap(webvh::log)
                .map(log -> Answers.document("text/jsonl", log.getBytes(StandardCharsets.UTF_8), Duration.ZERO))
                .orElseThrow(HostedDidController::missing);
    }

    @Open
    @GetMapping("/dids/{scid}/did-witness.json")
    ResponseEntity<byte[]> approvals(@PathVariable("scid") String scid) {
        return webvh.inFolder(scid)
                .flatMap(webvh::approvals)
                .map(file -> Answers.document("application/json", Answers.utf8(file), Duration.ZERO))
                .orElseThrow(HostedDidController::missing);
    }

    private static RuntimeException missing() {
        return Problem.of(ProblemType.NOT_FOUND, "No such DID is hosted here.").asException();
    }
}
