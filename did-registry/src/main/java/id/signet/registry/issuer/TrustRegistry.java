package id.signet.registry.issuer;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.Ledger;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Outcome;
import id.signet.ledger.Receipt;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.Turns;
import id.signet.registry.audit.Caller;
import id.signet.registry.author.AuthorCommand;
import id.signet.registry.author.Authors;
import id.signet.registry.author.Authors.Author;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustFacts.Delegated;
import id.signet.registry.issuer.TrustFacts.Granted;
import id.signet.registry.issuer.TrustTables.AuthorityChainKey;
import id.signet.registry.issuer.TrustTables.AuthorityVersion;
import id.signet.registry.issuer.TrustTables.Chain;
import id.signet.registry.issuer.TrustTables.Grant;
import id.signet.registry.issuer.TrustTables.PairKey;
import id.signet.registry.operation.Operation;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** Who may issue what, by whose word, now and at any place in the log. */
public final class TrustRegistry {

    private final RegistryNames names;
    private final Ledger ledger;
    private final View rows;
    private final TrustFacts facts;
    private final TrustHistory history;
    private final TrustRules rules;
    private final Authors authors;
    private final Clock clock;
    private final Turns turns = new Turns();

    public TrustRegistry(RegistryNames names, Ledger ledger, View rows, Authors authors, Clock clock) {
        this.names = names;
        this.ledger = ledger;
        this.rows = rows;
        this.facts = new TrustFacts(rows, names.publicUrl());
        this.history = new TrustHistory(rows, facts, ledger);
        this.rules = new TrustRules(names);
        this.authors = authors;
        this.clock = clock;
    }

    /**
     * An authority as the registry knows it.
     *
     * @param active of the root's making and not ended, or with a delegation that stands
     * @param since the entry that says that it is of the root's making, or no longer
     */
    public record Authority(Did did, String name, boolean active, boolean root, List<Delegated> delegations,
            Optional<LeafIndex> since) {}

    /** An issuer as the registry knows it. */
    public record Issuer(Did did, String name, List<Granted> accreditations) {}

    /** What the committed rows say. */
    public TrustFacts facts() {
        return facts;
    }

    /** What was said, statement by statement. */
    public TrustHistory history() {
        return history;
    }

    public Optional<Did> rootAuthority() {
        return facts.root();
    }

    /** An issuer that was ever accredited, with what active authorities grant it now. */
    public Optional<Issuer> issuer(Did did) {
        return facts.issuerName(did)
                .map(name -> new Issuer(did, name, facts.accreditations(did, Optional.empty(), clock.instant())));
    }

    /** An authority that the root ever made or to which one ever delegated. */
    public Optional<Authority> authority(Did did) {
        Optional<AuthorityVersion> made = facts.authority(did, Optional.empty());
        List<Delegated> delegations = facts.delegations(did, clock.instant());
        boolean active = made.filter(AuthorityVersion::active).isPresent();
        return made.map(AuthorityVersion::name)
                .filter(name -> active || !facts.isDelegate(did))
                .or(() -> facts.delegateName(did))
                .map(name -> new Authority(did, name, active || !delegations.isEmpty(),
                        facts.root().filter(did::equals).isPresent(), delegations,
                        made.map(AuthorityVersion::leafIndex)));
    }

