package id.signet.registry.issuer;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.RecentlyUsed;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.state.Table;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.audit.PrivateChange;
import id.signet.registry.author.Authors;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustFacts.Granted;
import id.signet.registry.issuer.TrustTables.AuthorityVersion;
import id.signet.registry.issuer.TrustTables.Chain;
import id.signet.registry.issuer.TrustTables.DelegationRow;
import id.signet.registry.issuer.TrustTables.Grant;
import id.signet.registry.issuer.TrustTables.GrantKey;
import id.signet.registry.issuer.TrustTables.PairKey;
import id.signet.registry.issuer.TrustedListStore.Imported;
import id.signet.registry.issuer.TrustedListStore.Signed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The lists of this log's authorities, as they go out, and those of others, as they came in. */
public final class TrustedLists {

    private final View rows;
    private final TrustFacts facts;
    private final Authors authors;
    private final TrustedListStore store;
    private final PrivateChange change;
    private final Clock clock;
    private final RecentlyUsed<Imported, TrustedList> read = new RecentlyUsed<>(64);

    public TrustedLists(View rows, TrustFacts facts, Authors authors, TrustedListStore store, PrivateChange change,
            Clock clock) {
        this.rows = rows;
        this.facts = facts;
        this.authors = authors;
        this.store = store;
        this.change = change;
        this.clock = clock;
    }

    // --- out ---------------------------------------------------------------------------------------------------------

    /** What became of the wish to publish. */
    public sealed interface Publication {

        record Done(Signed list) implements Publication {}

        record Refused(RegistryRefusal refusal) implements Publication {}
    }

    /**
     * Signs the authority's list as the log stands now, and serves it from here on.
     *
     * @param authority whose key the caller's tenant has
     * @param lifetime how long it may be relied on
     */
    public Publication publish(Caller caller, Did authority, Duration lifetime) {
        return switch (authors.find(caller, Optional.of(authority))) {
            case Authors.Answer.Refused(RegistryRefusal refusal) -> new Publication.Refused(refusal);
            case Authors.Answer.Found(Authors.Author author) -> {
                Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
                if (!facts.standsNow(authority, now)) {
                    yield new Publication.Refused(RegistryRefusal.forbidden("only an active authority has a list"));
                }
                TrustedList list = list(authority, now, now.plus(lifetime));
                Signed signed = new Signed(authority, list.sequence(), list.issued(), list.nextUpdate(),
                        list.sign(author.method(), author.key()));
                yield change.make(caller, "trusted-list.publish", authority.toString(), () -> {
                    store.publish(signed);
                    return Optional.empty();
                }).<Publication>map(Publication.Refused::new).orElseGet(() -> new Publication.Done(signed));
            }
        };
    }

    public Optional<Signed> published(Did authority) {
        return store.published(authority);
    }

    private TrustedList list(Did authority, Instant issued, Instant nextUpdate) {
        List<Did> speaking = speaking(authority);
        var entities = new TreeMap<String, TrustedList.Entity>();
        long newest = facts.authority(authority, Optional.empty())
                .map(AuthorityVersion::leafIndex)
                .map(LeafIndex::value)
                .orElse(0L);
        for (Did superior : speaking) {
            for (Did below : speaking) {
                newest = Math.max(newest, newest(TrustTables.DELEGATION_CHAIN, superior, below));
            }
        }
        for (Did speaker : speaking) {
            for (Did issuer : store.issuersOf(speaker)) {
                newest = Math.max(newest, newest(TrustTables.ACCREDITATION_CHAIN, speaker, issuer));
                if (!entities.containsKey(issuer.toString())) {
                    entity(issuer, authority, issued).ifPresent(one -> entities.put(issuer.toString(), one));
                }
            }
        }
        String name = facts.authority(authority, Optional.empty())
                .map(AuthorityVersion::name)
                .or(() -> facts.delegateName(authority))
                .orElse(authority.toString());
        return new TrustedList(authority, name, newest + 1, issued, nextUpdate, List.copyOf(entities.values()));
    }

    /** The leaf of the newest statement of the one about the other; 0 if there is none. */
    private long newest(Table<PairKey, Chain> chains, Did by, Did about) {
        long said = rows.get(chains, new PairKey(by, about)).map(Chain::sequence).orElse(0L);
        GrantKey key = new GrantKey(by, about, said);
        Optional<LeafIndex> leaf = chains.equals(TrustTables.DELEGATION_CHAIN)
                ? rows.get(TrustTables.DELEGATION, key).map(DelegationRow::leafIndex)
                : rows.get(TrustTables.GRANT, key).map(Grant::leafIndex);
        return leaf.map(LeafIndex::value).orElse(0L);
    }

