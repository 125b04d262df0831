package id.signet.credential.issuer;

import id.signet.crypto.key.AcceptedKeyTypes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.NoSuchKey;
import id.signet.crypto.key.SigningKey;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.registry.TenantId;
import id.signet.registry.author.SignerKeys;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.hosting.HostedKeys;
import id.signet.registry.did.log.DidTables;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.log.LoggedDids;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.DocumentMetadata;
import id.signet.registry.did.resolution.ResolutionResult;
import java.util.List;
import java.util.Optional;

/** The issuers whose keys are kept here: who each is now, and whether that still holds under the head lock. */
public final class Issuers {

    private final DidResolver resolver;
    private final HostedKeys keys;
    private final AcceptedKeyTypes keyTypes;

    public Issuers(DidResolver resolver, HostedKeys keys, AcceptedKeyTypes keyTypes) {
        this.resolver = resolver;
        this.keys = keys;
        this.keyTypes = keyTypes;
    }

    /** How an issuer stands on this node at this moment. */
    public sealed interface Standing {

        /**
         * @param assertionMethods the methods that may sign credentials and whose keys are held here, the newest first;
         *        none of a type that is not accepted here. What a key signs is the format's to say: one of SM2 signs papers
         *        of WeIdentity alone
         */
        record Active(List<Method> assertionMethods) implements Standing {

            public Active {
                assertionMethods = List.copyOf(assertionMethods);
            }

            /** Those of them that may sign status lists too: a key of BLS12-381 G2 signs no token, one of a preview no list. */
            public List<Method> listMethods() {
                return assertionMethods.stream().filter(method -> method.keyType().signsLists()).toList();
            }
        }

        record Deactivated() implements Standing {}

        /** The DID does not resolve; the message says why. */
        record Unknown(String message) implements Standing {}

        /** The DID resolves, and this tenant holds none of its keys. */
        record NotTheTenants() implements Standing {}
    }

    /**
     * A verification method of an issuer.
     *
     * @param versionId the version of the DID document it was read from
     * @param id the absolute DID URL of the method
     */
    public record Method(String issuer, String versionId, String id, PublicKey key) {

        public KeyType keyType() {
            return key.type();
        }
    }

    public Standing standing(TenantId tenant, String issuer) {
        Did did;
        try {
            did = Did.parse(issuer);
        } catch (MalformedInput e) {
            return new Standing.Unknown("The issuer is no DID: " + e.getMessage());
        }
        return switch (resolver.resolve(did)) {
            case ResolutionResult.Resolved(DidDocument document, DocumentMetadata metadata) ->
                keys.hosts(tenant, did)
                        ? new Standing.Active(methods(issuer, document, metadata.versionId().orElse("")))
                        : new Standing.NotTheTenants();
            case ResolutionResult.Deactivated _ ->
                keys.hosts(tenant, did) ? new Standing.Deactivated() : new Standing.NotTheTenants();
            case ResolutionResult.NotFound _ -> new Standing.Unknown("The issuer's DID was not found.");
            case ResolutionResult.Unreachable unreachable ->
                new Standing.Unknown("The issuer's DID cannot be read: " + unreachable.message());
            case ResolutionResult.Refused refused -> new Standing.Unknown("The issuer's DID does not resolve: "
                    + refused.message());
        };
    }

    /** The newest first: a key that was added later is meant to take over. */
    private List<Method> methods(String issuer, DidDocument document, String versionId) {
        return document.methods(Relationship.ASSERTION_METHOD)
                .reversed()
                .stream()
                .filter(method -> method.expires().isEmpty() && method.revoked().isEmpty())
                .filter(method -> keyTypes.accepts(method.key().type()))
                .map(method -> new Method(issuer, versionId, method.id().toString(), method.key()))
                .toList();
    }

    /** The key behind a method of an issuer of this tenant, while it may sign. */
    public Optional<SigningKey> open(TenantId tenant, Method method) {
        try {
            return keys.open(tenant, DidUrl.parseMethodId(method.id()));
        } catch (NoSuchKey e) {
            return Optional.empty(); // destroyed since its row was read
        }
    }

    /** Names the row that {@link #stillActive} reads. */
    public void prefetch(Prefetch rows, Method method) {
        rows.row(DidTables.HEAD, Did.parse(method.issuer()));
    }

    /** Whether the method is still listed for assertions, in the same version of the issuer's document. */
    public boolean stillActive(View view, Method method) {
        long version = view.get(DidTables.HEAD, Did.parse(method.issuer())).map(Head::version).orElse(0L);
        return version == LoggedDids.number(method.versionId())
                && SignerKeys.current(view, DidUrl.parseMethodId(method.id()),
                        Relationship.ASSERTION_METHOD) instanceof SignerKeys.Answer.Fit;
    }
}
