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
import id.signet.registry.issuer.TrustTables.DelegateRow;
import id.signet.registry.issuer.TrustTables.DelegationRow;
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
import java.util.stream.Stream;

/**
 * What the rows say about trust, now or as the log stood at a position. Over a batch's view it serves a decision under the
 * head lock; over committed rows, everybody else.
 */
public final class TrustFacts {

    private final View rows;
    private final Pattern ownType;

    public TrustFacts(View rows, PublicUrl publicUrl) {
        this.rows = rows;
        this.ownType = Pattern.compile(
                "((" + Pattern.quote(publicUrl.types()) + ")/[1-9][0-9]{0,17})(?:/[1-9][0-9]{0,17})?");
    }

    /**
     * An accreditation with its source.
     *
     * @param since the entry that says it
     * @param version which statement of the authority about the issuer that is
     * @param leave by which the authority accredits
     */
    public record Granted(Did authority, Accreditation accreditation, LeafIndex since, long version, Leave leave) {

        boolean isVouchedForByAnyOf(Collection<Did> trusted) {
            return trusted.contains(authority) || leave.holders().anyMatch(trusted::contains);
        }
    }

    /**
     * By whose leave an authority speaks (docs/adr/0035-delegated-authorities.md).
     *
     * @param top the authority of the root's making
     * @param links from there down to the authority; none: it is the top itself
     */
    public record Leave(Standing top, List<Delegated> links) {

        public Leave {
            links = List.copyOf(links);
        }

        private Leave and(Delegated link) {
            return new Leave(top, Stream.concat(links.stream(), Stream.of(link)).toList());
        }

        private Stream<Did> holders() {
            return Stream.concat(Stream.of(top.authority()), links.stream().map(Delegated::authority));
        }
    }

    /**
     * An active authority of the root's making.
     *
     * @param since the entry that says it
     * @param version which statement about the authority that is
     */
    public record Standing(Did authority, LeafIndex since, long version) {}

    /**
     * A delegation with its source.
     *
     * @param since the entry that says it
     * @param version which statement of the superior about the authority that is
     */
    public record Delegated(Did superior, Did authority, Delegation delegation, LeafIndex since, long version) {}

