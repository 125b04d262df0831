package id.signet.credential.verify;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.LeafIndex;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustFacts.Granted;
import id.signet.registry.issuer.TrustRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Accreditations as the trust registry of this log has them. */
public final class RegistryAccreditations implements Accreditations {

    private final TrustRegistry trust;

    public RegistryAccreditations(TrustRegistry trust) {
        this.trust = trust;
    }

    @Override
    public Optional<Accreditation> find(String issuer, List<String> types, Set<String> authorities,
            Optional<LeafIndex> at) {
        return did(issuer)
                .flatMap(did -> trust.find(did, types, dids(authorities), at).map(found -> accreditation(did, found)));
    }

    /** As {@link #find}, by whosever word. */
    public Optional<Accreditation> findAny(Did issuer, List<String> types, Optional<LeafIndex> at) {
        return trust.findAny(issuer, types, at).map(found -> accreditation(issuer, found));
    }

    private static Accreditation accreditation(Did issuer, Granted found) {
        return new Accreditation(found.authority().toString(), found.accreditation().credentialType(), found.since(),
                links(issuer, found));
    }

    private static List<Link> links(Did issuer, Granted found) {
        var links = new ArrayList<Link>();
        var top = found.leave().top();
        links.add(new Link(Optional.empty(), top.authority().toString(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), top.since(), top.version()));
        for (var one : found.leave().links()) {
            links.add(link(one.superior(), one.authority(), one.delegation().scope(),
                    Optional.of((long) one.delegation().depth()), one.since(), one.version()));
        }
        links.add(link(found.authority(), issuer, found.accreditation(), Optional.empty(), found.since(),
                found.version()));
        return links;
    }

    private static Link link(Did by, Did about, id.signet.registry.issuer.Accreditation scope, Optional<Long> depth,
            LeafIndex leaf, long version) {
        return new Link(Optional.of(by.toString()), about.toString(), Optional.of(scope.credentialType()), depth,
                scope.validFrom(), scope.validUntil(), leaf, version);
    }

    /** An authority that is no DID of this log vouches for nobody here. */
    private static List<Did> dids(Collection<String> texts) {
        return texts.stream().flatMap(text -> did(text).stream()).toList();
    }

    private static Optional<Did> did(String text) {
        try {
            return Optional.of(Did.parse(text));
        } catch (MalformedInput e) {
            return Optional.empty();
        }
    }
}
