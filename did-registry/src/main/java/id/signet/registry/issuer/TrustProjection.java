package id.signet.registry.issuer;

import id.signet.crypto.json.Jcs;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Projection;
import id.signet.ledger.state.Changes;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustTables.AuthorityChainKey;
import id.signet.registry.issuer.TrustTables.AuthorityHead;
import id.signet.registry.issuer.TrustTables.AuthorityVersion;
import id.signet.registry.issuer.TrustTables.AuthorityVersionKey;
import id.signet.registry.issuer.TrustTables.Chain;
import id.signet.registry.issuer.TrustTables.Grant;
import id.signet.registry.issuer.TrustTables.GrantKey;
import id.signet.registry.issuer.TrustTables.IssuerRow;
import id.signet.registry.issuer.TrustTables.PairKey;
import id.signet.registry.issuer.TrustTables.Root;
import id.signet.registry.issuer.TrustTables.RootKey;
import id.signet.registry.operation.SignedOperation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns trust operations into rows. It trusts the entry: {@link TrustRules} judged it before it was logged. */
public final class TrustProjection implements Projection {

    public static final String AUTHORITY = "trust.authority";
    public static final String ACCREDIT = "trust.accredit";

    @Override
    public Set<String> types() {
        return Set.of(AUTHORITY, ACCREDIT);
    }

    @Override
    public void apply(LedgerEntry entry, Changes rows) {
        SignedOperation operation = SignedOperation.parse(entry.type(), entry.body());
        if (entry.type().equals(AUTHORITY)) {
            authority(entry, operation, rows);
        } else {
            accredit(entry, operation, rows);
        }
    }

    private static Chain chain(SignedOperation operation) {
        return new Chain(operation.operation().sequence(), operation.hash());
    }

    private static void authority(LedgerEntry entry, SignedOperation operation, Changes rows) {
        TrustBody.Authority body = TrustBody.Authority.parse(operation.operation().body());
        Did author = operation.operation().party().did();
        rows.put(TrustTables.AUTHORITY_CHAIN, new AuthorityChainKey(body.authority(), author), chain(operation));
        long change = rows.get(TrustTables.AUTHORITY_HEAD, body.authority()).map(AuthorityHead::changes).orElse(0L) + 1;
        rows.put(TrustTables.AUTHORITY_HEAD, body.authority(), new AuthorityHead(change));
        rows.put(TrustTables.AUTHORITY_VERSION, new AuthorityVersionKey(body.authority(), change),
                new AuthorityVersion(body.name(), body.active(), entry.index(), entry.loggedAt()));
        if (rows.get(TrustTables.ROOT, RootKey.ONLY).isEmpty()) {
            rows.put(TrustTables.ROOT, RootKey.ONLY, new Root(body.authority()));
        }
    }

    private static void accredit(LedgerEntry entry, SignedOperation operation, Changes rows) {
        TrustBody.Accredit body = TrustBody.Accredit.parse(operation.operation().body());
        Did authority = operation.operation().party().did();
        rows.put(TrustTables.ACCREDITATION_CHAIN, new PairKey(authority, body.issuer()), chain(operation));
        rows.put(TrustTables.GRANT, new GrantKey(authority, body.issuer(), operation.operation().sequence()),
                new Grant(body.name(),
                        new String(Jcs.canonicalize(Accreditation.toJson(body.accreditations())),
                                StandardCharsets.UTF_8),
                        entry.index(), entry.loggedAt()));
        Optional<IssuerRow> issuer = rows.get(TrustTables.ISSUER, body.issuer());
        String authorities = issuer.map(IssuerRow::authorities).orElse(authority.toString());
        if (!List.of(authorities.split(" ", -1)).contains(authority.toString())) {
            authorities = authorities + " " + authority;
        }
        rows.put(TrustTables.ISSUER, body.issuer(), new IssuerRow(body.name(), authorities));
    }
}
