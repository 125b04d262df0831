package id.signet.app.api.documents;

import id.signet.app.access.Open;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.wire.Answers;
import id.signet.credential.linkage.DidConfiguration;
import id.signet.credential.linkage.DomainLinkages;
import java.time.Duration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which DIDs belong to the origin of our public URL: DIF Well Known DID Configuration. */
@RestController
public class DidConfigurationController {

    private static final Duration KEPT = Duration.ofMinutes(5);

    private final DomainLinkages linkages;

    DidConfigurationController(DomainLinkages linkages) {
        this.linkages = linkages;
    }

    /** Limited: each DID's key and document are looked at anew, and its credential may have to be signed. */
    @Open(limited = true)
    @GetMapping(DidConfiguration.PATH)
    ResponseEntity<byte[]> configuration() {
        return linkages.published()
                .map(resource -> Answers.document("application/json", Answers.utf8(resource), KEPT))
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "No DID is linked to this origin.").asException());
    }
}
