package id.signet.credential.issuer;

import id.signet.crypto.MalformedInput;
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
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.DocumentMetadata;
import id.signet.registry.did.resolution.ResolutionResult;
import java.util.List;
import java.util.Optional;

/** Issuers whose DIDs resolve here and whose keys are kept here. */
public final class RegistryIssuers implements Issuers {

    private final DidResolver resolver;
    private final HostedKeys keys;

    public RegistryIssuers(DidResolver resolver, HostedKeys keys) {
        this.resolver = resolver;
        this.keys = keys;
    }

    @Override
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
            case ResolutionResult.Refused refused -> new Standing.Unknown("The issuer's DID does not resolve: "
                    + refused.message());
        };
    }

    /** The newest first: a key that was added later is meant to take over. */
    private static List<Method> methods(String issuer, DidDocument document, String versionId) {
        return document.methods(Relationship.ASSERTION_METHOD)
                .reversed()
                .stream()
                .filter(method -> method.expires().isEmpty() && method.revoked().isEmpty())
                .map(method -> new Method(issuer, versionId, method.id().toString(), method.key().type()))
                .toList();
    }

    @Override
    public Optional<SigningKey> open(TenantId tenant, Method method) {
        try {
            return keys.open(tenant, DidUrl.parseMethodId(method.id()));
        } catch (NoSuchKey e) {
            return Optional.empty(); // destroyed since its row was read
        }
    }

    @Override
    public void prefetch(Prefetch rows, Method method) {
        Did did = Did.parse(method.issuer());
        rows.row(DidTables.HEAD, did);
        if (!method.versionId().isEmpty()) {
            rows.row(DidTables.VERSION, new DidTables.VersionKey(did, Long.parseLong(method.versionId())));
        }
    }

    @Override
    public boolean stillActive(View view, Method method) {
        String version = view.get(DidTables.HEAD, Did.parse(method.issuer()))
                .map(head -> Long.toString(head.version()))
                .orElse("");
        return version.equals(method.versionId()) && SignerKeys.current(view, DidUrl.parseMethodId(method.id()),
                Relationship.ASSERTION_METHOD) instanceof SignerKeys.Answer.Fit;
    }
}
