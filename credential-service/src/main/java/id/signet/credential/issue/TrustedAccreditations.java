package id.signet.credential.issue;

import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.registry.PublicUrl;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustFacts;
import id.signet.registry.issuer.TrustFacts.Granted;
import id.signet.registry.issuer.TrustTables;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Accreditations of this log's trust registry, by any authority that is active in it. Which authorities a reader believes
 * is his own policy's matter.
 */
public final class TrustedAccreditations implements IssuerAccreditations {

    private final View rows;
    private final PublicUrl publicUrl;

    /** @param rows the rows as they are committed */
    public TrustedAccreditations(View rows, PublicUrl publicUrl) {
        this.rows = rows;
        this.publicUrl = publicUrl;
    }

    @Override
    public boolean covers(String issuer, List<String> typeUris, Instant at) {
        return covers(rows, issuer, typeUris, at);
    }

    @Override
    public void prefetch(Prefetch wanted, String issuer, List<String> typeUris) {
        wanted.row(TrustTables.ISSUER, Did.parse(issuer));
    }

    @Override
    public boolean covers(View view, String issuer, List<String> typeUris, Instant at) {
        var facts = new TrustFacts(view, publicUrl);
        var did = Did.parse(issuer);
        var authorities = facts.accreditations(did, Optional.empty())
                .stream()
                .map(Granted::authority)
                .distinct()
                .toList();
        return facts.find(did, typeUris, authorities, Optional.empty(), at).isPresent();
    }
}
