package id.signet.registry.issuer;

import id.signet.ledger.LeafIndex;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.registry.PublicUrl;
import id.signet.registry.Versions;
import id.signet.registry.did.Did;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the rows say about trust, now or as the log stood at a position. Over a batch's view it serves a decision under the
 * head lock; over committed rows, everybody else.
 */
public final class TrustFacts {

    private final View rows;
    private final Pattern ownType;

    public TrustFacts(View rows, PublicUrl publicUrl) {
        this.rows = rows;
        this.ownType = Pattern
                .compile("(" + Pattern.quote(publicUrl.value()) + "/types/[1-9][0-9]{0,17})/[1-9][0-9]{0,17}");
    }

    /**
     * An accreditation with its source.
     *
     * @param since the entry that says it
     */
    public record Granted(Did authority, Accreditation accreditation, LeafIndex since) {}

    /** Names the row that everything about an issuer begins with. */
    public static void prefetch(Prefetch rows, Did issuer) {
        rows.row(TrustTables.ISSUER, issuer);
    }

    /** The authority that signed itself; it alone makes others. */
    public Optional<Did> root() {
        return rows.get(TrustTables.ROOT, RootKey.ONLY).map(Root::authority);
    }

    /** What the authority is called and whether it is active. */
    public Optional<AuthorityVersion> authority(Did authority, Optional<LeafIndex> at) {
        long changes = rows.get(TrustTables.AUTHORITY_HEAD, authority).map(AuthorityHead::changes).orElse(0L);
        return newest(changes, at, number -> rows.get(TrustTables.AUTHORITY_VERSION,
                new AuthorityVersionKey(authority, number)), AuthorityVersion::leafIndex);
    }

    public boolean isActiveAuthority(Did authority, Optional<LeafIndex> at) {
        return authority(authority, at).filter(AuthorityVersion::active).isPresent();
    }

    /** What the authority grants the issuer, whether the authority is active or not. */
    public Optional<Grant> grant(Did authority, Did issuer, Optional<LeafIndex> at) {
        long changes = rows.get(TrustTables.ACCREDITATION_CHAIN, new PairKey(authority, issuer))
                .map(Chain::sequence)
                .orElse(0L);
        return newest(changes, at,
                number -> rows.get(TrustTables.GRANT, new GrantKey(authority, issuer, number)), Grant::leafIndex);
    }

    public Optional<String> issuerName(Did issuer) {
        return rows.get(TrustTables.ISSUER, issuer).map(IssuerRow::name);
    }

    /** Everything active authorities grant the issuer, whatever its period. */
    public List<Granted> accreditations(Did issuer, Optional<LeafIndex> at) {
        List<Granted> all = new ArrayList<>();
        for (Did authority : authorities(issuer)) {
            all.addAll(accreditations(authority, issuer, at));
        }
        return all;
    }

    /**
     * The accreditation by which an issuer may issue, if there is one.
     *
     * @param credentialTypes the URIs of the credential's types; one that is covered is enough
     * @param authorities whose word counts; none: nobody is accredited
     * @param at the position in the log at which it must be granted; absent: the newest
     * @param time the moment that its period must hold
     */
    public Optional<Granted> find(Did issuer, Collection<String> credentialTypes, Collection<Did> authorities,
            Optional<LeafIndex> at, Instant time) {
        return authorities.stream()
                .flatMap(authority -> accreditations(authority, issuer, at).stream())
                .filter(covering(credentialTypes, time))
                .findFirst();
    }

    /** Whether any active authority lets the issuer issue now; which authorities a reader believes is his own matter. */
    public boolean isAccredited(Did issuer, Collection<String> credentialTypes, Instant now) {
        return accreditations(issuer, Optional.empty()).stream().anyMatch(covering(credentialTypes, now));
    }

    private Predicate<Granted> covering(Collection<String> credentialTypes, Instant time) {
        Set<String> covered = new LinkedHashSet<>();
        credentialTypes.forEach(type -> covered.addAll(families(type)));
        return granted -> covered.contains(granted.accreditation().credentialType())
                && granted.accreditation().holdsAt(time);
    }

    /** Whether any active authority grants the DID anything now, or it is one itself. */
    public boolean hasStanding(Did did, Instant now) {
        return isActiveAuthority(did, Optional.empty())
                || accreditations(did, Optional.empty()).stream().anyMatch(one -> one.accreditation().holdsAt(now));
    }

    private List<Granted> accreditations(Did authority, Did issuer, Optional<LeafIndex> at) {
        if (!isActiveAuthority(authority, at)) {
            return List.of();
        }
        return grant(authority, issuer, at)
                .map(grant -> grant.parsed()
                        .stream()
                        .map(accreditation -> new Granted(authority, accreditation, grant.leafIndex()))
                        .toList())
                .orElse(List.of());
    }

    private List<Did> authorities(Did issuer) {
        return rows.get(TrustTables.ISSUER, issuer)
                .map(IssuerRow::authorities)
                .map(text -> Pattern.compile(" ").splitAsStream(text).map(Did::parse).toList())
                .orElse(List.of());
    }

    /** A term of one of our types is covered by the URI of its version and by that of the type over all versions. */
    private List<String> families(String type) {
        List<String> families = new ArrayList<>(List.of(type));
        int hash = type.indexOf('#');
        String plain = hash < 0 ? type : type.substring(0, hash);
        Matcher matcher = ownType.matcher(plain);
        if (matcher.matches()) {
            families.add(plain);
            families.add(matcher.group(1));
        }
        return families;
    }

    /** The last of 1 to {@code count} that was logged at or before the position. */
    private static <V> Optional<V> newest(long count, Optional<LeafIndex> at, LongFunction<Optional<V>> row,
            Function<V, LeafIndex> index) {
        long last = at.isEmpty()
                ? count
                : Versions.last(count,
                        number -> index.apply(row.apply(number).orElseThrow()).compareTo(at.get()) <= 0);
        return last == 0 ? Optional.empty() : row.apply(last);
    }
}
