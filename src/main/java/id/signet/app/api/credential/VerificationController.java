package id.signet.app.api.credential;

import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Open;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.RawBody;
import id.signet.app.api.wire.WireObject;
import id.signet.credential.verify.PresentationRequest;
import id.signet.credential.verify.ReportJson;
import id.signet.credential.verify.VerificationRequest;
import id.signet.credential.verify.VerifyCredential;
import id.signet.credential.verify.VerifyPresentation;
import id.signet.crypto.Bytes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Verifies credentials and presentations: in a JSON object, by themselves, and line by line. */
@RestController
public class VerificationController {

    private static final String CREDENTIALS = "/api/v1/credentials/verify";
    private static final String PRESENTATIONS = "/api/v1/presentations/verify";

    private final VerifyCredential verify;
    private final VerifyPresentation verifyPresentation;
    private final AskedPolicies policies;
    private final VerifiedLines lines;
    private final IdempotentPosts posts;

    VerificationController(VerifyCredential verify, VerifyPresentation verifyPresentation, AskedPolicies policies,
            VerifiedLines lines, IdempotentPosts posts) {
        this.verify = verify;
        this.verifyPresentation = verifyPresentation;
        this.policies = policies;
        this.lines = lines;
        this.posts = posts;
    }

    @Open(limited = true)
    @PostMapping(CREDENTIALS)
    ResponseEntity<byte[]> verify(Optional<KnownCaller> caller, JsonBody body, HttpServletRequest http) {
        var request = credential(body.members("credential", "receipts", "policy"), caller, http);
        return Answers.of(posts.question(caller, http, body.raw(), () -> answer(request)));
    }

    private VerificationRequest credential(WireObject wire, Optional<KnownCaller> caller, HttpServletRequest http) {
        return new VerificationRequest(wire.required("credential"),
                wire.optionalTexts("receipts").orElse(List.of()), policies.read(wire.any("policy"), caller, http));
    }

    private Answer answer(VerificationRequest request) {
        return Answer.ok(ReportJson.of(verify.verify(request)));
    }

    /** What the body is, is found out by what stands in it. */
    @Open(limited = true)
    @PostMapping(path = CREDENTIALS, consumes = {"application/vc", "application/vc+jwt", "application/vc+cose",
        "application/vc+sd-jwt", "application/dc+sd-jwt", "application/jwt", "application/cose", "application/ld+json",
        "application/octet-stream", "text/plain"})
    ResponseEntity<byte[]> verify(Optional<KnownCaller> caller, RawBody body,
            @RequestParam(value = "policy", required = false) @Nullable String policy, HttpServletRequest http) {
        var request = new VerificationRequest(Handed.credential(body), List.of(),
                policies.read(name(policy), caller, http));
        return Answers.of(posts.question(caller, http, asked(body, http), () -> answer(request)));
    }

    /** Each line is a question by itself; nothing is kept that a retry could be answered from. */
    @Open(limited = true)
    @PostMapping(path = CREDENTIALS, consumes = VerifiedLines.MEDIA_TYPE)
    void verifyLines(Optional<KnownCaller> caller, InputStream body, HttpServletRequest http,
            HttpServletResponse response) throws IOException {
        lines.answer(body, http, response, line -> ReportJson.of(verify.verify(
                credential(WireObject.of(line, "credential", "receipts", "policy"), caller, http))));
    }

    @Open(limited = true)
    @PostMapping(PRESENTATIONS)
    ResponseEntity<byte[]> verifyPresentation(Optional<KnownCaller> caller, JsonBody body, HttpServletRequest http) {
        WireObject wire = body.members("presentation", "nonce", "audience", "receipts", "policy");
        var request = new PresentationRequest(wire.required("presentation"), wire.optionalText("nonce"),
                wire.optionalText("audience"), wire.optionalTexts("receipts").orElse(List.of()),
                policies.read(wire.any("policy"), caller, http));
        return Answers.of(posts.question(caller, http, body.raw(), () -> answer(request)));
    }

    private Answer answer(PresentationRequest request) {
        return Answer.ok(ReportJson.of(verifyPresentation.verify(request)));
    }

    @Open(limited = true)
    @PostMapping(path = PRESENTATIONS, consumes = {"application/vp", "application/vp+jwt", "application/vp+cose",
        "application/vp+sd-jwt", "application/dc+sd-jwt", "application/jwt", "application/cose", "application/ld+json",
        "application/octet-stream", "text/plain"})
    ResponseEntity<byte[]> verifyPresentation(Optional<KnownCaller> caller, RawBody body,
            @RequestParam(value = "nonce", required = false) @Nullable String nonce,
            @RequestParam(value = "audience", required = false) @Nullable String audience,
            @RequestParam(value = "policy", required = false) @Nullable String policy, HttpServletRequest http) {
        var request = new PresentationRequest(Handed.presentation(body), Optional.ofNullable(nonce),
                Optional.ofNullable(audience), List.of(), policies.read(name(policy), caller, http));
        return Answers.of(posts.question(caller, http, asked(body, http), () -> answer(request)));
    }

    private static Optional<JsonNode> name(@Nullable String policy) {
        return Optional.ofNullable(policy).map(JsonNodeFactory.instance::stringNode);
    }

    /** The query is part of what is asked. */
    private static Bytes asked(RawBody body, HttpServletRequest http) {
        byte[] query = Bytes.utf8(http.getQueryString() + "\n").toArray();
        byte[] raw = body.bytes().toArray();
        byte[] all = new byte[query.length + raw.length];
        System.arraycopy(query, 0, all, 0, query.length);
        System.arraycopy(raw, 0, all, query.length, raw.length);
        return Bytes.of(all);
    }
}
