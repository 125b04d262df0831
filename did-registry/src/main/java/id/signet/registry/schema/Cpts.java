package id.signet.registry.schema;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.RecentlyUsed;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.Receipt;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.author.Authors;
import id.signet.registry.author.Authors.Author;
import id.signet.registry.did.Did;
import id.signet.registry.schema.SchemaRegistry.Place;
import id.signet.registry.schema.SchemaTables.Chain;
import id.signet.registry.schema.SchemaTables.ChainKey;
import id.signet.registry.schema.SchemaTables.VersionKey;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.SignedOperation;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * WeIdentity's numbered claim types. A CPT is a registered credential type that is called {@code Cpt} and its number, and whose
 * {@code credentialSubject} is the claim: a CredentialPojo and a W3C credential of one type share one registration.
 */
public final class Cpts {

    private static final String PREFIX = "Cpt";

    private final SchemaRegistry schemas;
    private final Authors authors;
    private final View rows;
    private final SchemaRegistrationRules rules;
    private final Index index;
    private final Clock clock;
    /** By the characters of the schemas, whose compiled form takes many times as much. */
    private final RecentlyUsed<VersionKey, CompiledSchema> compiled = new RecentlyUsed<>(200);

    /** Finds types by their order, which no key tells. */
    public interface Index {

        /** In ascending order. */
        List<Long> numbers(long offset, int limit);

        long count();
    }

    public Cpts(RegistryNames names, SchemaRegistry schemas, View rows, Authors authors, Index index, Clock clock) {
        this.schemas = schemas;
        this.authors = authors;
        this.rows = rows;
        this.rules = new SchemaRegistrationRules(names);
        this.index = index;
        this.clock = clock;
    }

    /**
     * One version of a CPT.
     *
     * @param claimSchema in JSON Schema 2020-12, without {@code $schema}
     * @param created when the first version was logged
     * @param updated when this version was logged
     */
    public record Cpt(long cptId, long version, Did publisher, ObjectNode claimSchema, Instant created,
            Instant updated, LeafIndex leafIndex) {

        public Cpt {
            claimSchema = claimSchema.deepCopy();
        }

        @Override
        public ObjectNode claimSchema() {
            return claimSchema.deepCopy();
        }

        /** The same in the dialect that WeIdentity's clients read. */
        public ObjectNode claimSchemaAsDraft04() {
            return ClaimSchema.asDraft04(claimSchema);
        }

        public boolean isFirst() {
            return version == 1;
        }
    }

    /** What became of a wish to register or update. */
    public sealed interface Outcome {

        /** It is logged and on disk. */
        record Registered(Cpt cpt, Receipt receipt) implements Outcome {}

        record Refused(RegistryRefusal refusal) implements Outcome {}
    }

    /**
     * Registers a new CPT, whatever CPTs of this title there are.
     *
     * @param author one of the tenant's DIDs; the tenant's registrar key if none is named
     * @param claimSchema of draft-04 or newer
     * @param cptId a free number of a range that the author may use; the next free one of his own range if none is wished
     */
    public Outcome register(Caller caller, Optional<Did> author, ObjectNode claimSchema, Optional<Long> cptId) {
        return prepared(claimSchema, document -> switch (authors.find(caller, author)) {
            case Authors.Answer.Refused(RegistryRefusal refusal) -> new Outcome.Refused(refusal);
            case Authors.Answer.Found(Author found) -> cptId.isEmpty()
                    ? append(caller, found, () -> fresh(found.did()), document)
                    : registerAs(caller, found, cptId.get(), document);
        });
    }

    private Outcome registerAs(Caller caller, Author author, long cptId, ObjectNode document) {
        Place place = first(cptId);
        Optional<RegistryRefusal> refusal = caller.alreadyDone(rows, clock.instant())
                .or(() -> mayNot(author.did(), place));
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        Outcome outcome = append(caller, author, () -> place, document);
        // Somebody else may have taken it meanwhile.
        return outcome instanceof Outcome.Refused refused
                ? new Outcome.Refused(taken(author.did(), place).orElse(refused.refusal()))
                : outcome;
    }

    private Optional<RegistryRefusal> mayNot(Did author, Place place) {
        return rules.mayUse(rows, author, place.cptId(), clock.instant())
                ? taken(author, place)
                : Optional.of(RegistryRefusal.forbidden("the author may not use the CPT number " + place.cptId()
                        + ": below 1000 are the root authority's, from 1000 to 1999999 those of accredited authors,"
                        + " from 2000000 to 2147483647 everybody's"));
    }

    private Optional<RegistryRefusal> taken(Did author, Place place) {
        if (SchemaRegistrationRules.isTaken(rows, place.cptId())) {
            return Optional.of(RegistryRefusal.conflict("the CPT number " + place.cptId() + " is taken"));
        }
        return rows.get(SchemaTables.CHAIN, new ChainKey(author, place.name())).isPresent()
                ? Optional.of(RegistryRefusal.conflict(
                        "the author has a type called " + place.name() + " under another number"))
                : Optional.empty();
    }

    /** The next free number under whose name the author has nothing yet. */
    private Place fresh(Did author) {
        long number = schemas.freeNumber(author);
        while (taken(author, first(number)).isPresent()) {
            number++;
        }
        return first(number);
    }

    private static Place first(long cptId) {
        return new Place(cptId, PREFIX + cptId, true);
    }

    /** A registration that its author is to sign elsewhere. */
    public sealed interface Draft {

        record Ready(Operation operation) implements Draft {}

