package id.signet.registry.schema;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.author.AuthorCommand;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.author.AuthorRules.ChainHead;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustFacts;
import id.signet.registry.issuer.TrustTables;
import id.signet.registry.net.HttpsAddress;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.VerifiedOperation;
import id.signet.registry.schema.SchemaTables.Chain;
import id.signet.registry.schema.SchemaTables.ChainKey;
import id.signet.registry.schema.SchemaTables.Counter;
import id.signet.registry.schema.SchemaTables.CptId;
import id.signet.registry.schema.SchemaTables.VersionKey;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a registration may be logged: under a free number of a range that its author may use, under our own addresses. */
public final class SchemaRegistrationRules implements AuthorCommand.Rules {

    private static final Pattern VERSION = Pattern.compile("/types/([1-9][0-9]{0,17})/([1-9][0-9]{0,17})");

    private final RegistryNames names;

    public SchemaRegistrationRules(RegistryNames names) {
        this.names = names;
    }

    @Override
    public void prefetch(Prefetch rows, VerifiedOperation verified) {
        rows.row(TrustTables.ROOT, TrustTables.RootKey.ONLY);
        rows.row(SchemaTables.COUNTER, NumberRange.EVERYBODY);
        try {
            SchemaBody body = SchemaBody.parse(verified.operation().body());
            rows.row(SchemaTables.LATEST, new CptId(body.cptId()));
            rows.row(SchemaTables.LATEST, new CptId(body.cptId() + 1));
            rows.row(SchemaTables.CHAIN, new ChainKey(verified.operation().party().did(), body.name()));
            parent(body).flatMap(this::ours).ifPresent(key -> rows.row(SchemaTables.VERSION, key));
        } catch (MalformedInput e) {
            // the check refuses it
        }
    }

    @Override
    public Optional<RegistryRefusal> check(View rows, VerifiedOperation verified, Instant loggedAt) {
        try {
            return checkBody(rows, verified, loggedAt);
        } catch (MalformedInput e) {
            return Optional.of(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
        }
    }

    /** A type of this log that is extended is registered, and its document is the one that is meant. */
    private void checkMetadata(View rows, SchemaBody body) {
        if (body.typeMetadata().isPresent()
                && !body.typeMetadata().get().path("name").asString("").equals(body.name())) {
            throw new MalformedInput("the type metadata has another name");
        }
        Optional<TypeMetadata.Parent> parent = parent(body);
        if (parent.isEmpty()) {
            return;
        }
        Optional<VersionKey> key = ours(parent.get());
        if (key.isEmpty()) {
            HttpsAddress.parse(parent.get().vct());
            return;
        }
        RegisteredSchema extended = rows.get(SchemaTables.VERSION, key.get())
                .map(row -> new RegisteredSchema(names.publicUrl(), key.get().cptId(), key.get().version(), row))
                .orElseThrow(() -> new MalformedInput("the type that is extended is not registered"));
        if (!parent.get().integrity().orElseThrow().isOf(extended.typeMetadataBytes())) {
            throw new MalformedInput("extends#integrity is not the digest of the type that is extended");
        }
    }

    private static Optional<TypeMetadata.Parent> parent(SchemaBody body) {
        return body.typeMetadata().flatMap(json -> TypeMetadata.registered(json, body.vct()).parent());
    }

    private Optional<VersionKey> ours(TypeMetadata.Parent parent) {
        return parent.vct().startsWith(names.publicUrl().value() + "/")
                ? Optional.of(version(parent.vct()))
                : Optional.empty();
    }

    private VersionKey version(String vct) {
        Matcher matcher = VERSION.matcher(vct.substring(names.publicUrl().value().length()));
        if (!matcher.matches()) {
            throw new MalformedInput("the type that is extended is not registered");
        }
        return new VersionKey(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    /** The range in which an author's next new type is numbered. */
    NumberRange range(View rows, Did author, Instant now) {
        TrustFacts facts = new TrustFacts(rows, names.publicUrl());
        if (facts.root().filter(author::equals).isPresent()) {
            return NumberRange.SYSTEM;
        }
        return facts.hasStanding(author, now) ? NumberRange.ACCREDITED : NumberRange.EVERYBODY;
    }

    /** The number that the next new type of the range gets. */
    static long next(View rows, NumberRange range) {
        long next = rows.get(SchemaTables.COUNTER, range).map(Counter::next).orElse(range.first());
        while (NumberRange.isReserved(next) || isTaken(rows, next)) {
            next++;
        }
        return next;
    }

    static boolean isTaken(View rows, long cptId) {
        return rows.get(SchemaTables.LATEST, new CptId(cptId)).isPresent();
    }

    /** Whether the author may give a new type this number, if it is free. */
    boolean mayUse(View rows, Did author, long cptId, Instant now) {
        TrustFacts facts = new TrustFacts(rows, names.publicUrl());
        return NumberRange.EVERYBODY.holds(cptId)
                || (NumberRange.ACCREDITED.holds(cptId) && facts.hasStanding(author, now))
                || (NumberRange.SYSTEM.holds(cptId) && facts.root().filter(author::equals).isPresent());
    }

    private Optional<RegistryRefusal> checkBody(View rows, VerifiedOperation verified, Instant loggedAt) {
        Operation operation = verified.operation();
        Did author = operation.party().did();
        SchemaBody body = SchemaBody.parse(operation.body());
        TypeContext.requireTypeName(body.name());
        Optional<Chain> chain = rows.get(SchemaTables.CHAIN, new ChainKey(author, body.name()));
        Optional<RegistryRefusal> refusal = AuthorRules.check(rows, names.origin(), verified,
                chain.map(row -> new ChainHead(row.version(), row.operationHash())));
        if (refusal.isPresent()) {
            return refusal;
        }
        if (body.version() != operation.sequence()
                || !body.vct().equals(names.publicUrl().vct(body.cptId(), body.version()))) {
            return Optional.of(RegistryRefusal.malformed("the version or the address does not follow from the number"));
        }
        checkMetadata(rows, body);
        if (chain.isPresent()) {
            return chain.get().cptId() == body.cptId()
                    ? Optional.empty()
                    : Optional.of(RegistryRefusal.malformed("a type keeps its number"));
        }
        return mayUse(rows, author, body.cptId(), loggedAt) && !isTaken(rows, body.cptId())
                ? Optional.empty()
                : Optional.of(RegistryRefusal.stale("the number was given to another type meanwhile"));
    }
}
