package id.signet.app.api.documents;

import id.signet.app.access.Open;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.Wanted;
import id.signet.credential.status.PublishedLists;
import id.signet.credential.status.ServedList;
import id.signet.credential.status.StatusFace;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Status lists: one shared address, the same answer for everybody. */
@RestController
public class StatusListController {

    /** A credential with a proof is JSON-LD, and some readers ask for it by that name alone. */
    private static final Form JSON_LD = new Form(StatusFace.DATA_INTEGRITY, "application/ld+json");
    private static final List<Form> FORMS = Stream
            .concat(Arrays.stream(StatusFace.values()).map(face -> new Form(face, face.mediaType())),
                    Stream.of(JSON_LD))
            .toList();

    private record Form(StatusFace face, String mediaType) {}

    private final PublishedLists status;
    private final Clock clock;

    StatusListController(PublishedLists status, Clock clock) {
        this.status = status;
        this.clock = clock;
    }

    @Open
    @GetMapping("/status/{id}")
    ResponseEntity<byte[]> list(@PathVariable("id") String id, @RequestParam("time") Optional<String> time,
            @RequestParam("timestamp") Optional<String> timestamp, HttpServletRequest request) {
        if (time.isPresent() || timestamp.isPresent()) {
            throw Problem.of(ProblemType.NOT_IMPLEMENTED,
                    "Of a status list only what it says now is kept; the log names the hash of each version.")
                    .asException();
        }
        Wanted wanted = Wanted.of(request);
        List<Form> forms = wanted.anything() ? List.of() : wanted.order(FORMS, Form::mediaType);
        if (!wanted.anything() && forms.isEmpty()) {
            throw Problem.of(ProblemType.NOT_ACCEPTABLE).asException();
        }
        return switch (status.publishedList(id, forms.stream().map(Form::face).distinct().toList())) {
            case ServedList.Found found -> served(found, forms.stream()
                    .filter(form -> form.face() == found.face())
                    .map(Form::mediaType)
                    .findFirst()
                    .orElse(found.mediaType()), request);
            case ServedList.Missing _ ->
                throw Problem.of(ProblemType.NOT_FOUND, "There is no such status list.").asException();
            case ServedList.Outdated(String reason) -> throw Problem.of(ProblemType.UNAVAILABLE,
                    "The list cannot be served just now: " + reason + ".").withHeader("Retry-After", "5").asException();
            case ServedList.NotInThisForm other -> throw Problem.of(ProblemType.NOT_ACCEPTABLE,
                    "The list is not served in this form"
                            + other.served().map(face -> ", but as " + face.mediaType()).orElse("") + ".")
                    .asException();
        };
    }

    private ResponseEntity<byte[]> served(ServedList.Found found, String mediaType, HttpServletRequest request) {
        Duration left = Duration.between(clock.instant(), found.signedAt().plus(found.timeToLive()));
        long seconds = Math.clamp(left.toSeconds(), 0, found.timeToLive().toSeconds());
        String tag = "\"" + found.entityTag() + "\"";
        if (tag.equals(request.getHeader("If-None-Match"))) {
            return ResponseEntity.status(304)
                    .eTag(tag)
                    .headers(headers -> Answers.publicDocument(headers, "max-age=" + seconds))
                    .build();
        }
        return ResponseEntity.ok()
                .eTag(tag)
                .header("Content-Type", mediaType)
                .header("Vary", "Accept")
                .headers(headers -> Answers.publicDocument(headers, "max-age=" + seconds))
                .body(found.body().toArray());
    }
}
