package id.signet.credential.issue;

import id.signet.credential.format.SigningRequest;
import id.signet.credential.issue.IssueOutcome.Issued;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.Sealer;
import id.signet.ledger.note.TlogProofCodec;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** What is kept of an issuance for a while, and only sealed: it holds the claims. */
final class Answers {

    private final Sealer sealer;

    Answers(Sealer sealer) {
        this.sealer = sealer;
    }

    Bytes sealRequest(UUID credential, SigningRequest request) {
        return Bytes.of(sealer.seal(request.toBytes(), context("pending_issuance", credential)));
    }

    SigningRequest openRequest(UUID credential, Bytes sealed) {
        return SigningRequest.fromBytes(sealer.open(sealed.toArray(), context("pending_issuance", credential)));
    }

    Bytes seal(Issued issued) {
        ObjectNode json = Json.object();
        json.set("credential", issued.credential());
        json.put("receipt", TlogProofCodec.encode(issued.receipt()));
        byte[] plain = json.toString().getBytes(StandardCharsets.UTF_8);
        return Bytes.of(sealer.seal(plain, context("issuance_answer", issued.id())));
    }

    Issued open(UUID credential, Bytes sealed) {
        ObjectNode json = StrictJson.parseObject(sealer.open(sealed.toArray(), context("issuance_answer", credential)));
        var receipt = TlogProofCodec.decode(json.path("receipt").stringValue());
        return new Issued(credential, json.path("credential"), receipt, receipt.index());
    }

    private static byte[] context(String table, UUID credential) {
        return (table + " " + credential).getBytes(StandardCharsets.UTF_8);
    }
}
