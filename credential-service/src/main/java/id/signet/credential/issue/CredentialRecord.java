package id.signet.credential.issue;

import id.signet.crypto.Bytes;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.receipt.BatchPath;
import id.signet.ledger.receipt.Commitment;
import id.signet.ledger.receipt.CommitmentOpening;
import id.signet.ledger.receipt.Salt;
import id.signet.registry.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What this service keeps of a credential: enough to change its status and to prove when it was logged, and none of its
 * claims.
 *
 * @param versionId the version of the issuer's DID document; empty for methods without versions
 * @param method the absolute DID URL of the method that signs
 * @param schema the URL of the registered type's version; absent for one of no registered type
 * @param signedInputHash SHA-256 of the input that was logged and then signed
 * @param replaces the tenant's credential in whose place it was issued
 */
public record CredentialRecord(TenantId tenant, String issuer, String versionId, String method, String format,
        Optional<String> schema, LeafIndex leaf, Instant loggedAt, Salt salt, Bytes signedInputHash,
        Optional<UUID> replaces) {

    public Commitment commitment() {
        return Commitment.ofCredential(salt, issuer, versionId, method, Hash.of(signedInputHash.toArray()));
    }

    /** What a receipt needs so that its reader can recompute the leaf. */
    public CommitmentOpening opening() {
        return new CommitmentOpening(salt, versionId, loggedAt, BatchPath.ALONE);
    }
}
