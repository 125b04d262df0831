package id.signet.ledger.receipt;

import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.ledger.Receipt;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a verifier needs besides the committed facts to recompute the leaf: carried in the {@code extra} line of a
 * receipt, in RFC 8785 form, and trusted only as far as the leaf it leads to is in the log.
 *
 * @param versionId the version of the committed party's DID, empty for methods without versions
 * @param loggedAt the time in the entry's envelope
 */
public record CommitmentOpening(Salt salt, String versionId, Instant loggedAt, BatchPath batch) {

    private static final int VERSION = 1;
    private static final int LARGEST = 2 * 1024;
    private static final int LONGEST_VERSION_ID = 128;
    private static final StrictJson.Limits LIMITS = new StrictJson.Limits(LARGEST, 2, 16, 16, LARGEST, 16);

    public CommitmentOpening {
        if (versionId.length() > LONGEST_VERSION_ID) {
            throw new MalformedInput("a versionId has at most " + LONGEST_VERSION_ID + " characters");
        }
    }

    public Bytes encode() {
        ObjectNode opening = Json.object();
        opening.put("v", VERSION);
        opening.put("salt", salt.bytes().base64Url());
        opening.put("loggedAt", loggedAt.toEpochMilli());
        if (!versionId.isEmpty()) {
            opening.put("versionId", versionId);
        }
        if (batch.size() > 1) {
            ObjectNode place = opening.putObject("batch");
            place.put("index", batch.index());
            place.put("size", batch.size());
            place.put("path", batch.concatenated().base64Url());
        }
        return Bytes.of(Jcs.canonicalize(opening));
    }

    /** The opening that a receipt carries. */
    public static CommitmentOpening of(Receipt receipt) {
        return decode(receipt.opening().orElseThrow(() -> new MalformedInput("the receipt carries no opening")));
    }

    /** @throws MalformedInput if the bytes are not exactly those that {@link #encode} writes */
    public static CommitmentOpening decode(Bytes bytes) {
        ObjectNode json = StrictJson.parseObject(bytes.toArray(), LIMITS);
        if (number(json, "v") != VERSION) {
            throw new MalformedInput("openings of this version are not known");
        }
        CommitmentOpening opening = new CommitmentOpening(
                new Salt(binary(json, "salt")),
                json.has("versionId") ? text(json, "versionId") : "",
                Instant.ofEpochMilli(number(json, "loggedAt")),
                json.has("batch") ? batch(json.get("batch")) : BatchPath.ALONE);
        // One form only: no member is unknown, none out of place, no text has a second spelling.
        if (!opening.encode().equals(bytes)) {
            throw new MalformedInput("an opening is written in its one form");
        }
        return opening;
    }

    private static BatchPath batch(JsonNode json) {
        try {
            return BatchPath.of(Math.toIntExact(number(json, "index")), Math.toIntExact(number(json, "size")),
                    binary(json, "path"));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new MalformedInput("no batch has such a place", e);
        }
    }

    private static long number(JsonNode json, String member) {
        JsonNode number = json.get(member);
        if (number == null || !number.isIntegralNumber() || !number.canConvertToLong()) {
            throw new MalformedInput("the member " + member + " of an opening is a whole number");
        }
        return number.longValue();
    }

    private static String text(JsonNode json, String member) {
        JsonNode text = json.get(member);
        if (text == null || !text.isString()) {
            throw new MalformedInput("the member " + member + " of an opening is a text");
        }
        return text.stringValue();
    }

    private static Bytes binary(JsonNode json, String member) {
        return Bytes.of(Base64Url.decode(text(json, member)));
    }
}
