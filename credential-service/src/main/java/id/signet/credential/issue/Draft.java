package id.signet.credential.issue;

import id.signet.credential.format.SigningRequest;
import id.signet.credential.issuer.Issuers.Method;
import id.signet.credential.status.StatusPosition;
import id.signet.crypto.Bytes;
import id.signet.ledger.Hash;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.receipt.Commitment;
import id.signet.ledger.receipt.Salt;
import id.signet.registry.audit.Caller;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A credential that lacks nothing but its place in the log and its signature.
 *
 * @param typeUris the URIs by which an accreditation may cover its type
 * @param schema the URL of the type's version
 * @param sealedInput the signing request, sealed
 * @param replaces the credential in whose place it is issued
 */
record Draft(UUID id, Caller caller, Method method, List<String> typeUris, String schema, SigningRequest request,
        Bytes sealedInput, Salt salt, List<StatusPosition> positions,
        Optional<UUID> replaces) {

    Draft {
        typeUris = List.copyOf(typeUris);
        positions = List.copyOf(positions);
    }

    Commitment commitment() {
        return Commitment.ofCredential(salt, method.issuer(), method.versionId(), method.id(),
                Hash.of(request.signedInputHash().toArray()));
    }

    /** @param entry that holds the commitment */
    CredentialRecord record(LedgerEntry entry) {
        return new CredentialRecord(caller.tenant(), method.issuer(), method.versionId(), method.id(), request.format(),
                schema, entry.index(), entry.loggedAt(), salt, request.signedInputHash(), replaces);
    }
}
