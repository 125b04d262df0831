package id.signet.app.api.resolution;

import id.signet.app.access.Open;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.PathText;
import id.signet.app.api.wire.ReadsWholeQuery;
import id.signet.app.api.wire.Wanted;
import id.signet.crypto.MalformedInput;
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
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /1.0/identifiers/{did}}: W3C DID Resolution 1.0, "HTTP(S) Binding". */
@RestController
public class ResolutionController {

    private static final String PREFIX = "/1.0/identifiers/";
    private static final Pattern UTC = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");

    private final DidResolver resolver;

    ResolutionController(DidResolver resolver) {
        this.resolver = resolver;
    }

    @Open
    @ReadsWholeQuery
    @GetMapping(PREFIX + "{*did}")
    ResponseEntity<byte[]> resolve(HttpServletRequest request) {
        Optional<ResolutionWriter> writer = Wanted.of(request)
                .types()
                .stream()
                .flatMap(wish -> ResolutionWriter.of(wish).stream())
                .findFirst();
        Resolution resolution = writer.isEmpty()
                ? new Resolution.Failed(ResolutionError.REPRESENTATION_NOT_SUPPORTED,
                        "No form of the answer fits the Accept header.")
                : resolution(request);
        ResolutionWriter form = writer.orElse(ResolutionWriter.RESULT);
        return ResponseEntity.status(resolution.status())
                .header("Content-Type", form.mediaType(resolution))
                .header("Vary", "Accept")
                .headers(headers -> Answers.publicDocument(headers, "max-age=0"))
                .body(Answers.utf8(form.write(resolution)));
    }

    private Resolution resolution(HttpServletRequest request) {
        DidUrl url;
        Map<String, String> options;
        try {
            String text = PathText.did(request, PREFIX, "");
            // Without a path, query or fragment it is a DID, and a fault in it a fault of a DID.
            if (!text.matches(".*[/?#].*")) {
                Did.parse(text);
            }
            url = DidUrl.parse(text);
        } catch (MalformedInput | IllegalArgumentException e) {
            return new Resolution.Failed(ResolutionError.INVALID_DID, "The text is not a DID.");
        }
        if (!url.path().isEmpty() || url.fragment().isPresent()) {
            return new Resolution.Failed(ResolutionError.FEATURE_NOT_SUPPORTED,
                    "This resolver does not dereference paths and fragments.");
        }
        try {
            options = parameters(url.query());
            options.putAll(parameters(Optional.ofNullable(request.getQueryString())));
            return resolve(url.did(), options);
        } catch (MalformedInput | IllegalArgumentException e) {
            return new Resolution.Failed(ResolutionError.INVALID_OPTIONS,
                    "The resolution options are not well formed.");
        }
    }

    private Resolution resolve(Did did, Map<String, String> options) {
        options.remove("noCache");
        Optional<String> versionId = Optional.ofNullable(options.remove("versionId"));
        Optional<Instant> versionTime = Optional.ofNullable(options.remove("versionTime"))
                .map(ResolutionController::time);
        if (!options.isEmpty()) {
            return new Resolution.Failed(ResolutionError.FEATURE_NOT_SUPPORTED,
                    "This resolver takes versionId, versionTime and noCache only.");
        }
        return switch (resolver.resolve(did, new ResolutionOptions(versionId, versionTime))) {
            case ResolutionResult.Resolved resolved -> new Resolution.Done(resolved.document(), resolved.metadata());
            case ResolutionResult.Deactivated ended -> new Resolution.Ended(ended.metadata());
            case ResolutionResult.NotFound missing ->
                new Resolution.Failed(ResolutionError.NOT_FOUND, missing.message());
            case ResolutionResult.Refused refused -> new Resolution.Failed(refused.error(), refused.message());
        };
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
