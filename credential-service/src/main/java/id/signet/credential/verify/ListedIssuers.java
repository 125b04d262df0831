package id.signet.credential.verify;

import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustedLists;
import java.util.Collection;
import java.util.List;

/** What the lists of other logs' authorities say today (docs/adr/0037-trusted-lists.md). */
@FunctionalInterface
public interface ListedIssuers {

    /** Nobody's list was taken in. */
    ListedIssuers NONE = (issuer, types, authorities) -> new TrustedLists.Answer.NotListed();

    /**
     * @param types URIs of one type
     * @param authorities whose lists count
     */
    TrustedLists.Answer find(Did issuer, List<String> types, Collection<Did> authorities);
}
