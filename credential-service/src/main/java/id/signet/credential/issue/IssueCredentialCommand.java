package id.signet.credential.issue;

import id.signet.credential.format.DateTimeStamp;
import id.signet.credential.StatusMessages;
import id.signet.credential.UnsuitableInput;
import id.signet.credential.status.StatusPurpose;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.Jwk;
import id.signet.crypto.json.JsonPointer;
import id.signet.crypto.key.PublicKey;
import id.signet.registry.did.Did;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A wish to issue one credential, well formed. Whether its parts fit each other is decided by {@link IssueCredential}.
 *
 * @param issuer a DID
 * @param types the types besides {@code VerifiableCredential}
 * @param schema the URL of a schema version, or a CPT number as decimal text; absent: the newest version of the type
 * @param subject the claims about the subject; never empty
 * @param format {@code data-integrity}, {@code vc+jwt} or {@code dc+sd-jwt}
 * @param mandatoryPointers for a selective cryptosuite: JSON pointers into the credential, to what every disclosure shows
 * @param verificationMethod the absolute DID URL of the method to sign with; absent: the first that fits
 * @param vct for {@code dc+sd-jwt}: the type's identifier, which must be the registered one
 * @param status what can be said of the credential later; empty: nothing, also not its revocation
 * @param messages what else can be said of it, without bearing on its validity
 * @param disclosable for {@code dc+sd-jwt}: JSON pointers relative to the subject
 * @param holderKey the key the credential is bound to
 * @param derive claims that are made of others at issue
 * @param replaces the tenant's credential in whose place this one is issued; the paper does not tell
 */
