package id.signet.app.api.credential;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Role;
import id.signet.app.api.problem.Refusals;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.WireObject;
import id.signet.credential.format.dataintegrity.DataIntegrityFormat;
import id.signet.credential.issue.IssueOutcome;
import id.signet.credential.receipt.VerificationReceipts;
import id.signet.credential.receipt.VerificationReceipts.Wish;
import id.signet.credential.verify.PresentationRequest;
import id.signet.credential.verify.VerificationReport;
import id.signet.credential.verify.VerificationRequest;
import id.signet.credential.verify.VerifyCredential;
import id.signet.credential.verify.VerifyPresentation;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.registry.audit.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Verifies, and says in a credential what was found. */
@RestController
public class VerificationReceiptController {

    private final VerificationReceipts receipts;
    private final VerifyCredential verify;
    private final VerifyPresentation verifyPresentation;
    private final AskedPolicies policies;
    private final IdempotentPosts posts;

    VerificationReceiptController(VerificationReceipts receipts, VerifyCredential verify,
            VerifyPresentation verifyPresentation, AskedPolicies policies, IdempotentPosts posts) {
        this.receipts = receipts;
        this.verify = verify;
        this.verifyPresentation = verifyPresentation;
        this.policies = policies;
        this.posts = posts;
    }

    /** A receipt is issued, and so a retry is answered as at every issuance. */
    @Allowed(Role.ISSUER)
    @PostMapping("/api/v1/verification-receipts")
    ResponseEntity<byte[]> issue(KnownCaller caller, JsonBody body, HttpServletRequest http) {
        WireObject wire = body.members("issuer", "format", "cryptosuite", "verificationMethod", "credential",
                "presentation", "nonce", "audience", "receipts", "policy");
        var wish = new Wish(wire.text("issuer"), wire.optionalText("format").orElse(DataIntegrityFormat.NAME),
                wire.optionalText("cryptosuite"), wire.optionalText("verificationMethod"));
        JsonNode shown = shown(wire);
        Supplier<VerificationReport> verified = verification(wire, shown, caller, http);
        Caller known = posts.claim(caller, http, body.raw())
                .map(caller.in(http)::with)
                .orElseGet(() -> caller.in(http));
        return switch (receipts.issue(known, wish, shown, verified)) {
            case IssueOutcome.Issued issued -> Answers.json(201, json(issued));
            case IssueOutcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
        };
    }

    private static JsonNode shown(WireObject wire) {
        Optional<JsonNode> credential = wire.any("credential");
        if (credential.isPresent() == wire.any("presentation").isPresent()) {
            throw new MalformedInput("a receipt is of a credential or of a presentation");
        }
        if (credential.isPresent() && (wire.any("nonce").isPresent() || wire.any("audience").isPresent())) {
            throw new MalformedInput("only a presentation answers a nonce or has an audience");
        }
        return credential.orElseGet(() -> wire.required("presentation"));
    }

    private Supplier<VerificationReport> verification(WireObject wire, JsonNode shown, KnownCaller caller,
            HttpServletRequest http) {
        List<String> logged = wire.optionalTexts("receipts").orElse(List.of());
        var policy = policies.read(wire.any("policy"), Optional.of(caller), http);
        if (wire.any("credential").isPresent()) {
            var request = new VerificationRequest(shown, logged, policy);
            return () -> verify.verify(request);
        }
        var request = new PresentationRequest(shown, wire.optionalText("nonce"), wire.optionalText("audience"),
                logged, policy);
        return () -> verifyPresentation.verify(request);
    }

    private ObjectNode json(IssueOutcome.Issued issued) {
        ObjectNode json = Json.object();
        json.put("id", issued.id().toString());
        json.set("report", receipts.report(issued));
        json.set("credential", issued.credential());
        return json.put("receipt", TlogProofCodec.encode(issued.receipt()));
    }
}
