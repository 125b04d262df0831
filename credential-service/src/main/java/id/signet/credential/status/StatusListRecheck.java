package id.signet.credential.status;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.operation.SignedOperation;
import java.util.Optional;

/** Checks a {@code status.list} entry as it was checked before it was logged: for those who follow the log. */
public final class StatusListRecheck {

    public static final String TYPE = StatusListProjection.TYPE;

    private StatusListRecheck() {}

    /**
     * @param origin the name of the log
     * @param before the public rows as the entries before this one make them
     * @return what is wrong with the entry
     */
    public static Optional<String> check(String origin, View before, LedgerEntry entry) {
        try {
            var signed = SignedOperation.parse(entry.type(), entry.body());
            var version = StatusListProjection.version(entry);
            var newest = before.get(StatusTables.VERSIONS, StatusListProjection.list(signed.operation()));
            var verified = AuthorRules.verify(before, signed);
            if (verified.isEmpty()) {
                return Optional.of("the signature does not verify under a key that the log held for the issuer");
            }
            if (newest.filter(known -> !known.author().equals(version.author())).isPresent()) {
                return Optional.of("the list is another issuer's");
            }
            return AuthorRules.check(before, origin, verified.get(),
                    newest.map(known -> new AuthorRules.ChainHead(known.sequence(), known.operation())))
                    .map(RegistryRefusal::message);
        } catch (MalformedInput e) {
            return Optional.of("not an operation: " + e.getMessage());
        }
    }
}
