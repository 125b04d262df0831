package id.signet.registry.evidence;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.author.AuthorCommand;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.author.AuthorRules.ChainHead;
import id.signet.registry.did.Did;
import id.signet.registry.evidence.EvidenceTables.Publication;
import id.signet.registry.evidence.EvidenceTables.PublicationKey;
import id.signet.registry.operation.VerifiedOperation;
import java.time.Instant;
import java.util.Optional;

/** Whether a publication may be logged: next of its chain, by its author, about the same digests as ever. */
public final class PublicationRules implements AuthorCommand.Rules {

    private final RegistryNames names;

    public PublicationRules(RegistryNames names) {
        this.names = names;
    }

    @Override
    public void prefetch(Prefetch rows, VerifiedOperation operation) {
        try {
            rows.row(EvidenceTables.PUBLICATION, key(operation, PublicationBody.parse(operation.operation().body())));
        } catch (MalformedInput e) {
            // the check refuses it
        }
    }

    @Override
    public Optional<RegistryRefusal> check(View rows, VerifiedOperation operation, Instant loggedAt) {
        PublicationBody body;
        try {
            body = PublicationBody.parse(operation.operation().body());
        } catch (MalformedInput e) {
            return Optional.of(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
        }
        Optional<Publication> before = rows.get(EvidenceTables.PUBLICATION, key(operation, body));
        Optional<RegistryRefusal> refusal = AuthorRules.check(rows, names.origin(), operation,
                before.map(row -> new ChainHead(row.sequence(), row.operationHash())));
        if (refusal.isPresent()) {
            return refusal;
        }
        return before.filter(row -> !row.digests().equals(body.digests())).isPresent()
                ? Optional.of(RegistryRefusal.malformed("the digests of published evidence never change"))
                : Optional.empty();
    }

    private static PublicationKey key(VerifiedOperation operation, PublicationBody body) {
        Did author = operation.operation().party().did();
        return new PublicationKey(author, body.evidence());
    }
}
