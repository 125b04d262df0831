package id.signet.ledger;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The bytes of an entry: the RFC 8785 form of <code>{"body":{..},"loggedAt":ms,"type":"..","v":1}</code>, at most 60
 * KiB. What they are is fixed for ever by docs/adr/0002-entry-envelope.md and its byte vectors.
 */
public final class EntryCodec {

    /** The only version there is. */
    public static final int VERSION = 1;

    /** 60 KiB: an entry bundle of C2SP tlog-tiles prefixes each entry with a length of 16 bits. */
    public static final int LARGEST_ENTRY = 60 * 1024;

    /** Words of lower-case letters and digits, joined by dots or hyphens: {@code did.create}. */
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*");

    private static final int LONGEST_TYPE = 64;

    /** The last millisecond of the year 9999. */
    private static final long LATEST = 253_402_300_799_999L;

    /** What goes round a body leaves a document that came in at {@link StrictJson}'s 32 levels readable. */
    private static final int DEPTH = 64;

    private static final StrictJson.Limits LIMITS = new StrictJson.Limits(
            LARGEST_ENTRY, DEPTH, LARGEST_ENTRY, LARGEST_ENTRY, LARGEST_ENTRY, 64);

    private EntryCodec() {}

    /**
     * The entry as it will be read back, so that what is applied live is what a replay applies.
     *
     * @param loggedAt in whole milliseconds
     * @throws MalformedInput.TooLarge if the envelope has more than 60 KiB
     * @throws MalformedInput if the draft is nothing that can be read back
     */
    public static LedgerEntry encode(LeafIndex index, EntryDraft draft, Instant loggedAt) {
        if (!Instant.ofEpochMilli(loggedAt.toEpochMilli()).equals(loggedAt)) {
            throw new IllegalArgumentException("an entry is logged in whole milliseconds, not at " + loggedAt);
        }
        ObjectNode envelope = Json.object();
        envelope.put("v", VERSION);
        envelope.put("type", draft.type());
        envelope.put("loggedAt", loggedAt.toEpochMilli());
        envelope.set("body", draft.body());
        byte[] bytes = Jcs.canonicalize(envelope);
        requireFits(bytes.length);
        return read(index, StrictJson.parseObject(bytes, LIMITS), Bytes.of(bytes));
    }

    /**
     * Reads an entry, own or foreign.
     *
     * @throws MalformedInput if the bytes are not exactly those that {@link #encode} writes
     */
    public static LedgerEntry decode(LeafIndex index, Bytes bytes) {
        requireFits(bytes.size());
        byte[] given = bytes.toArray();
        ObjectNode envelope = StrictJson.parseObject(given, LIMITS);
        if (!Arrays.equals(Jcs.canonicalize(envelope), given)) {
            throw new MalformedInput("an entry is written in its RFC 8785 form");
        }
        return read(index, envelope, bytes);
    }

    private static LedgerEntry read(LeafIndex index, ObjectNode envelope, Bytes bytes) {
        if (envelope.size() != 4) {
            throw new MalformedInput("an entry has the members v, type, loggedAt and body, and no others");
        }
        long version = wholeNumber(envelope, "v");
        if (version != VERSION) {
            throw new MalformedInput("entries of version " + version + " are not known");
        }
        JsonNode type = envelope.get("type");
        if (type == null || !type.isString() || type.stringValue().length() > LONGEST_TYPE
                || !TYPE.matcher(type.stringValue()).matches()) {
            throw new MalformedInput("the type of an entry is up to 64 lower-case letters and digits in dotted words");
        }
        long loggedAt = wholeNumber(envelope, "loggedAt");
        if (loggedAt < 0 || loggedAt > LATEST) {
            throw new MalformedInput("an entry is logged between the years 1970 and 9999");
        }
        if (!(envelope.get("body") instanceof ObjectNode body)) {
            throw new MalformedInput("the body of an entry is an object");
        }
        return new LedgerEntry(
                index, VERSION, type.stringValue(), Instant.ofEpochMilli(loggedAt), body, bytes);
    }

    private static long wholeNumber(ObjectNode envelope, String member) {
        JsonNode number = envelope.get(member);
        if (number == null || !number.isIntegralNumber() || !number.canConvertToLong()) {
            throw new MalformedInput("the member " + member + " of an entry is a whole number");
        }
        return number.longValue();
    }

    private static void requireFits(int length) {
        if (length > LARGEST_ENTRY) {
            throw new MalformedInput.TooLarge("an entry has at most " + LARGEST_ENTRY + " bytes, not " + length);
        }
    }
}
