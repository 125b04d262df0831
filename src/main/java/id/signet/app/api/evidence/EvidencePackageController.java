package id.signet.app.api.evidence;

import static id.signet.app.api.evidence.EvidenceController.EVIDENCE;

import id.signet.app.access.Allowed;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Role;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.registry.evidence.CaseId;
import id.signet.registry.evidence.EvidenceId;
import id.signet.registry.evidence.EvidencePackages;
import id.signet.registry.evidence.EvidencePackages.EvidencePackage;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a depositor hands to a court: everything that is needed to check a deposit, or a whole case, without us. */
@RestController
public class EvidencePackageController {

    private static final String MEDIA_TYPE = "application/zip";

    private final EvidencePackages packages;

    EvidencePackageController(EvidencePackages packages) {
        this.packages = packages;
    }

    @Allowed({Role.ISSUER, Role.AUDITOR})
    @GetMapping(EVIDENCE + "/{id}/package")
    void pack(KnownCaller caller, @PathVariable("id") String id, HttpServletResponse response) throws IOException {
        EvidencePackage made = packages.of(caller.tenant(), new EvidenceId(id))
                .orElseThrow(() -> notThere("The tenant has no such evidence."));
        send(made, "evidence-" + id, response);
    }

    @Allowed({Role.ISSUER, Role.AUDITOR})
    @GetMapping(EVIDENCE + "/cases/{id}/package")
    void packCase(KnownCaller caller, @PathVariable("id") String id, HttpServletResponse response)
            throws IOException {
        EvidencePackage made = packages.of(caller.tenant(), new CaseId(id))
                .orElseThrow(() -> notThere("The tenant has no such case."));
        send(made, "case-" + id, response);
    }

    /** A fault on the way leaves a zip without an end, which nobody takes for a whole one. */
    private static void send(EvidencePackage made, String name, HttpServletResponse response) throws IOException {
        response.setContentType(MEDIA_TYPE);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".zip\"");
        made.writeTo(response.getOutputStream());
    }

    private static RuntimeException notThere(String sentence) {
        return Problem.of(ProblemType.NOT_FOUND, sentence).asException();
    }
}