    private Optional<TrustedList.Entity> entity(Did issuer, Did authority, Instant now) {
        List<TrustedList.Service> services = new ArrayList<>();
        for (Granted granted : facts.accreditations(issuer, Optional.empty(), now)) {
            if (granted.isVouchedForByAnyOf(List.of(authority))) {
                Accreditation accreditation = granted.accreditation();
                services.add(new TrustedList.Service(accreditation.credentialType(), granted.authority(),
                        accreditation.validFrom(), accreditation.validUntil()));
            }
        }
        return services.isEmpty()
                ? Optional.empty()
                : Optional.of(new TrustedList.Entity(issuer, facts.issuerName(issuer).orElse(issuer.toString()),
                        services));
    }

    /** The authority, and all to whom it or one of them ever left something. */
    private List<Did> speaking(Did authority) {
        Set<Did> found = new LinkedHashSet<>(List.of(authority));
        Deque<Did> unread = new ArrayDeque<>(found);
        while (!unread.isEmpty()) {
            store.delegatesOf(unread.remove()).stream().filter(found::add).forEach(unread::add);
        }
        return List.copyOf(found);
    }

    // --- in ----------------------------------------------------------------------------------------------------------

    /**
     * Takes in the list of another log's authority, or a newer one in its place.
     *
     * @param signer the key that must have signed it, and every later one unless another is pinned
     * @return why not
     * @throws MalformedInput if it is no list, or not this authority's or this key's
     */
    public Optional<RegistryRefusal> take(Caller caller, Did authority, PublicKey signer, String signed) {
        TrustedList list = TrustedList.verify(signed, signer);
        if (!list.authority().equals(authority)) {
            throw new MalformedInput("the trusted list is of another authority");
        }
        if (!clock.instant().isBefore(list.nextUpdate())) {
            throw new MalformedInput("the trusted list is out of date since " + list.nextUpdate());
        }
        if (facts.authority(authority, Optional.empty()).isPresent()) {
            return Optional.of(RegistryRefusal.conflict("the authority is one of this log"));
        }
        Imported imported = new Imported(authority, Multikey.encode(signer), list.sequence(), list.issued(),
                list.nextUpdate(), Optional.of(signed));
        return change.make(caller, "trusted-list.take", authority.toString(), () -> store.put(imported)
                ? Optional.empty()
                : Optional.of(RegistryRefusal.conflict("a newer list of this authority was seen")));
    }

    /** Its number is kept, so that an older list never counts again. */
    public Optional<RegistryRefusal> remove(Caller caller, Did authority) {
        return change.make(caller, "trusted-list.remove", authority.toString(), () -> {
            Optional<Imported> known = store.imported(authority).filter(one -> one.list().isPresent());
            known.ifPresent(one -> store.put(new Imported(authority, one.signer(), one.sequence(), one.issued(),
                    one.nextUpdate(), Optional.empty())));
            return known.isPresent()
                    ? Optional.empty()
                    : Optional.of(RegistryRefusal.notFound("no list of this authority was taken in"));
        });
    }

    public List<Imported> all() {
        return store.imported();
    }

    /** What the lists of these authorities say of an issuer, today. */
    public sealed interface Answer {

        record Listed(TrustedList list, TrustedList.Service service) implements Answer {}

        /** The list that could have said it is out of date. */
        record OutOfDate(Did authority, Instant since) implements Answer {}

        record NotListed() implements Answer {}
    }

    /** @param authorities whose lists count */
    public Answer find(Did issuer, List<String> types, Collection<Did> authorities) {
        Instant now = clock.instant();
        Answer answer = new Answer.NotListed();
        for (Did authority : authorities) {
            Optional<Imported> found = store.imported(authority).filter(one -> one.list().isPresent());
            if (found.isPresent() && !now.isBefore(found.get().nextUpdate())) {
                answer = new Answer.OutOfDate(authority, found.get().nextUpdate());
            } else if (found.isPresent()) {
                TrustedList list = read(found.get());
                Optional<TrustedList.Service> service = list.find(issuer, types, now);
                if (service.isPresent()) {
                    return new Answer.Listed(list, service.get());
                }
            }
        }
        return answer;
    }

    private TrustedList read(Imported row) {
        TrustedList known = read.get(row);
        if (known == null) {
            known = TrustedList.verify(row.list().orElseThrow(), Multikey.decode(row.signer()));
            read.put(row, known);
        }
        return Objects.requireNonNull(known);
    }
}
