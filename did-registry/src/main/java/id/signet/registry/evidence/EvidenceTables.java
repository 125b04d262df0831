package id.signet.registry.evidence;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.receipt.BatchPath;
import id.signet.ledger.receipt.CommitmentOpening;
import id.signet.ledger.receipt.Salt;
import id.signet.ledger.state.Table;
import id.signet.registry.TenantId;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import java.time.Instant;
import java.util.Optional;

/** The rows of evidence: private but for what a depositor published. */
public final class EvidenceTables {

    public static final Table<EvidenceId, Held> HELD = Table.ofPrivate("evidence", EvidenceId.class, Held.class);
    public static final Table<StatementKey, Said> STATEMENT = Table.ofPrivate("evidence_statement", StatementKey.class,
            Said.class);
    public static final Table<CaseId, Case> CASE = Table.ofPrivate("evidence_case", CaseId.class, Case.class);
    public static final Table<CustomKey, EvidenceId> CUSTOM_KEY = Table.ofPrivate("evidence_custom_key",
            CustomKey.class, EvidenceId.class);
    public static final Table<PublicationKey, Publication> PUBLICATION = Table.ofPublic("evidence_publication",
            PublicationKey.class, Publication.class);

    private EvidenceTables() {}

    /**
     * Where a piece of evidence stands.
     *
     * @param tenant of the depositor
     * @param findable whether who has the digest may find it
     * @param sequence of the newest statement
     * @param head the hash of the newest statement
     * @param leaf of the deposit
     * @param batchIndex its place among the deposits that share the leaf
     */
    public record Held(TenantId tenant, Did depositor, Digests digests, boolean findable, long sequence, Bytes head,
            Signers signers, Optional<Statement.InCase> place, LeafIndex leaf, int batchIndex, Instant loggedAt) {

        /** Whether the depositor has taken it back. */
        public boolean revoked() {
            return signers.standing(depositor).filter(Signers.Standing.REVOKED::equals).isPresent();
        }

        Held then(long next, Bytes hash, Signers after) {
            return new Held(tenant, depositor, digests, findable, next, hash, after, place, leaf, batchIndex,
                    loggedAt);
        }
    }

    public record StatementKey(EvidenceId evidence, long sequence) {}

    /**
     * One statement and what opens its commitment.
     *
     * @param tenant of whoever made it
     * @param versionId of the author's DID; empty for methods without versions
     * @param operation the signed operation in RFC 8785 form
     */
    public record Said(TenantId tenant, String type, Did author, String versionId, DidUrl method, String operation,
            Salt salt, LeafIndex leaf, Instant loggedAt, BatchPath batch) {

        public CommitmentOpening opening() {
            return new CommitmentOpening(salt, versionId, loggedAt, batch);
        }
    }

    /**
     * An ordered bundle of deposits.
     *
     * @param count of its deposits
     * @param last the newest of them
     */
    public record Case(TenantId tenant, String title, Instant created, long count, Optional<EvidenceId> last) {}

    /** A tenant's own name for a deposit: 1 to 256 characters, none of them a control character. */
    public record CustomKey(TenantId tenant, String key) {

        private static final int LONGEST = 256;

        public CustomKey {
            require(key);
        }

        static void require(String key) {
            if (key.isBlank() || key.length() > LONGEST || key.chars().anyMatch(Character::isISOControl)) {
                throw new MalformedInput(
                        "a custom key has 1 to " + LONGEST + " characters, none of them a control character");
            }
        }
    }

    public record PublicationKey(Did author, EvidenceId evidence) {}

    /**
     * What an author published about a piece of evidence.
     *
     * @param sequence of the newest entry about it
     * @param first the entry that first said it
     * @param leaf the newest
     */
    public record Publication(Digests digests, boolean revoked, long sequence, Bytes operationHash, LeafIndex first,
            Instant firstLoggedAt, LeafIndex leaf, Instant loggedAt) {}
}
