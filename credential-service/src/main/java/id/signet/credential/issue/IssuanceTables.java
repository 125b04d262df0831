package id.signet.credential.issue;

import id.signet.crypto.Bytes;
import id.signet.ledger.state.Table;
import id.signet.registry.TenantId;
import java.time.Instant;
import id.signet.ledger.LeafIndex;
import java.util.Optional;
import java.util.UUID;

/** The private rows that go into the transaction of a commitment. */
public final class IssuanceTables {

    public static final Table<UUID, CredentialRecord> RECORDS = Table.ofPrivate("credential_record", UUID.class,
            CredentialRecord.class);

    public static final Table<UUID, Pending> PENDING = Table.ofPrivate("pending_issuance", UUID.class, Pending.class);

    /** Which credential an issuer means by a name. */
    public static final Table<CredentialName, UUID> NAMES = Table.ofPrivate("credential_name", CredentialName.class,
            UUID.class);

    /** From which paper a credential was made by exchange. */
    public static final Table<UUID, Exchanged> ORIGINS = Table.ofPrivate("credential_origin", UUID.class,
            Exchanged.class);

    private IssuanceTables() {}

    /** @param paperId the paper's own id; empty if it has none */
    public record Exchanged(TenantId tenant, String format, String paperId, Bytes digest, Optional<LeafIndex> leaf) {}

    /**
     * Logged and not yet answered.
     *
     * @param replayable whether the caller can come back for the answer, because he gave an idempotency key
     * @param input the sealed signing request; personal data
     */
    public record Pending(TenantId tenant, String issuer, boolean replayable, Instant since, Bytes input) {}
}
