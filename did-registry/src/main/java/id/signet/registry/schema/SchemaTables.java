package id.signet.registry.schema;

import id.signet.crypto.Bytes;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.state.Table;
import id.signet.registry.did.Did;
import java.time.Instant;
import java.util.Optional;

/** The public rows of registered types. */
public final class SchemaTables {

    public static final Table<NumberRange, Counter> COUNTER = Table.ofPublic("schema_counter", NumberRange.class,
            Counter.class);
    public static final Table<ChainKey, Chain> CHAIN = Table.ofPublic("schema_chain", ChainKey.class, Chain.class);
    public static final Table<CptId, Latest> LATEST = Table.ofPublic("schema_latest", CptId.class, Latest.class);
    public static final Table<VersionKey, Version> VERSION = Table.ofPublic("schema_version", VersionKey.class,
            Version.class);
    public static final Table<Name, Named> NAME = Table.ofPublic("schema_name", Name.class, Named.class);

    private SchemaTables() {}

    /** From where on the next new type of the range looks for a free number. */
    public record Counter(long next) {}

    public record ChainKey(Did author, String name) {}

    /** Where an author's type of a name stands. */
    public record Chain(long cptId, long version, Bytes operationHash) {}

    public record CptId(long value) {}

    public record Latest(long version) {}

    public record VersionKey(long cptId, long version) {}

    /** @param jsonSchema context and typeMetadata in RFC 8785 form: the bytes that are served */
    public record Version(String name, Did author, String jsonSchema, String context, String vct,
            Optional<String> typeMetadata, LeafIndex leafIndex, Instant loggedAt) {}

    public record Name(String value) {}

    /** @param cptIds decimal, in the order of registration, separated by spaces */
    public record Named(String cptIds) {}
}
