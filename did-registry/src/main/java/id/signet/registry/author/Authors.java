package id.signet.registry.author;

import id.signet.crypto.key.SigningKey;
import id.signet.ledger.state.StoredRows;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.VerificationMethod;
import id.signet.registry.did.hosting.HostedKeys;
import id.signet.registry.did.hosting.Registrars;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.VerifiedOperation;
import java.util.List;
import java.util.Optional;

/** Finds the key with which a tenant's DID signs its statements. */
public final class Authors {

    private final DidResolver resolver;
    private final HostedKeys keys;
    private final Registrars registrars;
    private final StoredRows rows;

    public Authors(DidResolver resolver, HostedKeys keys, Registrars registrars, StoredRows rows) {
        this.resolver = resolver;
        this.keys = keys;
        this.registrars = registrars;
        this.rows = rows;
    }

    /** A DID with the key that signs for it. */
    public record Author(Did did, DidUrl method, SigningKey key) {

        public VerifiedOperation sign(Operation operation) {
            return operation.signAndVerify(method, key);
        }
    }

    /** Whether the tenant can sign as the DID. */
    public sealed interface Answer {

        record Found(Author author) implements Answer {}

        record Refused(RegistryRefusal refusal) implements Answer {}
    }

    /** @param author one of the tenant's own DIDs; the tenant's registrar key if none is named */
    public Answer find(Caller caller, Optional<Did> author) {
        Did did = author.orElseGet(() -> registrars.of(caller));
        if (!keys.hosts(caller.tenant(), did)) {
            return new Answer.Refused(
                    RegistryRefusal.forbidden("the keys of " + did + " are not kept here for this tenant"));
        }
        List<VerificationMethod> methods = switch (resolver.resolve(did)) {
            case ResolutionResult.Resolved resolved -> resolved.document().methods(Relationship.ASSERTION_METHOD);
            case ResolutionResult.Deactivated deactivated -> List.of();
            case ResolutionResult.NotFound notFound -> List.of();
            case ResolutionResult.Unreachable _,ResolutionResult.Refused _ -> List.of();
        };
        for (VerificationMethod method : methods.reversed()) {
            if (method.key().type().signsOperations() && SignerKeys.current(rows, method.id(),
                    Relationship.ASSERTION_METHOD) instanceof SignerKeys.Answer.Fit) {
                Optional<SigningKey> key = keys.open(caller.tenant(), method.id());
                if (key.isPresent()) {
                    return new Answer.Found(new Author(did, method.id(), key.get()));
                }
            }
        }
        return new Answer.Refused(RegistryRefusal.deactivated("the DID " + did + " has no active key to sign with"));
    }
}
