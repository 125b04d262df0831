package id.signet.registry.did.log;

import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.DateTimeStamps;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.registry.did.Did;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where an imported document was before: the operator's word (docs/adr/0025-imported-weidentity-documents.md). Every form is
 * narrow, so that nothing personal fits in.
 *
 * @param did as the old document has it
 * @param sha256 of the exact bytes that were read; empty where they held personal data
 * @param block at which the chain was read, in decimal
 * @param time of that block, or of the export; whole seconds
 */
public record ImportSource(Did did, Shape shape, Optional<Bytes> sha256, Optional<String> block,
        Optional<Instant> time) {

    private static final Pattern OLD_DID = Pattern.compile("(?:[0-9]{1,10}:)?0[xX]([0-9a-fA-F]{40})");
    private static final Pattern BLOCK = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Set<String> MEMBERS = Set.of("did", "shape", "sha256", "block", "time");
    private static final int HASH_LENGTH = 32;

    /** The two forms that WeIdentity's documents had. */
    public enum Shape {
        /** Keys under {@code publicKey}, as decimal, base64 or hexadecimal text. */
        V1("1.x"),
        /** Keys under {@code authentication}. */
        V3("3.x");

        private final String text;

        Shape(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        private static Shape of(String text) {
            for (Shape shape : values()) {
                if (shape.text.equals(text)) {
                    return shape;
                }
            }
            throw new MalformedInput("the shape of an imported document is 1.x or 3.x");
        }
    }

    /** @throws MalformedInput if a value does not have its form */
    public ImportSource {
        addressOf(did);
        if (sha256.filter(hash -> hash.size() != HASH_LENGTH).isPresent()) {
            throw new MalformedInput("the hash of an imported document is SHA-256");
        }
        if (block.filter(number -> !BLOCK.matcher(number).matches()).isPresent()) {
            throw new MalformedInput("the block of an imported document is a decimal number of up to 18 digits");
        }
        if (time.filter(at -> DateTimeStamps.parse(DateTimeStamps.format(at)).filter(at::equals).isEmpty())
                .isPresent()) {
            throw new MalformedInput("the time of an imported document is in whole seconds");
        }
    }

    /** {@code 0x} and 40 lower-case hex digits. */
    public String address() {
        return addressOf(did);
    }

    private static String addressOf(Did did) {
        Matcher matcher = OLD_DID.matcher(did.specificId());
        if (!did.method().equals("weid") || !matcher.matches()) {
            throw new MalformedInput("a DID of WeIdentity is did:weid:<chain id>:0x and 40 hex digits");
        }
        return "0x" + matcher.group(1).toLowerCase(Locale.ROOT);
    }

    static ImportSource parse(ObjectNode json) {
        if (json.size() != MEMBERS.size() || !MEMBERS.containsAll(json.propertyNames())) {
            throw new MalformedInput("the source of an import has did, shape, sha256, block and time");
        }
        return new ImportSource(Did.parse(text(json, "did").orElse("")),
                Shape.of(text(json, "shape").orElse("")),
                text(json, "sha256").map(Base64Url::decode).map(Bytes::of), text(json, "block"),
                text(json, "time").map(ImportSource::time));
    }

    private static Instant time(String text) {
        return DateTimeStamps.parse(text)
                .filter(at -> DateTimeStamps.format(at).equals(text))
                .orElseThrow(() -> new MalformedInput("a time in an import is in UTC and whole seconds"));
    }

    private static Optional<String> text(ObjectNode json, String member) {
        JsonNode value = json.path(member);
        if (!value.isString() && !value.isNull()) {
            throw new MalformedInput("the member " + member + " of a source is a string or null");
        }
        return value.isNull() ? Optional.empty() : Optional.of(value.stringValue());
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("did", did.toString());
        json.put("shape", shape.text());
        json.put("sha256", sha256.map(Bytes::base64Url).orElse(null));
        json.put("block", block.orElse(null));
        json.put("time", time.map(DateTimeStamps::format).orElse(null));
        return json;
    }

    /** As resolution tells it: who said so, and what is known. */
    ObjectNode told(Did author) {
        ObjectNode json = toJson();
        json.removeNulls();
        json.put("by", author.toString());
        return json;
    }
}
