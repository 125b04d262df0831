package id.signet.registry.recognition;

import id.signet.registry.PublicUrl;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.audit.PrivateChange;
import id.signet.registry.did.Did;
import id.signet.registry.did.PersonalData;
import id.signet.registry.issuer.TrustFacts;
import id.signet.registry.issuer.TrustOutcome;
import id.signet.registry.recognition.RecognitionStore.Applicant;
import id.signet.registry.recognition.RecognitionStore.NamedList;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Named lists of issuers (docs/adr/0043-authority-issuers.md). Only the name is a private row. Whoever stands on a list is
 * accredited for its address by an authority, in the log like every accreditation; it is the address of no credential type,
 * so it lets nobody issue anything.
 */
public final class IssuerTypes {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    private final RecognitionStore store;
    private final Grants grants;
    private final TrustFacts facts;
    private final PrivateChange change;
    private final PublicUrl publicUrl;
    private final TenantId operator;
    private final Clock clock;

    public IssuerTypes(RecognitionStore store, Grants grants, TrustFacts facts, PrivateChange change,
            PublicUrl publicUrl,
            TenantId operator, Clock clock) {
        this.store = store;
        this.grants = grants;
        this.facts = facts;
        this.change = change;
        this.publicUrl = publicUrl;
        this.operator = operator;
        this.clock = clock;
    }

    /** @param uri for which members are accredited; a verification policy names it */
    public record IssuerType(String name, String uri, Instant created) {}

    /**
     * Makes a list without members.
     *
     * @param name 1 to 32 ASCII letters, digits, dots, hyphens and underscores, beginning with a letter or digit
     * @return why not
     */
    public Optional<RegistryRefusal> create(Caller caller, String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of(RegistryRefusal.malformed("an issuer type's name has 1 to 32 ASCII letters, digits, '.',"
                    + " '-' and '_', and begins with a letter or a digit"));
        }
        Optional<String> personal = PersonalData.in(publicUrl.issuerType(name));
        if (personal.isPresent()) {
            return Optional.of(RegistryRefusal.malformed("the issuer type's name seems to hold " + personal.get()));
        }
        if (!grants.mayBeGivenBy(caller)) {
            return Optional.of(RegistryRefusal.forbidden("only who has the keys of an active authority makes lists"));
        }
        NamedList list = new NamedList(name, caller.tenant(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return change.make(caller, "issuer-type.create", name, () -> store.add(list)
                ? Optional.empty()
                : Optional.of(RegistryRefusal.conflict("there is an issuer type of this name")));
    }

    /**
     * Ends a list that nobody stands on: its name could come to mean something else.
     *
     * @return why not
     */
    public Optional<RegistryRefusal> remove(Caller caller, String name) {
        Optional<NamedList> found = store.list(name);
        if (found.isEmpty()) {
            return Optional.of(unknown());
        }
        if (!caller.tenant().equals(operator) && !caller.tenant().equals(found.get().tenant())) {
            return Optional.of(RegistryRefusal.forbidden("another tenant made this issuer type"));
        }
        return change.make(caller, "issuer-type.remove", name, () -> {
            if (members(name).findFirst().isPresent()) {
                return Optional.of(RegistryRefusal.conflict("the issuer type has members: they are taken off first"));
            }
            return store.removeList(name) ? Optional.empty() : Optional.of(unknown());
        });
    }

    /**
     * Puts an issuer on the list.
     *
     * @param by one of the authorities whose keys the caller's tenant has; the first of them if none is named
     */
    public TrustOutcome add(Caller caller, String name, Did member, Optional<Did> by) {
        if (store.list(name).isEmpty()) {
            return new TrustOutcome.Refused(unknown());
        }
        String called = facts.issuerName(member)
                .or(() -> store.applicant(member).map(Applicant::name))
                .orElse("Issuer of the type " + name);
        return grants.give(caller, by, member, called, publicUrl.issuerType(name));
    }

    /** Takes an issuer off the list, as far as the caller's authorities put it there. */
    public TrustOutcome take(Caller caller, String name, Did member, Optional<Did> by) {
        return store.list(name).isEmpty()
                ? new TrustOutcome.Refused(unknown())
                : grants.take(caller, by, member, publicUrl.issuerType(name));
    }

    private static RegistryRefusal unknown() {
        return RegistryRefusal.notFound("there is no issuer type of this name");
    }

    public Optional<IssuerType> find(String name) {
        return store.list(name).map(this::shown);
    }

    /** In the order of their names. */
    public List<IssuerType> page(long offset, int limit) {
        return store.lists(offset, limit).stream().map(this::shown).toList();
    }

    private IssuerType shown(NamedList list) {
        return new IssuerType(list.name(), publicUrl.issuerType(list.name()), list.created());
    }

    public long count() {
        return store.lists();
    }

    public boolean isMember(String name, Did did) {
        return store.list(name).isPresent() && grants.holds(did, publicUrl.issuerType(name));
    }

    /** In the order of their DIDs. */
    public List<Did> members(String name, long offset, int limit) {
        return members(name).skip(offset).limit(limit).toList();
    }

    public long size(String name) {
        return members(name).count();
    }

    private Stream<Did> members(String name) {
        String uri = publicUrl.issuerType(name);
        return store.list(name).isEmpty()
                ? Stream.empty()
                : store.accreditedFor(uri).stream().filter(did -> grants.holds(did, uri));
    }
}
