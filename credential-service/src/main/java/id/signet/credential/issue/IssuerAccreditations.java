package id.signet.credential.issue;

import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import java.time.Instant;
import java.util.List;

/** Whether an authority that this service trusts lets an issuer issue a type. */
public interface IssuerAccreditations {

    /** Whether a trusted authority accredited the issuer for one of the types, at this time. */
    boolean covers(String issuer, List<String> typeUris, Instant at);

    /** Names the rows that the other {@code covers} reads. */
    void prefetch(Prefetch rows, String issuer, List<String> typeUris);

    /** The same, under the head lock. */
    boolean covers(View view, String issuer, List<String> typeUris, Instant at);
}
