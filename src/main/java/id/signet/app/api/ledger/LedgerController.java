package id.signet.app.api.ledger;

import id.signet.ledger.embedded.PublishedLog;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Open;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.PathText;
import id.signet.app.api.wire.WireObject;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Receipt;
import id.signet.ledger.TreeSize;
import id.signet.ledger.anchor.Attestations;
import id.signet.ledger.anchor.ChainAttestation;
import id.signet.ledger.note.SignedCheckpoint;
import id.signet.ledger.note.TlogProofCodec;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** The log for readers who do not speak C2SP. */
@RestController
public class LedgerController {

    private static final String LEDGER = "/api/v1/ledger";

    private final PublishedLog ledger;
    private final Attestations attestations;
    private final IdempotentPosts posts;

    LedgerController(PublishedLog ledger, Attestations attestations, IdempotentPosts posts) {
        this.ledger = ledger;
        this.attestations = attestations;
        this.posts = posts;
    }

    @Open
    @GetMapping(LEDGER + "/checkpoint")
    ResponseEntity<byte[]> checkpoint() {
        String text = ledger.checkpoint();
        var checkpoint = SignedCheckpoint.parse(text).checkpoint();
        ObjectNode json = Json.object();
        json.put("origin", ledger.origin());
        json.put("verifierKey", ledger.verifierKey());
        json.put("size", checkpoint.size().value());
        json.put("rootHash", base64(checkpoint.root()));
        json.put("checkpoint", text);
        return Answers.ok(json);
    }

    @Open
    @GetMapping(LEDGER + "/entries/{index}")
    ResponseEntity<byte[]> entry(@PathVariable("index") String index) {
        LedgerEntry entry = ledger.entry(leaf(index)).orElseThrow(LedgerController::notThere);
        ObjectNode json = Json.object();
        json.put("index", entry.index().value());
        json.put("v", entry.version());
        json.put("type", entry.type());
        json.put("loggedAt", entry.loggedAt().toString());
        json.set("body", entry.body());
        json.put("bytes", entry.bytes().base64Url());
        return Answers.ok(json);
    }

    @Open
    @GetMapping(LEDGER + "/entries/{index}/receipt")
    ResponseEntity<byte[]> receipt(@PathVariable("index") String index) {
        Receipt receipt = ledger.receipt(leaf(index)).orElseThrow(LedgerController::notThere);
        return ResponseEntity.ok()
                .header("Content-Type", TlogProofCodec.MEDIA_TYPE)
                .body(TlogProofCodec.encode(receipt).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The same leaf under the newest published checkpoint, with whatever cosignatures that has by now. What opens a
     * commitment is the holder's alone and goes back as it came.
     */
    @Open(limited = true)
    @PostMapping(LEDGER + "/receipts")
    ResponseEntity<byte[]> renewed(Optional<KnownCaller> caller, JsonBody body, HttpServletRequest http) {
        WireObject wire = body.members("receipt", "attested");
        boolean attested = wire.flag("attested", false);
        Receipt held = TlogProofCodec.decode(wire.text("receipt"));
        if (!SignedCheckpoint.parse(held.checkpoint()).checkpoint().origin().equals(ledger.origin())) {
            throw new MalformedInput("the receipt is of another log");
        }
        return Answers.of(posts.question(caller, http, body.raw(), () -> {
            ObjectNode json = Json.object();
            Receipt fresh = attested
                    ? attested(held, json)
                    : ledger.receipt(held.index()).orElseThrow(LedgerController::notThere);
            json.put("receipt", TlogProofCodec.encode(held.opening().map(fresh::withOpening).orElse(fresh)));
            return IdempotentPosts.Answer.ok(json);
        }));
    }

    private Receipt attested(Receipt held, ObjectNode json) {
        ChainAttestation attestation = attestations.covering(held.index())
                .orElseThrow(() -> Problem
                        .of(ProblemType.NOT_FOUND, "No chain keeps a checkpoint that covers the entry yet.")
                        .asException());
        ObjectNode shown = json.putObject("attestation");
        shown.put("chain", attestation.chain());
        shown.put("contract", attestation.contract());
        shown.put("transaction", attestation.transaction());
        shown.put("block", attestation.block());
        shown.put("blockHash", attestation.blockHash());
        shown.put("size", attestation.size().value());
        shown.put("rootHash", base64(attestation.root()));
        shown.put("at", attestation.at().toString());
        return ledger.receipt(held.index(), attestation.size()).orElseThrow(LedgerController::notThere);
    }

    @Open
    @GetMapping(LEDGER + "/consistency")
    ResponseEntity<byte[]> consistency(@RequestParam("from") String from, @RequestParam("to") String to) {
        TreeSize first = new TreeSize(PathText.number(from, "from"));
        TreeSize second = new TreeSize(PathText.number(to, "to"));
        if (first.compareTo(second) > 0 || second.compareTo(ledger.size()) > 0) {
            throw new MalformedInput("from is at most to, and to at most the size of the log");
        }
        ObjectNode json = Json.object();
        json.put("from", first.value());
        json.put("to", second.value());
        var hashes = json.putArray("hashes");
        ledger.proveConsistency(first, second).forEach(hash -> hashes.add(base64(hash)));
        return Answers.ok(json);
    }

    private static LeafIndex leaf(String text) {
        return new LeafIndex(PathText.number(text, "the index of an entry"));
    }

    private static RuntimeException notThere() {
        return Problem.of(ProblemType.NOT_FOUND, "The log has no such entry yet.").asException();
    }

    private static String base64(Hash hash) {
        return Base64.getEncoder().encodeToString(hash.bytes());
    }
}
