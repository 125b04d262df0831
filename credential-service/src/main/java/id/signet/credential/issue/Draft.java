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
import id.signet.registry.schema.RegisteredSchema;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A credential that lacks nothing but its place in the log and its signature.
 *
 * @param type the registered type, for which the issuer must be accredited
 * @param sealedInput the signing request, sealed
 * @param replaces the credential in whose place it is issued
 * @param name by which the caller will speak of it
 * @param origin the paper it was made from
 */
record Draft(UUID id, Caller caller, Method method, Optional<RegisteredSchema> type, SigningRequest request,
        Bytes sealedInput, Salt salt, List<StatusPosition> positions, Optional<UUID> replaces,
        Optional<CredentialName> name, Optional<Origin> origin) {

    Draft {
        positions = List.copyOf(positions);
    }

    Commitment commitment() {
        return Commitment.ofCredential(salt, method.issuer(), method.versionId(), method.id(),
                Hash.of(request.signedInputHash().toArray()));
    }

    /** @param entry that holds the commitment */
    CredentialRecord record(LedgerEntry entry) {
        return new CredentialRecord(caller.tenant(), method.issuer(), method.versionId(), method.id(), request.format(),
                type.map(RegisteredSchema::id), entry.index(), entry.loggedAt(), salt, request.signedInputHash(),
                replaces);
    }
}