public record IssueCredentialCommand(String issuer, List<String> types, Optional<String> schema, ObjectNode subject,
        Optional<Instant> validFrom, Optional<Instant> validUntil, String format, Optional<String> cryptosuite,
        Optional<List<String>> mandatoryPointers, Optional<String> verificationMethod, Optional<String> vct,
        Set<StatusPurpose> status, Optional<StatusMessages> messages,
        Optional<List<String>> disclosable, Optional<PublicKey> holderKey, Optional<UUID> replaces,
        List<DerivedClaim> derive) {

    /** What a credential can be told to become when the caller does not say. */
    public static final Set<StatusPurpose> DEFAULT_STATUS = Set.of(StatusPurpose.REVOCATION);

    private static final Set<String> MEMBERS = Set.of("issuer", "type", "schema", "subject", "validFrom", "validUntil",
            "format", "cryptosuite", "mandatoryPointers", "verificationMethod", "vct", "status", "disclosable",
            "holderKey", "replaces", "derive");

    private static final String BASE_TYPE = "VerifiableCredential";
    private static final Pattern CPT_ID = Pattern.compile("0|[1-9][0-9]{0,15}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int MAXIMUM_TYPES = 8;
    private static final int MAXIMUM_DERIVED = 8;
    private static final int MAXIMUM_POINTERS = 256;
    private static final int MAXIMUM_TEXT = 2048;
    /** Less than a reader's limit: a presentation puts its own levels around a credential. */
    private static final int MAXIMUM_DEPTH = 24;

    /** Nothing is derived. */
    public IssueCredentialCommand(String issuer, List<String> types, Optional<String> schema, ObjectNode subject,
            Optional<Instant> validFrom, Optional<Instant> validUntil, String format, Optional<String> cryptosuite,
            Optional<List<String>> mandatoryPointers, Optional<String> verificationMethod, Optional<String> vct,
            Set<StatusPurpose> status, Optional<StatusMessages> messages, Optional<List<String>> disclosable,
            Optional<PublicKey> holderKey, Optional<UUID> replaces) {
        this(issuer, types, schema, subject, validFrom, validUntil, format, cryptosuite, mandatoryPointers,
                verificationMethod, vct, status, messages, disclosable, holderKey, replaces, List.of());
    }

    public IssueCredentialCommand {
        derive = List.copyOf(derive);
        types = List.copyOf(types);
        status = Set.copyOf(status);
        disclosable = disclosable.map(List::copyOf);
        mandatoryPointers = mandatoryPointers.map(List::copyOf);
        mandatoryPointers.ifPresent(pointers -> pointers.forEach(JsonPointer::parse));
        if (issuer.length() > 1024) {
            throw new MalformedInput("The issuer is a DID of at most 1,024 characters.");
        }
        Did.parse(issuer);
        if (subject.isEmpty()) {
            throw new MalformedInput("The subject has at least one claim.");
        }
        if (depth(subject) > MAXIMUM_DEPTH) {
            throw new MalformedInput("The subject is nested in at most " + MAXIMUM_DEPTH + " levels.");
        }
        if (validFrom.isPresent() && validUntil.isPresent() && validUntil.get().isBefore(validFrom.get())) {
            throw new MalformedInput("validUntil is not before validFrom.");
        }
        if (types.contains(BASE_TYPE)) {
            throw new IllegalArgumentException(BASE_TYPE + " is understood");
        }
    }

    /**
     * Reads the body of {@code POST /api/v1/credentials}.
     *
     * @throws MalformedInput for an unknown member, a missing one, or one of the wrong form
     */
    public static IssueCredentialCommand parse(ObjectNode body) {
        body.propertyNames().forEach(name -> {
            if (!MEMBERS.contains(name)) {
                throw new MalformedInput("There is no member " + quoted(name) + " in a request to issue.");
            }
        });
        if (!(body.get("subject") instanceof ObjectNode subject)) {
            throw new MalformedInput("The subject is an object.");
        }
        return new IssueCredentialCommand(required(body, "issuer"), types(body), schema(body), subject,
                DateTimeStamp.read(body, "validFrom"), DateTimeStamp.read(body, "validUntil"), required(body, "format"),
                text(body, "cryptosuite"),
                body.has("mandatoryPointers")
                        ? Optional.of(texts(body, "mandatoryPointers", MAXIMUM_POINTERS))
                        : Optional.empty(),
                text(body, "verificationMethod"), text(body, "vct"), status(body), messages(body),
                body.has("disclosable") ? Optional.of(texts(body, "disclosable", MAXIMUM_POINTERS)) : Optional.empty(),
                body.has("holderKey") ? Optional.of(Jwk.parse(body.get("holderKey"))) : Optional.empty(),
                text(body, "replaces").map(IssueCredentialCommand::id), derived(body));
    }

    private static List<DerivedClaim> derived(ObjectNode body) {
        if (!body.has("derive")) {
            return List.of();
        }
        if (!(body.get("derive") instanceof ArrayNode array) || array.size() > MAXIMUM_DERIVED) {
            throw new MalformedInput("The member derive is an array of at most " + MAXIMUM_DERIVED + " claims.");
        }
        return array.valueStream().map(DerivedClaim::parse).toList();
    }

    /**
     * The same with the claims that are made of others.
     *
     * @throws UnsuitableInput if one cannot be made
     */
    IssueCredentialCommand derived(Instant now) {
        if (derive.isEmpty()) {
            return this;
        }
        ObjectNode more = subject.deepCopy();
        derive.forEach(claim -> claim.addTo(more, now));
        return new IssueCredentialCommand(issuer, types, schema, more, validFrom, validUntil, format, cryptosuite,
                mandatoryPointers, verificationMethod, vct, status, messages, disclosable, holderKey, replaces);
    }

    private static UUID id(String text) {
        if (!ID.matcher(text).matches()) {
            throw new MalformedInput("The member replaces is the id that an issuance answered.");
        }
        return UUID.fromString(text);
    }

    private static int depth(JsonNode node) {
        return node.isContainer() ? 1 + node.valueStream().mapToInt(IssueCredentialCommand::depth).max().orElse(0) : 0;
    }

    private static List<String> types(ObjectNode body) {
        var types = new ArrayList<>(texts(body, "type", MAXIMUM_TYPES));
        types.remove(BASE_TYPE);
        if (types.isEmpty() && !body.has("schema")) {
            throw new MalformedInput("The type names what the credential is, besides " + BASE_TYPE + ".");
        }
        return types;
    }

    private static Optional<String> schema(ObjectNode body) {
        JsonNode schema = body.get("schema");
        if (schema == null) {
            return Optional.empty();
        }
        if (schema.isIntegralNumber() && CPT_ID.matcher(schema.asString()).matches()) {
            return Optional.of(schema.asString());
        }
        if (schema.isString() && !schema.stringValue().isBlank() && schema.stringValue().length() <= MAXIMUM_TEXT) {
            return Optional.of(schema.stringValue());
        }
        throw new MalformedInput("The schema is the URL of a schema version, or a CPT number.");
    }

    private static Set<StatusPurpose> status(ObjectNode body) {
        if (!body.has("status")) {
            return DEFAULT_STATUS;
        }
        var purposes = EnumSet.noneOf(StatusPurpose.class);
        for (JsonNode wish : statusWishes(body)) {
            if (wish.isString() && !purposes.add(StatusPurpose.of(wish.stringValue())
                    .orElseThrow(() -> new MalformedInput("A status purpose is revocation or suspension.")))) {
                throw new MalformedInput("A status purpose is given once.");
            }
        }
        return purposes;
    }

    private static Optional<StatusMessages> messages(ObjectNode body) {
        var wishes = body.has("status")
                ? statusWishes(body).valueStream().filter(wish -> !wish.isString()).toList()
                : List.<JsonNode>of();
        if (wishes.isEmpty()) {
            return Optional.empty();
        }
        if (wishes.size() > 1 || !(wishes.getFirst() instanceof ObjectNode wish) || wish.size() != 2
                || !wish.path("purpose").asString("").equals(StatusMessages.PURPOSE) || !wish.has("messages")) {
            throw new MalformedInput("A status is revocation, suspension, or one object with the purpose "
                    + StatusMessages.PURPOSE + " and its messages.");
        }
        return Optional.of(new StatusMessages(texts(wish, "messages", 256)));
    }

    private static ArrayNode statusWishes(ObjectNode body) {
        if (body.get("status") instanceof ArrayNode array && array.size() <= StatusPurpose.values().length + 1) {
            return array;
        }
        throw new MalformedInput("The member status is an array of at most " + (StatusPurpose.values().length + 1)
                + " purposes.");
    }

    private static String required(ObjectNode body, String member) {
        return text(body, member).orElseThrow(() -> new MalformedInput("The member " + member + " is missing."));
    }

    private static Optional<String> text(ObjectNode body, String member) {
        JsonNode value = body.get(member);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isString() || value.stringValue().isBlank() || value.stringValue().length() > MAXIMUM_TEXT) {
            throw new MalformedInput("The member " + member + " is a text of 1 to " + MAXIMUM_TEXT + " characters.");
        }
        return Optional.of(value.stringValue());
    }

    private static List<String> texts(ObjectNode body, String member, int maximum) {
        if (!(body.get(member) instanceof ArrayNode array) || array.size() > maximum) {
            throw new MalformedInput("The member " + member + " is an array of at most " + maximum + " texts.");
        }
        var texts = new ArrayList<String>();
        for (JsonNode item : array) {
            if (!item.isString() || item.stringValue().isBlank() || item.stringValue().length() > MAXIMUM_TEXT) {
                throw new MalformedInput("The member " + member + " is an array of texts.");
            }
            if (texts.contains(item.stringValue())) {
                throw new MalformedInput("The member " + member + " names something twice.");
            }
            texts.add(item.stringValue());
        }
        return texts;
    }

    private static String quoted(String name) {
        return name.length() > 64
                ? "of " + name.length() + " characters"
                : "\"" + name.replaceAll("\\p{Cntrl}", "?") + "\"";
    }
}
