package id.signet.app.api.credential;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Open;
import id.signet.app.access.Role;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.problem.Refusals;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.Wanted;
import id.signet.app.api.wire.WireObject;
import id.signet.app.qr.QrCode;
import id.signet.credential.transport.Transports;
import id.signet.credential.transport.Transports.Outcome;
import id.signet.credential.transport.Transports.Reading;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.DirectJwe;
import id.signet.crypto.json.Json;
import id.signet.registry.audit.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Credentials and presentations handed over by a link or a QR code. */
@RestController
public class TransportController {

    private static final String TRANSPORTS = "/api/v1/transports";
    private static final String PROOF = "Reader-Proof";

    private final Transports transports;
    private final IdempotentPosts posts;
    private final TransportPage page = new TransportPage();

    TransportController(Transports transports, IdempotentPosts posts) {
        this.transports = transports;
        this.posts = posts;
    }

    @Allowed({Role.ISSUER, Role.VERIFIER})
    @PostMapping(TRANSPORTS)
    ResponseEntity<byte[]> send(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("credential", "presentation", "verifiers", "once", "expires");
        JsonNode content = content(wire);
        var terms = new Transports.Terms(wire.optionalTexts("verifiers").orElse(List.of()), wire.flag("once", false),
                wire.optionalTime("expires"));
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> sent(known, content, terms), subject -> Optional.empty()));
    }

    private static JsonNode content(WireObject wire) {
        Optional<JsonNode> credential = wire.any("credential");
        Optional<JsonNode> presentation = wire.any("presentation");
        if (credential.isPresent() == presentation.isPresent()) {
            throw new MalformedInput("a transport holds either a credential or a presentation");
        }
        JsonNode content = credential.or(() -> presentation).orElseThrow();
        if (!content.isObject() && !content.isString()) {
            throw new MalformedInput("what is handed over is an object, or a token as a string");
        }
        return content;
    }

    private Answer sent(Caller caller, JsonNode content, Transports.Terms terms) {
        return switch (transports.send(caller, content, terms)) {
            case Outcome.Waiting waiting -> {
                ObjectNode json = Json.object();
                json.put("id", waiting.id());
                json.put("link", waiting.link());
                json.put("expires", waiting.expires().toString());
                json.put("qr", QrCode.of(waiting.link()).svg());
                yield Answer.created(transports.address(waiting.id()), json);
            }
            case Outcome.Refused refused -> throw Refusals.problem(refused.refusal()).asException();
        };
    }

    /**
     * A browser gets a page that reads by itself when it is told to: what looks into links before a person does, takes nothing
     * away.
     */
    @Open(limited = true)
    @GetMapping("/t/{id}")
    ResponseEntity<byte[]> read(@PathVariable("id") String id,
            @RequestHeader(value = PROOF, required = false) @Nullable String proof, HttpServletRequest http) {
        boolean browser = Wanted.of(http).types().stream().anyMatch(MediaType.TEXT_HTML::equalsTypeAndSubtype);
        if (browser || !http.getMethod().equals("GET")) {
            return page.answer();
        }
        return given(proof == null ? transports.read(id) : transports.read(id, proof));
    }

    private static ResponseEntity<byte[]> given(Reading reading) {
        return switch (reading) {
            case Reading.Given given -> ResponseEntity.ok()
                    .header("Content-Type", DirectJwe.MEDIA_TYPE)
                    .header("Access-Control-Allow-Origin", "*")
                    .header("Cross-Origin-Resource-Policy", "cross-origin")
                    .body(given.token().getBytes(StandardCharsets.US_ASCII));
            case Reading.Absent _ -> throw Problem.of(ProblemType.NOT_FOUND,
                    "Nothing waits at this address: it expired, was read, or never was.").asException();
            case Reading.NotForYou other -> throw Problem.of(ProblemType.FORBIDDEN, other.reason()).asException();
        };
    }
}
