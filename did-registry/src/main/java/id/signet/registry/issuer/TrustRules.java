package id.signet.registry.issuer;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.author.AuthorRules.ChainHead;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustTables.AuthorityChainKey;
import id.signet.registry.issuer.TrustTables.Chain;
import id.signet.registry.issuer.TrustTables.PairKey;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.VerifiedOperation;
import java.util.Optional;

/**
 * Whether a trust operation may be logged. The first authority of a log signs itself and is its root; only the root makes
 * or ends others; only an active authority accredits.
 */
public final class TrustRules {

    private final RegistryNames names;

    public TrustRules(RegistryNames names) {
        this.names = names;
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
        return body.authority().equals(root) && !body.active()
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
        return new TrustFacts(rows, names.publicUrl()).isActiveAuthority(authority, Optional.empty())
                ? Optional.empty()
                : Optional.of(RegistryRefusal.forbidden("only an active authority accredits"));
    }
}
