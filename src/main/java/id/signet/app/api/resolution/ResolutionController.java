package id.signet.app.api.resolution;

import id.signet.app.access.AnonymousLimit;
import id.signet.app.access.Open;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.PathText;
import id.signet.app.api.wire.ReadsWholeQuery;
import id.signet.app.api.wire.Wanted;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.ledger.Ledger;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.resolution.Dereferenced;
import id.signet.registry.did.resolution.Dereferencer;
import id.signet.registry.did.resolution.DereferencingOptions;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.ResolutionError;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code GET} and {@code POST /1.0/identifiers/{did}}: W3C DID Resolution 1.0, "HTTP(S) Binding". */
@RestController
public class ResolutionController {

    private static final String PREFIX = "/1.0/identifiers/";
    private static final Pattern UTC = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private static final String MULTIKEY = "Multikey";
    private static final Set<String> EXPERIMENTS = Set.of("Ed25519VerificationKey2018", "X25519KeyAgreementKey2019",
            "EcdsaSecp256k1VerificationKey2019");

    private final DidResolver resolver;
    private final Ledger ledger;
    private final AnonymousLimit strangers;

    /** @param strangers how often a caller may make this service ask others */
    ResolutionController(DidResolver resolver, Ledger ledger, AnonymousLimit strangers) {
        this.resolver = resolver;
        this.ledger = ledger;
        this.strangers = strangers;
    }

    @Open
    @ReadsWholeQuery
    @GetMapping(PREFIX + "{*did}")
    ResponseEntity<byte[]> resolve(HttpServletRequest request) {
        return answer(request, Map.of());
    }