        record Refused(RegistryRefusal refusal) implements Draft {}
    }

    /** @param cptId as in {@link #register(Caller, Optional, ObjectNode, Optional)}; who registers first has it */
    public Draft draft(Did author, ObjectNode claimSchema, Optional<Long> cptId) {
        try {
            ObjectNode document = document(claimSchema);
            Place place = cptId.map(Cpts::first).orElseGet(() -> fresh(author));
            return mayNot(author, place).<Draft>map(Draft.Refused::new)
                    .orElseGet(() -> new Draft.Ready(schemas.draft(author, place, document, Optional.empty())));
        } catch (MalformedInput e) {
            return new Draft.Refused(refusal(e));
        }
    }

    /**
     * What the draft of a first version asks for.
     *
     * @throws MalformedInput if it is none
     */
    public static Wish wish(ObjectNode operation) {
        SchemaBody body = SchemaBody.parse(operation.path("body") instanceof ObjectNode said ? said : Json.object());
        return new Wish(Did.parse(operation.path("author").asString("")),
                ClaimSchema.of(body.jsonSchema()).orElseThrow(() -> new MalformedInput("this is no CPT")),
                body.cptId());
    }

    /** A CPT that somebody wishes to register. */
    public record Wish(Did author, ObjectNode claimSchema, long cptId) {}

    /** Logs a draft that its author signed. */
    public Outcome register(Caller caller, SignedOperation signed) {
        return outcome(schemas.register(caller, signed));
    }

    /**
     * Registers the next version of a CPT. Whose it is says the log, and whether the caller is that author say the keys that his
     * tenant has.
     *
     * @param author if named, the one who registered it
     */
    public Outcome update(Caller caller, Optional<Did> author, long cptId, ObjectNode claimSchema) {
        Optional<RegisteredSchema> newest = schemas.find(cptId);
        if (newest.isEmpty()) {
            return new Outcome.Refused(RegistryRefusal.notFound("no CPT has this number"));
        }
        Did registered = newest.get().author();
        if (author.filter(named -> !named.equals(registered)).isPresent()) {
            return new Outcome.Refused(RegistryRefusal.forbidden("the CPT was registered by another author"));
        }
        if (newest.get().hasTypeMetadata()) {
            return new Outcome.Refused(RegistryRefusal.conflict(
                    "the type has metadata: its next version is registered under its name, with them"));
        }
        Place place = new Place(cptId, newest.get().name(), false);
        return prepared(claimSchema, document -> switch (authors.find(caller, Optional.of(registered))) {
            case Authors.Answer.Refused(RegistryRefusal refusal) -> new Outcome.Refused(refusal);
            case Authors.Answer.Found(Author found) -> append(caller, found, () -> place, document);
        });
    }

    private interface Step {
        Outcome with(ObjectNode document);
    }

    private static Outcome prepared(ObjectNode claimSchema, Step next) {
        try {
            return next.with(document(claimSchema));
        } catch (MalformedInput e) {
            return new Outcome.Refused(refusal(e));
        }
    }

    private static ObjectNode document(ObjectNode claimSchema) {
        ObjectNode document = ClaimSchema.document(ClaimSchema.parse(claimSchema));
        CompiledSchema.compile(document);
        return document;
    }

    private static RegistryRefusal refusal(MalformedInput e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof MalformedInput.TooLarge
                ? new RegistryRefusal(RegistryRefusal.Kind.TOO_LARGE, message)
                : RegistryRefusal.malformed(message);
    }

    private Outcome append(Caller caller, Author author, Supplier<Place> place, ObjectNode document) {
        return outcome(schemas.register(caller, author, place, document, Optional.empty()));
    }

    private Outcome outcome(SchemaOutcome outcome) {
        return switch (outcome) {
            case SchemaOutcome.Registered(RegisteredSchema schema, Receipt receipt) ->
                new Outcome.Registered(cpt(schema).orElseThrow(), receipt);
            case SchemaOutcome.Refused(RegistryRefusal refusal) -> new Outcome.Refused(refusal);
        };
    }

    /** The newest version; empty also for a type whose schema says nothing of its claim by itself. */
    public Optional<Cpt> find(long cptId) {
        return schemas.find(cptId).flatMap(this::cpt);
    }

    public Optional<Cpt> find(long cptId, long version) {
        return schemas.find(cptId, version).flatMap(this::cpt);
    }

    private Optional<Cpt> cpt(RegisteredSchema schema) {
        return ClaimSchema.of(schema.jsonSchema())
                .map(claim -> new Cpt(schema.cptId(), schema.version(), schema.author(), claim,
                        schemas.find(schema.cptId(), 1).orElseThrow().loggedAt(), schema.loggedAt(),
                        schema.leafIndex()));
    }

    /** The numbers of all registered types, in ascending order. */
    public List<Long> numbers(long offset, int limit) {
        return index.numbers(offset, limit);
    }

    public long count() {
        return index.count();
    }

    /** What is wrong with a claim by the newest version, nothing if it is valid; empty if there is no such CPT. */
    public Optional<List<SchemaViolation>> checkClaim(long cptId, JsonNode claim) {
        return find(cptId).map(cpt -> {
            VersionKey key = new VersionKey(cptId, cpt.version());
            CompiledSchema schema = compiled.get(key);
            if (schema == null) {
                schema = CompiledSchema.compile(cpt.claimSchema());
                compiled.put(key, schema);
            }
            return Objects.requireNonNull(schema).validate(claim);
        });
    }
}
