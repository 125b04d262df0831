package id.signet.app.api.credential;

import id.signet.app.api.problem.SecurityHeaders;
import id.signet.crypto.hash.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.ResponseEntity;

/** The page on which a browser opens a transport. It asks for the content when a person says so, and decrypts it itself. */
final class TransportPage {

    private final byte[] page;
    private final String policy;

    TransportPage() {
        try (InputStream in = new ClassPathResource("transport/index.html").getInputStream()) {
            page = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String text = new String(page, StandardCharsets.UTF_8);
        policy = "default-src 'none'; script-src " + hash(text, "script") + "; style-src " + hash(text, "style")
                + "; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /** Content Security Policy 3 §2.3.1: nothing but these very characters runs. */
    private static String hash(String page, String element) {
        int start = page.indexOf("<" + element + ">") + element.length() + 2;
        byte[] inside = page.substring(start, page.indexOf("</" + element + ">")).getBytes(StandardCharsets.UTF_8);
        return "'sha256-" + Base64.getEncoder().encodeToString(Hashes.sha256(inside)) + "'";
    }

    ResponseEntity<byte[]> answer() {
        return ResponseEntity.ok()
                .header("Content-Type", "text/html; charset=utf-8")
                .header(SecurityHeaders.CONTENT_SECURITY_POLICY, policy)
                .body(page);
    }
}
