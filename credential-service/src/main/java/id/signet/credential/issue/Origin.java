package id.signet.credential.issue;

import id.signet.credential.UnsuitableInput;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.verify.VerificationReport;
import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import id.signet.ledger.LeafIndex;
import id.signet.registry.PublicUrl;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The paper from which a credential was made by exchange.
 *
 * @param format the name of its format
 * @param type the URI of its registered type over all versions
 * @param id the paper's own; empty if it has none
 * @param digest SHA-256 of its RFC 8785 form, of a token of its UTF-8 bytes
 * @param leaf of its commitment, where that is known
 */
public record Origin(String format, String type, String id, Bytes digest, Optional<LeafIndex> leaf) {

    private static final int LONGEST_ID = 2_048;
    private static final String UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    /** @throws UnsuitableInput if the paper's id is longer than a record holds */
    public Origin {
        if (id.length() > LONGEST_ID) {
            throw new UnsuitableInput("exchange-unfit",
                    "The id of what is exchanged has at most " + LONGEST_ID + " characters.");
        }
    }

    /** @param report in which the paper verified */
    public static Origin of(UnverifiedCredential credential, JsonNode paper, String type, VerificationReport report) {
        byte[] bytes = paper.isString() ? Bytes.utf8(paper.stringValue()).toArray() : Jcs.canonicalize(paper);
        var logged = report.time().logged().map(place -> place.leaf());
        return new Origin(credential.format(), type, credential.id().orElse(""), Bytes.of(Hashes.sha256(bytes)),
                logged);
    }

    /** What the credential says of it: {@code evidence} of VC Data Model 2.0, in that model's own words. */
    ArrayNode evidence(PublicUrl publicUrl) {
        ObjectNode paper = Json.object();
        if (!id.isEmpty()) {
            paper.put("id", id.matches(UUID) ? "urn:uuid:" + id : id);
        }
        paper.set("type", Json.array(List.of(type)));
        paper.put("name", format);
        paper.put("digestSRI", "sha256-" + Base64.getEncoder().encodeToString(digest.toArray()));
        leaf.ifPresent(place -> paper.put("description",
                "Exchanged for this credential; its commitment is leaf " + place.value() + " of the log: "
                        + publicUrl.value() + "/api/v1/ledger/entries/" + place.value()));
        return Json.array().add(paper);
    }

    /** For a reader of the answer. */
    public ObjectNode json() {
        ObjectNode json = Json.object().put("format", format).put("type", type);
        if (!id.isEmpty()) {
            json.put("id", id);
        }
        json.put("digest", "sha256-" + Base64.getEncoder().encodeToString(digest.toArray()));
        leaf.ifPresent(place -> json.put("leaf", place.value()));
        return json;
    }
}
