package id.signet.credential.verify;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.LeafIndex;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustRegistry;
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
        return did(issuer).flatMap(did -> trust.find(did, types, dids(authorities), at))
                .map(found -> new Accreditation(found.authority().toString(), found.accreditation().credentialType(),
                        found.since()));
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
