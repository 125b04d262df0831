package id.signet.registry.author;

import id.signet.crypto.Bytes;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.Operation.Party;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.operation.VerifiedOperation;
import java.util.Optional;

/** What every operation under {@code author} keeps, whatever it says (docs/adr/0010-did-weid.md). */
public final class AuthorRules {

    private AuthorRules() {}

    /**
     * Where a chain stands.
     *
     * @param sequence of its newest operation
     * @param hash of its newest operation
     */
    public record ChainHead(long sequence, Bytes hash) {}

    /**
     * Empty if the operation is made for this log, is the next of its chain and its signer may sign for the author now.
     *
     * @param chain the head of the operation's chain; empty if it is the first
     */
    public static Optional<RegistryRefusal> check(View rows, String origin, VerifiedOperation verified,
            Optional<ChainHead> chain) {
        Operation operation = verified.operation();
        if (!operation.origin().equals(origin) || !(operation.party() instanceof Party.Author)) {
            return Optional.of(RegistryRefusal.malformed("the operation was made for another log or has no author"));
        }
        if (operation.party().did().isTooLongForLog()) {
            return Optional.of(RegistryRefusal.malformed("the author's DID is longer than those of the log"));
        }
        long next = chain.map(ChainHead::sequence).orElse(0L) + 1;
        if (operation.sequence() != next || !operation.previous().equals(chain.map(ChainHead::hash))) {
            return Optional.of(RegistryRefusal.stale("the next operation of this chain has sequence " + next));
        }
        DidUrl method = verified.signed().verificationMethod();
        if (!method.did().equals(operation.party().did())) {
            return Optional.of(RegistryRefusal.forbidden("the operation is not signed by its author"));
        }
        return switch (SignerKeys.current(rows, method, Relationship.ASSERTION_METHOD)) {
            case SignerKeys.Answer.Unfit(RegistryRefusal refusal) -> Optional.of(refusal);
            case SignerKeys.Answer.Fit fit -> fit.key().equals(verified.signer())
                    ? Optional.empty()
                    : Optional.of(RegistryRefusal.forbidden("the operation is not signed by the method it names"));
        };
    }

    /** Checks the signature under the key that the rows hold for the method: what a replay does. */
    public static Optional<VerifiedOperation> verify(View rows, SignedOperation operation) {
        return SignerKeys.current(rows, operation.verificationMethod(),
                Relationship.ASSERTION_METHOD) instanceof SignerKeys.Answer.Fit fit
                        ? operation.verify(fit.key())
                        : Optional.empty();
    }
}