    private record Numbered<V>(long number, V row) {}

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
        return authorityVersion(authority, at).map(Numbered::row);
    }

    private Optional<Numbered<AuthorityVersion>> authorityVersion(Did authority, Optional<LeafIndex> at) {
        long changes = rows.get(TrustTables.AUTHORITY_HEAD, authority).map(AuthorityHead::changes).orElse(0L);
        return newest(changes, at, number -> rows.get(TrustTables.AUTHORITY_VERSION,
                new AuthorityVersionKey(authority, number)), AuthorityVersion::leafIndex);
    }

    public boolean isActiveAuthority(Did authority, Optional<LeafIndex> at) {
        return standing(authority, at).isPresent();
    }

    private Optional<Standing> standing(Did authority, Optional<LeafIndex> at) {
        return authorityVersion(authority, at).filter(version -> version.row().active())
                .map(version -> new Standing(authority, version.row().leafIndex(), version.number()));
    }

    /** Whether a superior ever delegated something to the DID. */
    public boolean isDelegate(Did did) {
        return rows.get(TrustTables.DELEGATE, did).isPresent();
    }

    /** Whether the DID is an authority now: of the root's making, or by a delegation that stands. */
    public boolean standsNow(Did did, Instant now) {
        return isActiveAuthority(did, Optional.empty()) || !delegations(did, now).isEmpty();
    }

    /** What the DID was last called by a superior. */
    public Optional<String> delegateName(Did did) {
        return rows.get(TrustTables.DELEGATE, did).map(DelegateRow::name);
    }

    /** What the superior leaves to the authority, whether it may or not. */
    public List<Delegation> delegations(Did superior, Did authority, Optional<LeafIndex> at) {
        return delegationList(superior, authority, at).map(list -> list.row().parsed()).orElse(List.of());
    }

    private Optional<Numbered<DelegationRow>> delegationList(Did superior, Did authority, Optional<LeafIndex> at) {
        long changes = rows.get(TrustTables.DELEGATION_CHAIN, new PairKey(superior, authority))
                .map(Chain::sequence)
                .orElse(0L);
        return newest(changes, at,
                number -> rows.get(TrustTables.DELEGATION, new GrantKey(superior, authority, number)),
                DelegationRow::leafIndex);
    }

    /** Every delegation to the DID that stands now. */
    public List<Delegated> delegations(Did authority, Instant now) {
        return superiors(authority).stream()
                .flatMap(superior -> delegated(superior, authority, Optional.empty()))
                .filter(one -> one.delegation().scope().holdsAt(now))
                .filter(one -> leave(one.superior(), one.delegation(), Optional.empty(), scope -> scope.holdsAt(now))
                        .isPresent())
                .toList();
    }

    /** Who ever delegated something to the authority. */
    List<Did> superiors(Did authority) {
        return rows.get(TrustTables.DELEGATE, authority).map(DelegateRow::sources).orElse(List.of());
    }

    private Stream<Delegated> delegated(Did superior, Did authority, Optional<LeafIndex> at) {
        return delegationList(superior, authority, at).stream()
                .flatMap(list -> list.row()
                        .parsed()
                        .stream()
                        .map(one -> new Delegated(superior, authority, one, list.row().leafIndex(), list.number())));
    }

    /** The leave by which the author may grant the right from now on, if it has any. */
    Optional<Leave> leaveToGrant(Did author, Right right, Instant now) {
        return leave(author, right, Optional.empty(),
                scope -> scope.holdsAt(now) && scope.endsNoEarlierThan(right.scope()));
    }

    /** The right as the author may grant it: in its own name, or under the first superior whose leave reaches. */
    <R extends Right> R named(Did author, R right, Function<Did, R> under, Instant now) {
        List<Did> superiors = superiors(author);
        return isActiveAuthority(author, Optional.empty()) || superiors.isEmpty()
                ? right
                : superiors.stream()
                        .map(under)
                        .filter(wish -> leaveToGrant(author, wish, now).isPresent())
                        .findFirst()
                        .orElseGet(() -> under.apply(superiors.getFirst()));
    }

    /** Walks up: each step needs a larger depth than the one before, so that it ends. */
    private Optional<Leave> leave(Did author, Right right, Optional<LeafIndex> at, Predicate<Accreditation> inForce) {
        Optional<Did> superior = right.scope().under();
        if (superior.isEmpty()) {
            return standing(author, at).map(top -> new Leave(top, List.of()));
        }
        List<String> covering = families(right.scope().credentialType());
        return delegated(superior.get(), author, at)
                .filter(link -> link.delegation().depth() >= right.neededDepth())
                .filter(link -> covering.contains(link.delegation().scope().credentialType()))
                .filter(link -> inForce.test(link.delegation().scope()))
                .flatMap(link -> leave(superior.get(), link.delegation(), at, inForce).map(above -> above.and(link))
                        .stream())
                .findFirst();
    }

    /** What the authority grants the issuer, whether the authority is active or not. */
    public Optional<Grant> grant(Did authority, Did issuer, Optional<LeafIndex> at) {
        return statement(authority, issuer, at).map(Numbered::row);
    }

    private Optional<Numbered<Grant>> statement(Did authority, Did issuer, Optional<LeafIndex> at) {
        long changes = rows.get(TrustTables.ACCREDITATION_CHAIN, new PairKey(authority, issuer))
                .map(Chain::sequence)
                .orElse(0L);
        return newest(changes, at,
                number -> rows.get(TrustTables.GRANT, new GrantKey(authority, issuer, number)), Grant::leafIndex);
    }

    public Optional<String> issuerName(Did issuer) {
        return rows.get(TrustTables.ISSUER, issuer).map(IssuerRow::name);
    }

    /**
     * Everything that authorities grant the issuer, whatever its period.
     *
     * @param time the moment at which they have leave to
     */
    public List<Granted> accreditations(Did issuer, Optional<LeafIndex> at, Instant time) {
        return granted(authorities(issuer).stream(), issuer, at, time, any -> true).toList();
    }

    /**
     * The accreditation by which an issuer may issue, if there is one.
     *
     * @param credentialTypes the URIs of the credential's types; one that is covered is enough
     * @param authorities whose word counts, and that of those to whom they delegated; none: nobody is accredited
     * @param at the position in the log at which it must be granted; absent: the newest
     * @param time the moment that its period must hold
     */
    public Optional<Granted> find(Did issuer, Collection<String> credentialTypes, Collection<Did> authorities,
            Optional<LeafIndex> at, Instant time) {
        if (authorities.isEmpty()) {
            return Optional.empty();
        }
        Predicate<Accreditation> covering = covering(credentialTypes, time);
        // The second stream is read only if nobody whom the caller trusts accredited the issuer himself.
        return Stream
                .concat(granted(authorities.stream(), issuer, at, time, covering),
                        Stream.of(issuer)
                                .flatMap(did -> granted(authorities(did).stream().filter(this::isDelegate), did, at,
                                        time,
                                        covering)))
                .filter(one -> one.isVouchedForByAnyOf(authorities))
                .findFirst();
    }

    /** As {@link #find}, whoever says so; which authorities a reader believes is his own matter. */
    public Optional<Granted> findAny(Did issuer, Collection<String> credentialTypes, Optional<LeafIndex> at,
            Instant time) {
        return granted(authorities(issuer).stream(), issuer, at, time, covering(credentialTypes, time)).findFirst();
    }

    /** What authorities say of the type, whether its period holds and whether they may say so or not. */
    List<Accreditation> said(Did issuer, String credentialType, Optional<LeafIndex> at) {
        List<String> covering = families(credentialType);
        return authorities(issuer).stream()
                .flatMap(authority -> grant(authority, issuer, at).stream())
                .flatMap(grant -> grant.parsed().stream())
                .filter(one -> covering.contains(one.credentialType()))
                .toList();
    }

    /** Whether any authority lets the issuer issue now. */
    public boolean isAccredited(Did issuer, Collection<String> credentialTypes, Instant now) {
        return findAny(issuer, credentialTypes, Optional.empty(), now).isPresent();
    }

    private Predicate<Accreditation> covering(Collection<String> credentialTypes, Instant time) {
        Set<String> covered = new LinkedHashSet<>();
        credentialTypes.forEach(type -> covered.addAll(families(type)));
        return accreditation -> covered.contains(accreditation.credentialType()) && accreditation.holdsAt(time);
    }

    /** Whether any authority grants the DID anything now, or it is one itself. */
    public boolean hasStanding(Did did, Instant now) {
        return isActiveAuthority(did, Optional.empty())
                || granted(authorities(did).stream(), did, Optional.empty(), now, one -> one.holdsAt(now)).findFirst()
                        .isPresent()
                || !delegations(did, now).isEmpty();
    }

    private Stream<Granted> granted(Stream<Did> authorities, Did issuer, Optional<LeafIndex> at, Instant time,
            Predicate<Accreditation> wanted) {
        return authorities.flatMap(authority -> statement(authority, issuer, at).stream()
                .flatMap(said -> said.row()
                        .parsed()
                        .stream()
                        .filter(wanted)
                        .flatMap(one -> leave(authority, one, at, scope -> scope.holdsAt(time)).stream()
                                .map(leave -> new Granted(authority, one, said.row().leafIndex(), said.number(),
                                        leave)))));
    }

    /** Who ever granted the issuer something. */
    List<Did> authorities(Did issuer) {
        return rows.get(TrustTables.ISSUER, issuer).map(IssuerRow::sources).orElse(List.of());
    }

    /** A term of one of our types is covered by the URI of its version, by that of the type, and by that of all types. */
    private List<String> families(String type) {
        List<String> families = new ArrayList<>(List.of(type));
        int hash = type.indexOf('#');
        String plain = hash < 0 ? type : type.substring(0, hash);
        Matcher matcher = ownType.matcher(plain);
        if (matcher.matches()) {
            families.add(plain);
            families.add(matcher.group(1));
            families.add(matcher.group(2));
        }
        return families;
    }

    /** The last of 1 to {@code count} that was logged at or before the position. */
    private static <V> Optional<Numbered<V>> newest(long count, Optional<LeafIndex> at, LongFunction<Optional<V>> row,
            Function<V, LeafIndex> index) {
        long last = at.isEmpty()
                ? count
                : Versions.last(count,
                        number -> index.apply(row.apply(number).orElseThrow()).compareTo(at.get()) <= 0);
        return last == 0 ? Optional.empty() : row.apply(last).map(found -> new Numbered<>(last, found));
    }
}
