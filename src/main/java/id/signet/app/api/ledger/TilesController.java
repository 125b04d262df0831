package id.signet.app.api.ledger;

import id.signet.ledger.embedded.PublishedLog;
import id.signet.app.access.Open;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.wire.Answers;
import id.signet.crypto.Bytes;
import id.signet.ledger.merkle.EntryBundle;
import id.signet.ledger.merkle.Tile;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The log as C2SP tlog-tiles: what any static host could serve. */
@RestController
public class TilesController {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String LOG = "/log/";
    private static final String TILE = LOG + "tile/";

    private final PublishedLog ledger;

    TilesController(PublishedLog ledger) {
        this.ledger = ledger;
    }

    @Open
    @GetMapping(LOG + "checkpoint")
    ResponseEntity<byte[]> checkpoint() {
        return Answers.document(TEXT, utf8(ledger.checkpoint()), Duration.ofSeconds(0));
    }

    @Open
    @GetMapping(LOG + "key")
    ResponseEntity<byte[]> key() {
        return Answers.document(TEXT, utf8(ledger.verifierKey() + "\n"), Duration.ofHours(1));
    }

    @Open
    @GetMapping(TILE + "{*tile}")
    ResponseEntity<byte[]> tile(HttpServletRequest request) {
        String path = request.getRequestURI().substring(TILE.length());
        Optional<Bytes> bytes = path.startsWith("entries/")
                ? ledger.entries(EntryBundle.parse(path))
                : ledger.tile(Tile.parse(path));
        return Answers.immutable("application/octet-stream", bytes
                .orElseThrow(
                        () -> Problem.of(ProblemType.NOT_FOUND, "The log has not grown so far, or never had this tile.")
                                .asException())
                .toArray());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
