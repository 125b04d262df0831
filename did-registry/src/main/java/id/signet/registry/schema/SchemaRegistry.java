package id.signet.registry.schema;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.RecentlyUsed;
import id.signet.ledger.Ledger;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Outcome;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.author.AuthorCommand;
import id.signet.registry.author.Authors;
import id.signet.registry.author.Authors.Author;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.operation.VerifiedOperation;
import id.signet.registry.did.Did;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.schema.SchemaTables.Chain;
import id.signet.registry.schema.SchemaTables.ChainKey;
import id.signet.registry.schema.SchemaTables.CptId;
import id.signet.registry.schema.SchemaTables.Latest;
import id.signet.registry.schema.SchemaTables.Name;
import id.signet.registry.schema.SchemaTables.VersionKey;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Registered credential types, each version for ever as it was registered. */
public final class SchemaRegistry {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern NUMBERED = Pattern
            .compile("/(schemas|types)/([1-9][0-9]{0,17})(?:/([1-9][0-9]{0,17}))?(/context|/credential)?");

    /** Claims that need no term of the type's own; an SD-JWT VC calls the subject's id {@code sub}. */
    private static final Set<String> OF_ANY_SUBJECT = Set.of("sub", "name", "description");

    private final RegistryNames names;
    private final Ledger ledger;
    private final View rows;
    private final Authors authors;
    private final SchemaRegistrationRules rules;
    private final Clock clock;
    /** A version never changes. By the characters of schemas and contexts, whose compiled form takes many times as much. */
    private final RecentlyUsed<VersionKey, RegisteredSchema> remembered = new RecentlyUsed<>(2_000_000,
            (key, schema) -> schema.length());

    public SchemaRegistry(RegistryNames names, Ledger ledger, View rows, Authors authors, Clock clock) {
        this.names = names;
        this.ledger = ledger;
        this.rows = rows;
        this.authors = authors;
        this.rules = new SchemaRegistrationRules(names);
        this.clock = clock;
    }

    /** Registers a type that has a name and no more metadata. */
    public SchemaOutcome register(Caller caller, String name, ObjectNode jsonSchema, Optional<Did> author) {
        return register(caller, name, jsonSchema, Optional.empty(), author);
    }

