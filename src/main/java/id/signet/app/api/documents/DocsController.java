package id.signet.app.api.documents;

import id.signet.app.access.Open;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.problem.SecurityHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The API's page, in the sandbox alone. Everything it loads is on this list and comes from this jar. */
@RestController
@Profile("sandbox")
public class DocsController {

    private static final String UI = "META-INF/resources/webjars/swagger-ui/5.34.1/";
    private static final String OWN_FILES = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, File> FILES = Map.of("start.js",
            new File("docs/start.js", "text/javascript; charset=utf-8"),
            "swagger-ui.css", new File(UI + "swagger-ui.css", "text/css; charset=utf-8"), "swagger-ui-bundle.js",
            new File(UI + "swagger-ui-bundle.js", "text/javascript; charset=utf-8"), "openapi.yaml",
            new File("openapi.yaml", "application/yaml"));

    private record File(String resource, String mediaType) {}

    @Open
    @GetMapping("/docs")
    ResponseEntity<byte[]> page() throws IOException {
        return serve(new File("docs/index.html", "text/html; charset=utf-8"));
    }

    @Open
    @GetMapping("/docs/{file}")
    ResponseEntity<byte[]> file(@PathVariable("file") String name) throws IOException {
        File file = FILES.get(name);
        if (file == null) {
            throw Problem.of(ProblemType.NOT_FOUND).asException();
        }
        return serve(file);
    }

    private static ResponseEntity<byte[]> serve(File file) throws IOException {
        try (InputStream in = new ClassPathResource(file.resource()).getInputStream()) {
            return ResponseEntity.ok()
                    .header("Content-Type", file.mediaType())
                    .header(SecurityHeaders.CONTENT_SECURITY_POLICY, OWN_FILES)
                    .body(in.readAllBytes());
        }
    }
}
