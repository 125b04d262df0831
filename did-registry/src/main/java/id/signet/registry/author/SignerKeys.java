package id.signet.registry.author;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.PublicKey;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.VerificationMethod;
import id.signet.registry.did.log.DidTables;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.log.LoggedDids;
import id.signet.registry.did.method.DidJwk;
import id.signet.registry.did.method.DidKey;
import java.util.Optional;

/**
 * The key behind a verification method as the rows stand: for a decision under the head lock, and for the same decision in
 * a replay. No network, no clock.
 */
public final class SignerKeys {

    private SignerKeys() {}

    /** Whether the method may be used now. */
    public sealed interface Answer {

        /** It may; and this is its key. */
        record Fit(PublicKey key) implements Answer {}

        record Unfit(RegistryRefusal refusal) implements Answer {}
    }

    /** Fit is a method that the newest document lists under the relationship and that has no end. */
    public static Answer current(View rows, DidUrl methodId, Relationship relationship) {
        Did did = methodId.did();
        Optional<Head> head = rows.get(DidTables.HEAD, did);
        if (head.flatMap(Head::deactivated).isPresent()) {
            return new Answer.Unfit(RegistryRefusal.deactivated("the DID " + did + " is deactivated"));
        }
        Optional<DidDocument> document;
        try {
            document = switch (did.method()) {
                case DidKey.NAME -> Optional.of(DidKey.document(did));
                case DidJwk.NAME -> Optional.of(DidJwk.document(did));
                default -> new LoggedDids(rows).state(did).map(state -> state.document());
            };
        } catch (MalformedInput e) {
            return new Answer.Unfit(RegistryRefusal.malformed("the DID " + did + " is not a good one"));
        }
        if (document.isEmpty()) {
            return new Answer.Unfit(RegistryRefusal.notFound("the DID " + did + " is not in the log"));
        }
        Optional<VerificationMethod> method = document.get()
                .method(methodId)
                .filter(one -> document.get().allows(methodId, relationship));
        if (method.isEmpty()) {
            return new Answer.Unfit(RegistryRefusal
                    .forbidden(
                            "the DID's newest document does not list " + methodId + " under " + relationship.member()));
        }
        if (method.get().expires().isPresent()) {
            return new Answer.Unfit(RegistryRefusal.forbidden("the verification method " + methodId + " is retired"));
        }
        return new Answer.Fit(method.get().key());
    }
}
