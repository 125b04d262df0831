package id.signet.app.api.evidence;

import id.signet.app.access.Open;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.problem.SecurityHeaders;
import id.signet.app.web.Language;
import id.signet.app.web.Words;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.registry.evidence.EvidenceId;
import id.signet.registry.evidence.EvidenceRegistry;
import id.signet.registry.evidence.EvidenceStore;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The look-up for people: no key, no script needed but to hash a file, and nothing from elsewhere. */
@RestController
public class EvidencePageController {

    private static final String PAGE = "/evidence";
    private static final String OWN_FILES = "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final Map<String, String> FILES = Map.of("page.js", "text/javascript; charset=utf-8", "hash.js",
            "text/javascript; charset=utf-8", "page.css", "text/css; charset=utf-8", "icon.svg", "image/svg+xml");
    private static final int MOST_FOUND = 20;

    private final EvidenceRegistry evidence;
    private final EvidenceStore store;
    private final EvidenceViews views;
    private final Map<Language, Words> words = new EnumMap<>(Language.class);

    EvidencePageController(EvidenceRegistry evidence, EvidenceStore store, EvidenceViews views) {
        this.evidence = evidence;
        this.store = store;
        this.views = views;
        for (Language language : Language.values()) {
            words.put(language, Words.read(EvidencePage.RESOURCE, language));
        }
    }

    @Open(limited = true)
    @GetMapping(PAGE)
    ResponseEntity<byte[]> search(HttpServletRequest request, @RequestParam("digest") Optional<String> digest,
            @RequestParam("lang") Optional<String> lang) {
        Optional<String> asked = digest.map(String::strip).filter(text -> !text.isEmpty());
        Language language = language(request, lang);
        Optional<List<ObjectNode>> found = asked.flatMap(EvidencePageController::digest).map(this::found);
        int status = asked.isPresent() && found.isEmpty() ? 400 : 200;
        return shown(status, language, page(language, PAGE, asked, lang).search(found));
    }

    @Open
    @GetMapping(PAGE + "/{id}")
    ResponseEntity<byte[]> one(HttpServletRequest request, @PathVariable("id") String id,
            @RequestParam("lang") Optional<String> lang) {
        Language language = language(request, lang);
        EvidencePage page = page(language, request.getRequestURI(), Optional.empty(), lang);
        return id(id).flatMap(this::find)
                .map(found -> shown(200, language, page.one(found)))
                .orElseGet(() -> shown(404, language, page.missing()));
    }

    @Open
    @GetMapping(PAGE + "/files/{file}")
    ResponseEntity<byte[]> file(@PathVariable("file") String name) throws IOException {
        String mediaType = FILES.get(name);
        if (mediaType == null) {
            throw Problem.of(ProblemType.NOT_FOUND).asException();
        }
        try (InputStream in = new ClassPathResource(EvidencePage.RESOURCE + "/" + name).getInputStream()) {
            return ResponseEntity.ok()
                    .header(HttpHeaders.CONTENT_TYPE, mediaType)
                    .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
                    .body(in.readAllBytes());
        }
    }

    private List<ObjectNode> found(Bytes digest) {
        return views.found(evidence.find(digest, Optional.empty(), MOST_FOUND));
    }

    private Optional<ObjectNode> find(EvidenceId id) {
        return evidence.find(id)
                .map(found -> views.show(found, Optional.empty()))
                .or(() -> store.publishers(id).stream().findFirst().map(views::published));
    }

    private EvidencePage page(Language language, String path, Optional<String> query, Optional<String> lang) {
        return new EvidencePage(Objects.requireNonNull(words.get(language)), path, query,
                lang.filter(language.tag()::equals).isPresent());
    }

    private static Optional<Bytes> digest(String text) {
        try {
            return Optional.of(DigestText.read(text));
        } catch (MalformedInput e) {
            return Optional.empty();
        }
    }

    private static Optional<EvidenceId> id(String text) {
        try {
            return Optional.of(new EvidenceId(text));
        } catch (MalformedInput e) {
            return Optional.empty();
        }
    }

    private static Language language(HttpServletRequest request, Optional<String> lang) {
        return Language.of(lang, Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)));
    }

    private static ResponseEntity<byte[]> shown(int status, Language language, String html) {
        return ResponseEntity.status(HttpStatusCode.valueOf(status))
                .header(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .header(SecurityHeaders.CONTENT_SECURITY_POLICY, OWN_FILES)
                .body(html.getBytes(StandardCharsets.UTF_8));
    }
}
