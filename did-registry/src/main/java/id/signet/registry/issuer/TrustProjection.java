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
import id.signet.registry.issuer.TrustTables.DelegateRow;
import id.signet.registry.issuer.TrustTables.DelegationRow;
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
import tools.jackson.databind.node.ArrayNode;

/** Turns trust operations into rows. It trusts the entry: {@link TrustRules} judged it before it was logged. */
public final class TrustProjection implements Projection {

    public static final String AUTHORITY = "trust.authority";
    public static final String ACCREDIT = "trust.accredit";

    public static final String DELEGATE = "trust.delegate";

    @Override
    public Set<String> types() {
        return Set.of(AUTHORITY, ACCREDIT, DELEGATE);
    }

    @Override
    public void apply(LedgerEntry entry, Changes rows) {
        SignedOperation operation = SignedOperation.parse(entry.type(), entry.body());
        switch (entry.type()) {
            case AUTHORITY -> authority(entry, operation, rows);
            case DELEGATE -> delegate(entry, operation, rows);
            default -> accredit(entry, operation, rows);
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
                new Grant(body.name(), text(Accreditation.toJson(body.accreditations())), entry.index(),
                        entry.loggedAt()));
        Optional<String> before = rows.get(TrustTables.ISSUER, body.issuer()).map(IssuerRow::authorities);
        rows.put(TrustTables.ISSUER, body.issuer(), new IssuerRow(body.name(), with(before, authority)));
    }

    private static void delegate(LedgerEntry entry, SignedOperation operation, Changes rows) {
        TrustBody.Delegate body = TrustBody.Delegate.parse(operation.operation().body());
        Did superior = operation.operation().party().did();
        rows.put(TrustTables.DELEGATION_CHAIN, new PairKey(superior, body.authority()), chain(operation));
        rows.put(TrustTables.DELEGATION, new GrantKey(superior, body.authority(), operation.operation().sequence()),
                new DelegationRow(body.name(), text(Delegation.toJson(body.delegations())), entry.index(),
                        entry.loggedAt()));
        Optional<String> before = rows.get(TrustTables.DELEGATE, body.authority()).map(DelegateRow::superiors);
        rows.put(TrustTables.DELEGATE, body.authority(), new DelegateRow(body.name(), with(before, superior)));
    }

    private static String text(ArrayNode json) {
        return new String(Jcs.canonicalize(json), StandardCharsets.UTF_8);
    }

    /** The DIDs with one more, unless it is there. */
    private static String with(Optional<String> before, Did did) {
        return before.map(dids -> List.of(dids.split(" ", -1)).contains(did.toString()) ? dids : dids + " " + did)
                .orElse(did.toString());
    }
}