    /**
     * Registers a type, or the next version of it if the author has one of this name.
     *
     * @param jsonSchema describes the credential document
     * @param metadata what the type metadata of SD-JWT VC says besides {@code vct} and {@code name}: {@code description},
     *        {@code display}, {@code claims}, {@code extends} and {@code extends#integrity}
     * @param author one of the tenant's DIDs; the tenant's registrar key if none is named
     */
    public SchemaOutcome register(Caller caller, String name, ObjectNode jsonSchema, Optional<ObjectNode> metadata,
            Optional<Did> author) {
        try {
            CompiledSchema.compile(jsonSchema);
            String vct = names.publicUrl().vct(1, 1);
            ObjectNode context = TypeContext.generate(name, vct, jsonSchema);
            metadata.ifPresent(said -> checkClaims(
                    TypeMetadata.registered(typeMetadata(said, name, vct), vct), name, context));
        } catch (MalformedInput.TooLarge e) {
            return new SchemaOutcome.Refused(
                    new RegistryRefusal(RegistryRefusal.Kind.TOO_LARGE, String.valueOf(e.getMessage())));
        } catch (MalformedInput e) {
            return new SchemaOutcome.Refused(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
        }
        return switch (authors.find(caller, author)) {
            case Authors.Answer.Refused(RegistryRefusal refusal) -> new SchemaOutcome.Refused(refusal);
            case Authors.Answer.Found(Author found) -> register(caller, name, jsonSchema, metadata, found);
        };
    }

    private static ObjectNode typeMetadata(ObjectNode said, String name, String vct) {
        if (said.has("vct") || said.has("name")) {
            throw new MalformedInput("the vct and the name of a type follow from its registration");
        }
        return said.deepCopy().put("name", name).put("vct", vct);
    }

    /** A rule for a claim that no credential of the type can have would be kept by all of them. */
    private static void checkClaims(TypeMetadata metadata, String name, ObjectNode context) {
        for (ClaimRule rule : metadata.claims().rules()) {
            String first = rule.path().steps().getFirst().asString("");
            boolean known = OF_ANY_SUBJECT.contains(first)
                    || (context.get("@context").has(first) && !first.equals(name) && !first.startsWith("@"));
            if (!known) {
                throw new MalformedInput(
                        "the claim " + rule.path() + " is none that the JSON Schema gives the subject");
            }
        }
    }

    private SchemaOutcome register(Caller caller, String name, ObjectNode jsonSchema, Optional<ObjectNode> metadata,
            Author author) {
        return register(caller, author, () -> rows.get(SchemaTables.CHAIN, new ChainKey(author.did(), name))
                .map(chain -> new Place(chain.cptId(), name, false))
                .orElseGet(() -> new Place(freeNumber(author.did()), name, false)), jsonSchema, metadata);
    }

    /**
     * Where a version goes: the next of the author's type of this name, which has this number or gets it.
     *
     * @param first whether it is the first version or none
     */
    record Place(long cptId, String name, boolean first) {}

    /** @param place over the rows as they stand when it is asked; asked again while others come first */
    SchemaOutcome register(Caller caller, Author author, Supplier<Place> place, ObjectNode jsonSchema,
            Optional<ObjectNode> metadata) {
        return outcome(AuthorCommand.submit(ledger, () -> {
            Place at = place.get();
            return command(caller, author.sign(draft(author.did(), at, jsonSchema, metadata)));
        }));
    }

    /** What an author signs to register a version there. */
    Operation draft(Did author, Place at, ObjectNode jsonSchema, Optional<ObjectNode> metadata) {
        Optional<Chain> chain = at.first()
                ? Optional.empty()
                : rows.get(SchemaTables.CHAIN, new ChainKey(author, at.name()));
        long version = chain.map(Chain::version).orElse(0L) + 1;
        String vct = names.publicUrl().vct(at.cptId(), version);
        SchemaBody body = new SchemaBody(at.cptId(), version, at.name(), jsonSchema,
                TypeContext.generate(at.name(), vct, jsonSchema), vct,
                metadata.map(said -> typeMetadata(said, at.name(), vct)));
        return new Operation(SchemaProjection.REGISTER, names.origin(), new Operation.Party.Author(author), version,
                chain.map(Chain::operationHash), body.toJson());
    }

    /** Logs a version whose author signed it elsewhere: what he signed is not signed again for another place. */
    SchemaOutcome register(Caller caller, SignedOperation signed) {
        return AuthorRules.verify(rows, signed)
                .map(operation -> outcome(ledger.submit(command(caller, operation))))
                .orElseGet(() -> new SchemaOutcome.Refused(RegistryRefusal
                        .forbidden("the signature is not that of a key that may sign for the author now")));
    }

    private AuthorCommand command(Caller caller, VerifiedOperation operation) {
        SchemaBody body = SchemaBody.parse(operation.operation().body());
        return new AuthorCommand(caller, operation, names.publicUrl().schema(body.cptId(), body.version()), rules);
    }

    private SchemaOutcome outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Appended appended ->
                new SchemaOutcome.Registered(registeredBy(appended.entry()), appended.receipt());
            case Outcome.Refused refused -> new SchemaOutcome.Refused(RegistryRefusal.of(refused.refusal()));
        };
    }

    private RegisteredSchema registeredBy(LedgerEntry entry) {
        SchemaBody body = SchemaBody.parse(SignedOperation.parse(entry.type(), entry.body()).operation().body());
        return find(body.cptId(), body.version()).orElseThrow();
    }

    /** The number that the author's next new type gets. */
    long freeNumber(Did author) {
        NumberRange range = rules.range(rows, author, clock.instant());
        long next = SchemaRegistrationRules.next(rows, range);
        return range.holds(next) ? next : SchemaRegistrationRules.next(rows, NumberRange.EVERYBODY);
    }

    public Optional<RegisteredSchema> find(long cptId, long version) {
        VersionKey key = new VersionKey(cptId, version);
        Optional<RegisteredSchema> known = Optional.ofNullable(remembered.get(key));
        if (known.isPresent()) {
            return known;
        }
        Optional<RegisteredSchema> read = rows.get(SchemaTables.VERSION, key)
                .map(row -> new RegisteredSchema(names.publicUrl(), cptId, version, row));
        read.ifPresent(schema -> remembered.put(key, schema));
        return read;
    }

    /** The newest version. */
    public Optional<RegisteredSchema> find(long cptId) {
        return rows.get(SchemaTables.LATEST, new CptId(cptId))
                .map(Latest::version)
                .flatMap(version -> find(cptId, version));
    }

    /**
     * By the URL of a version, its context, its credential or its {@code vct}; by the type's URI or a decimal CPT number, the newest
     * version. A fragment does not matter.
     */
    public Optional<RegisteredSchema> find(String reference) {
        if (NUMBER.matcher(reference).matches()) {
            return find(Long.parseLong(reference));
        }
        String base = names.publicUrl().value();
        if (!reference.startsWith(base)) {
            return Optional.empty();
        }
        int hash = reference.indexOf('#');
        Matcher matcher = NUMBERED.matcher(reference.substring(base.length(), hash < 0 ? reference.length() : hash));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long cptId = Long.parseLong(matcher.group(2));
        boolean wellFormed = matcher.group(4) == null
                || (matcher.group(3) != null && matcher.group(1).equals("schemas"));
        if (!wellFormed) {
            return Optional.empty();
        }
        return matcher.group(3) == null ? find(cptId) : find(cptId, Long.parseLong(matcher.group(3)));
    }

    /** The newest version of each type of this name; different authors may have chosen the same. */
    public List<RegisteredSchema> named(String name) {
        return rows.get(SchemaTables.NAME, new Name(name))
                .map(row -> Arrays.stream(row.cptIds().split(" ", -1))
                        .map(Long::parseLong)
                        .flatMap(cptId -> find(cptId).stream())
                        .toList())
                .orElse(List.of());
    }

    /** The context document registered under this URL: the lookup that {@code crypto.rdf.Contexts} asks for. */
    public Optional<ObjectNode> context(String url) {
        return url.endsWith("/context")
                ? find(url).filter(one -> one.contextUrl().equals(url)).map(RegisteredSchema::context)
                : Optional.empty();
    }
}
