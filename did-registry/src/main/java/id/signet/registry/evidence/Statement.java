package id.signet.registry.evidence;

import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What one signed statement about evidence says; never public (docs/adr/0039-evidence.md). */
public sealed interface Statement {

    /** The type in the signed bytes. */
    String type();

    /** The evidence that is spoken of; a deposit makes its own. */
    Optional<EvidenceId> about();

    ObjectNode toJson();

    /** A work was brought. */
    record Deposit(Digests digests, Bytes nonce, Description description, Optional<InCase> place)
            implements
                Statement {

        public static final String TYPE = "evidence.deposit";

        private static final int NONCE = 16;
        private static final Set<String> OWN = Set.of("digests", "nonce", "case");
        private static final SecureRandom RANDOM = new SecureRandom();

        public Deposit {
            if (nonce.size() != NONCE) {
                throw new MalformedInput("the nonce of a deposit has 16 bytes");
            }
        }

        static Deposit fresh(Digests digests, Description description, Optional<InCase> place) {
            byte[] nonce = new byte[NONCE];
            RANDOM.nextBytes(nonce);
            return new Deposit(digests, Bytes.of(nonce), description, place);
        }

        static Deposit parse(ObjectNode body) {
            ObjectNode description = body.deepCopy();
            description.remove(OWN);
            return new Deposit(Digests.parse(body.path("digests")), Bytes.of(Base64Url.decode(text(body, "nonce"))),
                    Description.parse(description), Optional.ofNullable(body.get("case")).map(InCase::parse));
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Optional<EvidenceId> about() {
            return Optional.empty();
        }

        @Override
        public ObjectNode toJson() {
            ObjectNode json = description.toJson();
            json.set("digests", digests.toJson());
            json.put("nonce", nonce.base64Url());
            place.ifPresent(one -> json.set("case", one.toJson()));
            return json;
        }
    }

    /** Somebody else puts his name to it. */
    record Signature(EvidenceId evidence) implements Statement {

        public static final String TYPE = "evidence.sign";

        static Signature parse(ObjectNode body) {
            requireMembers(body, Set.of("evidence"));
            return new Signature(new EvidenceId(text(body, "evidence")));
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Optional<EvidenceId> about() {
            return Optional.of(evidence);
        }

        @Override
        public ObjectNode toJson() {
            return Json.object().put("evidence", evidence.value());
        }
    }

    /** What WeIdentity calls a log. */
    record Note(EvidenceId evidence, String text) implements Statement {

        public static final String TYPE = "evidence.note";

        private static final int LONGEST = 2_000;

        public Note {
            requireText("text", text, LONGEST);
        }

        static Note parse(ObjectNode body) {
            requireMembers(body, Set.of("evidence", "text"));
            return new Note(new EvidenceId(Statement.text(body, "evidence")), Statement.text(body, "text"));
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Optional<EvidenceId> about() {
            return Optional.of(evidence);
        }

        @Override
        public ObjectNode toJson() {
            return Json.object().put("evidence", evidence.value()).put("text", text);
        }
    }

    /** The author takes his own word back. */
    record Revocation(EvidenceId evidence, Optional<String> reason) implements Statement {

        public static final String TYPE = "evidence.revoke";

        public Revocation {
            requireReason(reason);
        }

        static Revocation parse(ObjectNode body) {
            return new Revocation(evidenceOf(body), reasonOf(body));
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Optional<EvidenceId> about() {
            return Optional.of(evidence);
        }

        @Override
        public ObjectNode toJson() {
            return withReason(evidence, reason);
        }
    }

    /** The author stands by his word again. */
    record Reinstatement(EvidenceId evidence, Optional<String> reason) implements Statement {

        public static final String TYPE = "evidence.reinstate";

        public Reinstatement {
            requireReason(reason);
        }

        static Reinstatement parse(ObjectNode body) {
            return new Reinstatement(evidenceOf(body), reasonOf(body));
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Optional<EvidenceId> about() {
            return Optional.of(evidence);
        }

        @Override
        public ObjectNode toJson() {
            return withReason(evidence, reason);
        }
    }

    /**
     * What the depositor says about the work.
     *
     * @param size the number of bytes that were hashed
     * @param name of the file
     */
    record Description(Optional<Long> size, Optional<String> title, Optional<String> name, Optional<String> mediaType,
            Optional<ObjectNode> metadata) {

        public static final Description NONE = new Description(Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty());

        private static final long LARGEST = (1L << 53) - 1;
        static final int LONGEST_TITLE = 200;
        private static final int LONGEST_NAME = 255;
        private static final int LARGEST_METADATA = 8 * 1024;
        private static final int DEEPEST = 8;
        private static final Set<String> MEMBERS = Set.of("size", "title", "name", "mediaType", "metadata");

        public Description {
            if (size.filter(bytes -> bytes < 0 || bytes > LARGEST).isPresent()) {
                throw new MalformedInput("a size is a whole number of bytes below 2^53");
            }
            title.ifPresent(text -> requireText("title", text, LONGEST_TITLE));
            name.ifPresent(text -> requireText("name", text, LONGEST_NAME));
            mediaType.ifPresent(text -> requireText("mediaType", text, LONGEST_NAME));
            metadata = metadata.map(ObjectNode::deepCopy);
            metadata.ifPresent(said -> {
                if (depth(said) > DEEPEST || Jcs.canonicalize(said).length > LARGEST_METADATA) {
                    throw new MalformedInput("metadata has at most 8 KiB and 8 levels");
                }
            });
        }

        /** Reads an object that has no other members. */
        public static Description parse(ObjectNode json) {
            if (!MEMBERS.containsAll(json.propertyNames())) {
                throw new MalformedInput("a work is described by size, title, name, mediaType and metadata");
            }
            Optional<Long> size = Optional.ofNullable(json.get("size")).map(node -> {
                if (!node.isIntegralNumber() || !node.canConvertToLong()) {
                    throw new MalformedInput("a size is a whole number of bytes below 2^53");
                }
                return node.longValue();
            });
            Optional<ObjectNode> metadata = Optional.ofNullable(json.get("metadata")).map(node -> {
                if (node instanceof ObjectNode object) {
                    return object;
                }
                throw new MalformedInput("metadata is an object");
            });
            return new Description(size, optional(json, "title"), optional(json, "name"), optional(json, "mediaType"),
                    metadata);
        }

        private static Optional<String> optional(ObjectNode json, String member) {
            return json.has(member) ? Optional.of(text(json, member)) : Optional.empty();
        }

        private static int depth(JsonNode node) {
            return node.isContainer() ? 1 + node.valueStream().mapToInt(Description::depth).max().orElse(0) : 0;
        }

        public ObjectNode toJson() {
            ObjectNode json = Json.object();
            size.ifPresent(bytes -> json.put("size", bytes));
            title.ifPresent(text -> json.put("title", text));
            name.ifPresent(text -> json.put("name", text));
            mediaType.ifPresent(text -> json.put("mediaType", text));
            metadata.ifPresent(said -> json.set("metadata", said.deepCopy()));
            return json;
        }

        public Description withSize(long bytes) {
            return new Description(Optional.of(bytes), title, name, mediaType, metadata);
        }
    }

    /**
     * The place of a deposit in its case.
     *
     * @param number from 1 without a gap
     * @param previous the deposit before it; empty for the first
     */
    record InCase(CaseId id, long number, Optional<EvidenceId> previous) {

        public InCase {
            if (number < 1 || (number == 1) != previous.isEmpty()) {
                throw new MalformedInput("the first deposit of a case has number 1 and none before it");
            }
        }

        static InCase parse(JsonNode json) {
            if (!(json instanceof ObjectNode place) || !place.path("number").isIntegralNumber()
                    || !place.path("number").canConvertToLong()) {
                throw new MalformedInput("the place in a case is id, number and previous");
            }
            requireMembers(place, Set.of("id", "number", "previous"));
            return new InCase(new CaseId(text(place, "id")), place.path("number").longValue(),
                    place.path("previous").isNull()
                            ? Optional.empty()
                            : Optional.of(new EvidenceId(text(place, "previous"))));
        }

        ObjectNode toJson() {
            return Json.object()
                    .put("id", id.value())
                    .put("number", number)
                    .put("previous", previous.map(EvidenceId::value).orElse(null));
        }
    }

    /** @throws MalformedInput if the body is not exactly one of the type */
    static Statement parse(String type, ObjectNode body) {
        return switch (type) {
            case Deposit.TYPE -> Deposit.parse(body);
            case Signature.TYPE -> Signature.parse(body);
            case Note.TYPE -> Note.parse(body);
            case Revocation.TYPE -> Revocation.parse(body);
            case Reinstatement.TYPE -> Reinstatement.parse(body);
            default -> throw new MalformedInput("no statement about evidence has this type");
        };
    }

    private static EvidenceId evidenceOf(ObjectNode body) {
        requireMembers(body, body.has("reason") ? Set.of("evidence", "reason") : Set.of("evidence"));
        return new EvidenceId(text(body, "evidence"));
    }

    private static Optional<String> reasonOf(ObjectNode body) {
        return body.has("reason") ? Optional.of(text(body, "reason")) : Optional.empty();
    }

    private static void requireReason(Optional<String> reason) {
        reason.ifPresent(text -> requireText("reason", text, 500));
    }

    private static ObjectNode withReason(EvidenceId evidence, Optional<String> reason) {
        ObjectNode json = Json.object().put("evidence", evidence.value());
        reason.ifPresent(text -> json.put("reason", text));
        return json;
    }

    private static void requireMembers(ObjectNode body, Set<String> members) {
        if (body.size() != members.size() || !members.containsAll(body.propertyNames())) {
            throw new MalformedInput("such a statement says exactly " + members);
        }
    }

    private static String text(ObjectNode body, String member) {
        JsonNode text = body.path(member);
        if (!text.isString()) {
            throw new MalformedInput(member + " is a text");
        }
        return text.stringValue();
    }

    /** What no JSON text here may hold, wherever it comes from, and control characters besides. */
    private static boolean isNoText(int c) {
        return (Character.isISOControl(c) && c != '\n' && c != '\t') || Character.getType(c) == Character.SURROGATE
                || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
    }

    private static void requireText(String member, String text, int longest) {
        if (text.isBlank() || text.length() > longest || text.codePoints().anyMatch(Statement::isNoText)) {
            throw new MalformedInput(member + " has 1 to " + longest + " characters, none of them a control character");
        }
    }
}
