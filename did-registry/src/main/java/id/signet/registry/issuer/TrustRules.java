package id.signet.registry.issuer;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.author.AuthorCommand;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.author.AuthorRules.ChainHead;
import id.signet.registry.did.Did;
import id.signet.registry.did.log.DidTables;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.method.DidJwk;
import id.signet.registry.did.method.DidKey;
import id.signet.registry.issuer.TrustTables.AuthorityChainKey;
import id.signet.registry.issuer.TrustTables.Chain;
import id.signet.registry.issuer.TrustTables.Grant;
import id.signet.registry.issuer.TrustTables.PairKey;
import id.signet.registry.issuer.TrustTables.RootKey;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.VerifiedOperation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether a trust operation may be logged. The first authority of a log signs itself and is its root; only the root makes
 * or ends others; only an active authority accredits (docs/adr/0016-trust-registry.md).
 */
public final class TrustRules implements AuthorCommand.Rules {

    private final RegistryNames names;

    public TrustRules(RegistryNames names) {
        this.names = names;
    }

    @Override
    public void prefetch(Prefetch rows, VerifiedOperation verified) {
        Operation operation = verified.operation();
        Did author = operation.party().did();
        try {
            if (operation.type().equals(TrustProjection.AUTHORITY)) {
                rows.row(TrustTables.ROOT, RootKey.ONLY);
                rows.row(TrustTables.AUTHORITY_CHAIN,
                        new AuthorityChainKey(TrustBody.Authority.parse(operation.body()).authority(), author));
            } else {
                Did issuer = TrustBody.Accredit.parse(operation.body()).issuer();
                rows.row(TrustTables.AUTHORITY_HEAD, author);
                rows.row(TrustTables.ACCREDITATION_CHAIN, new PairKey(author, issuer));
                rows.row(DidTables.HEAD, issuer);
            }
        } catch (MalformedInput e) {
            // the check refuses it
        }
    }

    @Override
    public Optional<RegistryRefusal> check(View rows, VerifiedOperation verified, Instant loggedAt) {
        return check(rows, verified);
    }

    public Optional<RegistryRefusal> check(View rows, VerifiedOperation verified) {
        try {
            return verified.operation().type().equals(TrustProjection.AUTHORITY)
                    ? authority(rows, verified)
                    : accredit(rows, verified);
        } catch (MalformedInput e) {
            return Optional.of(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
        }
    }

    private static Optional<ChainHead> head(Optional<Chain> chain) {
        return chain.map(row -> new ChainHead(row.sequence(), row.operationHash()));
    }

    private Optional<RegistryRefusal> authority(View rows, VerifiedOperation verified) {
        Operation operation = verified.operation();
        Did author = operation.party().did();
        TrustBody.Authority body = TrustBody.Authority.parse(operation.body());
        Optional<RegistryRefusal> refusal = AuthorRules.check(rows, names.origin(), verified,
                head(rows.get(TrustTables.AUTHORITY_CHAIN, new AuthorityChainKey(body.authority(), author))));
        if (refusal.isPresent()) {
            return refusal;
        }
        Did root = new TrustFacts(rows, names.publicUrl()).root().orElse(body.authority());
        if (!author.equals(root)) {
            return Optional.of(RegistryRefusal.forbidden("only the root authority makes and ends authorities"));
        }
        if (body.active()) {
            return known(rows, body.authority());
        }
        return body.authority().equals(root)
                ? Optional.of(RegistryRefusal.malformed("the root authority cannot end itself"))
                : Optional.empty();
    }

    private Optional<RegistryRefusal> accredit(View rows, VerifiedOperation verified) {
        Operation operation = verified.operation();
        Did authority = operation.party().did();
        TrustBody.Accredit body = TrustBody.Accredit.parse(operation.body());
        Optional<RegistryRefusal> refusal = AuthorRules.check(rows, names.origin(), verified,
                head(rows.get(TrustTables.ACCREDITATION_CHAIN, new PairKey(authority, body.issuer()))));
        if (refusal.isPresent()) {
            return refusal;
        }
        TrustFacts facts = new TrustFacts(rows, names.publicUrl());
        if (!facts.isActiveAuthority(authority, Optional.empty())) {
            return Optional.of(RegistryRefusal.forbidden("only an active authority accredits"));
        }
        // Less can be granted to anybody: also to a DID that is deactivated.
        List<Accreditation> before = facts.grant(authority, body.issuer(), Optional.empty())
                .map(Grant::parsed)
                .orElse(List.of());
        return before.containsAll(body.accreditations()) ? Optional.empty() : known(rows, body.issuer());
    }

    /** Authorities and issuers are DIDs whose keys the log or the DID itself tells. */
    private static Optional<RegistryRefusal> known(View rows, Did did) {
        switch (did.method()) {
            case DidKey.NAME -> DidKey.document(did);
            case DidJwk.NAME -> DidJwk.document(did);
            default -> {
                Optional<Head> head = rows.get(DidTables.HEAD, did);
                if (head.isEmpty()) {
                    return Optional.of(RegistryRefusal.notFound("the DID is not in the log: " + did));
                }
                if (head.get().deactivated().isPresent()) {
                    return Optional.of(RegistryRefusal.deactivated("the DID is deactivated: " + did));
                }
            }
        }
        return Optional.empty();
    }
}