    /** Why an issuer is not accredited for a type: the farthest that anybody's word for it came. */
    public enum Reason {
        /** No list that stood there has the type, or one that covers it. */
        NOT_GRANTED("not-granted"),
        /** It is granted, for another time. */
        OUTSIDE_PERIOD("outside-period"),
        /** It is granted by an authority that is ended, or whose superiors' leave does not reach so far. */
        AUTHORITY_WITHOUT_LEAVE("authority-without-leave");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** Why {@link #findAny} finds nothing for the type, at a place that the log has reached. */
    public Reason whyNot(Did issuer, String credentialType, Optional<LeafIndex> at) {
        List<Accreditation> said = facts.said(issuer, credentialType, at);
        if (said.isEmpty()) {
            return Reason.NOT_GRANTED;
        }
        return moment(at).filter(time -> said.stream().anyMatch(one -> one.holdsAt(time))).isPresent()
                ? Reason.AUTHORITY_WITHOUT_LEAVE
                : Reason.OUTSIDE_PERIOD;
    }

    /** As {@link TrustFacts#findAny}; the moment is that of the entry at the position, or now. */
    public Optional<Granted> findAny(Did issuer, Collection<String> credentialTypes, Optional<LeafIndex> at) {
        return moment(at).flatMap(time -> facts.findAny(issuer, credentialTypes, at, time));
    }

    /** As {@link TrustFacts#find}; the moment is that of the entry at the position, or now. */
    public Optional<Granted> find(Did issuer, Collection<String> credentialTypes, Collection<Did> authorities,
            Optional<LeafIndex> at) {
        return moment(at).flatMap(time -> facts.find(issuer, credentialTypes, authorities, at, time));
    }

    /** Empty at a place that the log has not reached. */
    private Optional<Instant> moment(Optional<LeafIndex> at) {
        return at.isEmpty() ? Optional.of(clock.instant()) : at.flatMap(ledger::entry).map(LedgerEntry::loggedAt);
    }

    /**
     * The first authority of a log signs itself; after that the root signs for every other. What is so already is not said
     * again: the receipt is then that of the entry that said it.
     */
    public TrustOutcome registerAuthority(Caller caller, Did authority, String name, boolean active) {
        Did signer = facts.root().orElse(authority);
        Optional<Receipt> already = facts.authority(authority, Optional.empty())
                .filter(known -> known.name().equals(name) && known.active() == active)
                .flatMap(known -> ledger.receipt(known.leafIndex()));
        if (already.isPresent() && authors.find(caller, Optional.of(signer)) instanceof Authors.Answer.Found) {
            return caller.alreadyDone(rows, clock.instant())
                    .<TrustOutcome>map(TrustOutcome.Refused::new)
                    .orElseGet(() -> new TrustOutcome.Done(already.get()));
        }
        return signed(caller, signer, authority.toString(), TrustProjection.AUTHORITY,
                () -> rows.get(TrustTables.AUTHORITY_CHAIN, new AuthorityChainKey(authority, signer)),
                () -> new TrustBody.Authority(authority, name, active).toJson());
    }

    /**
     * Adds accreditations to what the authority grants the issuer; one for a type that is granted already replaces it. An
     * authority that is not of the root's making grants each under the first superior whose leave reaches.
     *
     * @param authority whose keys the caller's tenant has; the caller is refused otherwise
     * @param issuer a DID of this log, a did:key or a did:jwk
     */
    public TrustOutcome accredit(Caller caller, Did authority, Did issuer, String name,
            List<Accreditation> accreditations) {
        return change(caller, authority, issuer, Optional.of(name), before -> {
            accreditations.forEach(one -> before.put(one.credentialType(), one));
            return before;
        });
    }

    /**
     * Adds delegations to what the superior leaves to the authority; one for a type that is left already replaces it.
     *
     * @param superior whose keys the caller's tenant has; the caller is refused otherwise
     * @param authority a DID of this log, a did:key or a did:jwk
     */
    public TrustOutcome delegate(Caller caller, Did superior, Did authority, String name,
            List<Delegation> delegations) {
        return changeDelegations(caller, superior, authority, Optional.of(name), before -> {
            delegations.forEach(one -> before.put(one.scope().credentialType(), one));
            return before;
        });
    }

    /** Ends delegations from here on, and with them what stands on them; what was logged before stays. */
    public TrustOutcome withdrawDelegations(Caller caller, Did superior, Did authority,
            Collection<String> credentialTypes) {
        Optional<RegistryRefusal> refusal = caller.alreadyDone(rows, clock.instant())
                .or(() -> facts.delegations(superior, authority, Optional.empty())
                        .stream()
                        .anyMatch(one -> credentialTypes.contains(one.scope().credentialType()))
                                ? Optional.empty()
                                : Optional.of(RegistryRefusal
                                        .notFound("the superior leaves none of these types to the authority")));
        if (refusal.isPresent()) {
            return new TrustOutcome.Refused(refusal.get());
        }
        return changeDelegations(caller, superior, authority, Optional.empty(), before -> {
            before.keySet().removeAll(credentialTypes);
            return before;
        });
    }

    private TrustOutcome changeDelegations(Caller caller, Did superior, Did authority, Optional<String> name,
            UnaryOperator<Map<String, Delegation>> change) {
        return signed(caller, superior, authority.toString(), TrustProjection.DELEGATE,
                () -> rows.get(TrustTables.DELEGATION_CHAIN, new PairKey(superior, authority)), () -> {
                    List<Delegation> before = facts.delegations(superior, authority, Optional.empty());
                    Map<String, Delegation> changed = new LinkedHashMap<>();
                    before.forEach(one -> changed.put(one.scope().credentialType(), one));
                    List<Delegation> after = change.apply(changed)
                            .values()
                            .stream()
                            .map(one -> before.contains(one)
                                    ? one
                                    : facts.named(superior, one, one::under, clock.instant()))
                            .toList();
                    return new TrustBody.Delegate(authority,
                            name.or(() -> facts.delegateName(authority)).orElseThrow(), after).toJson();
                });
    }

    /** Ends accreditations from here on; what was issued before stays judged by what held then. */
    public TrustOutcome withdraw(Caller caller, Did authority, Did issuer, Collection<String> credentialTypes) {
        Optional<RegistryRefusal> refusal = caller.alreadyDone(rows, clock.instant())
                .or(() -> granted(authority, issuer).stream()
                        .anyMatch(one -> credentialTypes.contains(one.credentialType()))
                                ? Optional.empty()
                                : Optional.of(RegistryRefusal
                                        .notFound("the authority grants the issuer none of these types")));
        if (refusal.isPresent()) {
            return new TrustOutcome.Refused(refusal.get());
        }
        return change(caller, authority, issuer, Optional.empty(), before -> {
            before.keySet().removeAll(credentialTypes);
            return before;
        });
    }

    private TrustOutcome change(Caller caller, Did authority, Did issuer, Optional<String> name,
            UnaryOperator<Map<String, Accreditation>> change) {
        return signed(caller, authority, issuer.toString(), TrustProjection.ACCREDIT,
                () -> rows.get(TrustTables.ACCREDITATION_CHAIN, new PairKey(authority, issuer)), () -> {
                    List<Accreditation> before = granted(authority, issuer);
                    Map<String, Accreditation> changed = new LinkedHashMap<>();
                    before.forEach(one -> changed.put(one.credentialType(), one));
                    String issuerName = name
                            .or(() -> facts.grant(authority, issuer, Optional.empty()).map(Grant::name))
                            .orElseThrow(() -> new MalformedInput("the authority grants the issuer nothing"));
                    List<Accreditation> after = change.apply(changed)
                            .values()
                            .stream()
                            .map(one -> before.contains(one)
                                    ? one
                                    : facts.named(authority, one, one::under, clock.instant()))
                            .toList();
                    return new TrustBody.Accredit(issuer, issuerName, after).toJson();
                });
    }

    private List<Accreditation> granted(Did authority, Did issuer) {
        return facts.grant(authority, issuer, Optional.empty())
                .map(Grant::parsed)
                .orElse(List.of());
    }

    private TrustOutcome signed(Caller caller, Did signer, String subject, String type,
            Supplier<Optional<Chain>> chain, Supplier<ObjectNode> body) {
        return switch (authors.find(caller, Optional.of(signer))) {
            case Authors.Answer.Refused(RegistryRefusal refusal) -> new TrustOutcome.Refused(refusal);
            case Authors.Answer.Found(Author author) -> turns.take(author.did() + subject,
                    () -> submit(caller, author, subject, type, chain, body));
        };
    }

    private TrustOutcome submit(Caller caller, Author author, String subject, String type,
            Supplier<Optional<Chain>> chain, Supplier<ObjectNode> body) {
        try {
            Outcome outcome = AuthorCommand.submit(ledger, () -> {
                Optional<Chain> head = chain.get();
                Operation operation = new Operation(type, names.origin(), new Operation.Party.Author(author.did()),
                        head.map(Chain::sequence).orElse(0L) + 1, head.map(Chain::operationHash), body.get());
                return new AuthorCommand(caller, author.sign(operation), subject, rules);
            });
            return switch (outcome) {
                case Outcome.Appended appended -> new TrustOutcome.Done(appended.receipt());
                case Outcome.Refused refused -> new TrustOutcome.Refused(RegistryRefusal.of(refused.refusal()));
            };
        } catch (MalformedInput e) {
            return new TrustOutcome.Refused(RegistryRefusal.malformed(e.getMessage()));
        }
    }
}