    /** The same, with the options as members of a body. */
    @Open
    @ReadsWholeQuery
    @PostMapping(PREFIX + "{*did}")
    ResponseEntity<byte[]> resolve(HttpServletRequest request, JsonBody body) {
        Map<String, String> options = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : body.object().properties()) {
            if (!member.getValue().isString() && !member.getValue().isBoolean()
                    && !member.getValue().isIntegralNumber()) {
                throw new MalformedInput("a resolution option is a text, a number, true or false");
            }
            options.put(member.getKey(), member.getValue().asString());
        }
        return answer(request, options);
    }

    private ResponseEntity<byte[]> answer(HttpServletRequest request, Map<String, String> more) {
        Optional<ResolutionWriter> writer = Wanted.of(request)
                .types()
                .stream()
                .flatMap(wish -> ResolutionWriter.of(wish).stream())
                .findFirst();
        Resolution resolution = writer.isEmpty()
                ? new Resolution.Failed(ResolutionError.REPRESENTATION_NOT_SUPPORTED,
                        "No form of the answer fits the Accept header.")
                : resolution(request, more);
        if (resolution instanceof Resolution.Elsewhere(String location)) {
            return ResponseEntity.status(resolution.status())
                    .header("Location", location)
                    .headers(headers -> Answers.publicDocument(headers, "max-age=0"))
                    .build();
        }
        // A part of a document has no media type of its own: who asked for no envelope gets it as it is.
        ResolutionWriter form = resolution instanceof Resolution.Part
                && writer.orElseThrow() == ResolutionWriter.RESULT
                        ? ResolutionWriter.DOCUMENT
                        : writer.orElse(ResolutionWriter.RESULT);
        byte[] body = Answers.utf8(form.write(resolution));
        String tag = "\"" + Bytes.of(Hashes.sha256(body)).base64Url() + "\"";
        if (resolution.status() == 200 && tag.equals(request.getHeader("If-None-Match"))) {
            return ResponseEntity.status(304)
                    .eTag(tag)
                    .headers(headers -> Answers.publicDocument(headers, "max-age=0"))
                    .build();
        }
        return ResponseEntity.status(resolution.status())
                .header("Content-Type", form.mediaType(resolution))
                .header("Vary", "Accept")
                .eTag(tag)
                .headers(headers -> Answers.publicDocument(headers, "max-age=0"))
                .body(body);
    }

    private Resolution resolution(HttpServletRequest request, Map<String, String> more) {
        DidUrl url;
        Map<String, String> options;
        boolean bare = true;
        try {
            String text = PathText.did(request, PREFIX, "");
            bare = !text.matches(".*[/?#].*");
            // Without a path, query or fragment it is a DID, and a fault in it a fault of a DID.
            if (bare) {
                Did.parse(text);
            }
            url = DidUrl.parse(text);
        } catch (MalformedInput | IllegalArgumentException e) {
            return bare
                    ? new Resolution.Failed(ResolutionError.INVALID_DID, "The text is not a DID.")
                    : new Resolution.Failed(ResolutionError.INVALID_DID_URL, "The text is not a DID URL.");
        }
        try {
            options = parameters(url.query());
            options.putAll(parameters(Optional.ofNullable(request.getQueryString())));
            options.putAll(more);
            if (resolver.reachesOut(url.did())) {
                strangers.take(request);
            }
            return resolve(url, options);
        } catch (MalformedInput | IllegalArgumentException e) {
            return new Resolution.Failed(ResolutionError.INVALID_OPTIONS,
                    "The resolution options are not well formed.");
        }
    }

    private Resolution resolve(DidUrl url, Map<String, String> options) {
        options.remove("noCache");
        // Each id in a document here is absolute already.
        flag(options, "expandRelativeUrls");
        boolean receipt = flag(options, "receipt");
        boolean experiments = flag(options, "enableExperimentalPublicKeyTypes");
        Optional<Resolution.Failed> format = Optional.ofNullable(options.remove("publicKeyFormat"))
                .filter(name -> !name.equals(MULTIKEY))
                .map(name -> format(name, experiments));
        if (format.isPresent()) {
            return format.get();
        }
        DereferencingOptions dereferencing = new DereferencingOptions(Optional.ofNullable(options.remove("service")),
                Optional.ofNullable(options.remove("serviceType")), Optional.ofNullable(options.remove("relativeRef")),
                Optional.ofNullable(options.remove("verificationRelationship"))
                        .map(name -> Relationship.ofMember(name)
                                .orElseThrow(() -> new MalformedInput("no verification relationship"))));
        Optional<String> versionId = Optional.ofNullable(options.remove("versionId"));
        Optional<Instant> versionTime = Optional.ofNullable(options.remove("versionTime"))
                .map(ResolutionController::time);
        Optional<Long> versionNumber = Optional.ofNullable(options.remove("versionNumber"))
                .map(ResolutionController::number);
        if (!options.isEmpty()) {
            return new Resolution.Failed(ResolutionError.FEATURE_NOT_SUPPORTED,
                    "This resolver knows no such option: " + String.join(", ", options.keySet()) + ".");
        }
        return switch (resolver.resolve(url.did(), new ResolutionOptions(versionId, versionTime, versionNumber))) {
            case ResolutionResult.Resolved resolved -> dereferenced(resolved, url, dereferencing, receipt);
            case ResolutionResult.Deactivated ended -> new Resolution.Ended(ended.did(), ended.metadata());
            case ResolutionResult.NotFound missing ->
                new Resolution.Failed(ResolutionError.NOT_FOUND, missing.message());
            case ResolutionResult.Unreachable unreachable ->
                new Resolution.Failed(ResolutionError.INTERNAL_ERROR, unreachable.message());
            case ResolutionResult.Refused refused -> new Resolution.Failed(refused.error(), refused.message());
        };
    }

    private Resolution dereferenced(ResolutionResult.Resolved resolved, DidUrl url, DereferencingOptions options,
            boolean receipt) {
        return switch (Dereferencer.dereference(resolved.document(), url, options)) {
            case Dereferenced.Whole _ -> new Resolution.Done(resolved.document(), resolved.metadata(),
                    resolved.metadata()
                            .leafIndex()
                            .filter(_ -> receipt)
                            .flatMap(ledger::receipt)
                            .map(
                                    TlogProofCodec::encode));
            case Dereferenced.Part part -> new Resolution.Part(part.content());
            case Dereferenced.Elsewhere elsewhere -> new Resolution.Elsewhere(elsewhere.location());
            case Dereferenced.Failed failed -> new Resolution.Failed(failed.error(), failed.message());
        };
    }

    /** Keys are shown as Multikeys. The old formats that the did:key method calls experiments are told apart. */
    private static Resolution.Failed format(String name, boolean experiments) {
        return EXPERIMENTS.contains(name) && !experiments
                ? new Resolution.Failed(ResolutionError.INVALID_PUBLIC_KEY_TYPE, "The key format is an experiment.")
                : new Resolution.Failed(ResolutionError.UNSUPPORTED_PUBLIC_KEY_TYPE,
                        "Keys are shown as " + MULTIKEY + " only.");
    }

    private static boolean flag(Map<String, String> options, String name) {
        String value = options.remove(name);
        if (value != null && !value.equals("true") && !value.equals("false")) {
            throw new MalformedInput(name + " is true or false");
        }
        return "true".equals(value);
    }

    private static long number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new MalformedInput("versionNumber is a number from 1");
        }
        return Long.parseLong(text);
    }

    private static Instant time(String text) {
        if (!UTC.matcher(text).matches()) {
            throw new MalformedInput("versionTime is UTC without sub-seconds");
        }
        try {
            // The last moment of that second: a version logged within it counts.
            return Instant.parse(text).plusMillis(999);
        } catch (DateTimeParseException e) {
            throw new MalformedInput("versionTime is no time", e);
        }
    }

    private static Map<String, String> parameters(Optional<String> query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.filter(text -> !text.isEmpty())
                .map(text -> text.split("&", -1))
                .orElse(new String[0])) {
            String[] parts = pair.split("=", 2);
            String value = parts.length == 2
                    ? URLDecoder.decode(parts[1].replace("+", "%2B"), StandardCharsets.UTF_8)
                    : "";
            if (parameters.put(URLDecoder.decode(parts[0], StandardCharsets.UTF_8), value) != null) {
                throw new MalformedInput("an option comes twice");
            }
        }
        return parameters;
    }
}
