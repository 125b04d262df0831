package id.signet.registry.recognition;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.audit.PrivateChange;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.did.Did;
import id.signet.registry.did.PersonalData;
import id.signet.registry.did.hosting.HostedKeys;
import id.signet.registry.issuer.TrustOutcome;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.recognition.RecognitionStore.Applicant;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Organisations that ask to be known as issuers (docs/adr/0043-authority-issuers.md). Whoever has the keys of a DID may
 * register it under a name, which gives it nothing. An authority <em>recognizes</em> it: an accreditation for every numbered
 * type of this log, with the history, the delegations and the evidence of any other.
 */
public final class AuthorityIssuers {

    /** Characters of a name: what WeIdentity's contract holds. */
    public static final int MAX_NAME = 32;

    private static final int MAX_DESCRIPTION = 200;

    private final RecognitionStore store;
    private final Grants grants;
    private final HostedKeys keys;
    private final View rows;
    private final PrivateChange change;
    private final String origin;
    private final String types;
    private final TenantId operator;
    private final Clock clock;

    public AuthorityIssuers(RecognitionStore store, Grants grants, HostedKeys keys, View rows, PrivateChange change,
            RegistryNames names, TenantId operator, Clock clock) {
        this.store = store;
        this.grants = grants;
        this.keys = keys;
        this.rows = rows;
        this.change = change;
        this.origin = names.origin();
        this.types = names.publicUrl().types();
        this.operator = operator;
        this.clock = clock;
    }

    /** @param recognized whether an active authority's word says so now */
    public record AuthorityIssuer(Did did, String name, String description, Instant created, boolean recognized) {}

    /**
     * Gives a DID a name that no other has here.
     *
     * @param did whose keys the caller's tenant has; the operator registers any
     * @param name 1 to {@value #MAX_NAME} characters
     * @return why not
     */
    public Optional<RegistryRefusal> register(Caller caller, Did did, String name, String description) {
        return malformed(did, name, description).or(() -> notKept(caller, did))
                .or(() -> enter(caller, did, name, description));
    }

    private Optional<RegistryRefusal> notKept(Caller caller, Did did) {
        return caller.tenant().equals(operator) || keys.hosts(caller.tenant(), did)
                ? Optional.empty()
                : Optional.of(RegistryRefusal.forbidden("the keys of " + did + " are not kept here for this tenant"));
    }

    /**
     * The same on the word of who keeps the keys himself.
     *
     * @param signed an {@link Application}
     */
    public Optional<RegistryRefusal> register(Caller caller, SignedOperation signed) {
        if (!signed.operation().origin().equals(origin)
                || !signed.verificationMethod().did().equals(signed.operation().party().did())
                || AuthorRules.verify(rows, signed).isEmpty()) {
            return Optional.of(RegistryRefusal
                    .forbidden("the signature is not that of a key that may sign for the DID now"));
        }
        Application application;
        try {
            application = Application.of(signed.operation());
        } catch (MalformedInput e) {
            return Optional.of(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
        }
        return malformed(application.did(), application.name(), application.description())
                .or(() -> enter(caller, application.did(), application.name(), application.description()));
    }

    private Optional<RegistryRefusal> enter(Caller caller, Did did, String name, String description) {
        Applicant applicant = new Applicant(did, name, description, caller.tenant(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return change.make(caller, "authority-issuer.register", did.toString(), () -> store.add(applicant)
                ? Optional.empty()
                : Optional.of(RegistryRefusal.conflict(store.applicant(did).isPresent()
                        ? "the DID is registered already"
                        : "the name is registered for another DID")));
    }

    private static Optional<RegistryRefusal> malformed(Did did, String name, String description) {
        try {
            did.requireOfLog();
            requireLine("the name of an authority issuer", name, MAX_NAME);
            if (!description.isEmpty()) {
                requireLine("the description of an authority issuer", description, MAX_DESCRIPTION);
            }
            return Optional.empty();
        } catch (MalformedInput e) {
            return Optional.of(RegistryRefusal.malformed(e.getMessage()));
        }
    }

    /** Recognition writes the name into the log, so what the log would refuse is refused here. */
    private static void requireLine(String what, String text, int most) {
        if (text.isBlank() || !text.equals(text.strip()) || text.codePointCount(0, text.length()) > most
                || text.codePoints().anyMatch(AuthorityIssuers::isInvisible)
                || !Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            throw new MalformedInput(what + " is one line of 1 to " + most
                    + " characters in Unicode form NFC, without blanks around it and without control characters");
        }
        PersonalData.in(text).ifPresent(found -> {
            throw new MalformedInput(what + " seems to hold " + found);
        });
    }

    /** Two names that look the same would be two organisations. */
    private static boolean isInvisible(int character) {
        return Character.isISOControl(character) || switch (Character.getType(character)) {
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.UNASSIGNED,
                    Character.PRIVATE_USE, Character.SURROGATE ->
                true;
            default -> false;
        };
    }

    /**
     * Accredits a registered issuer for every numbered type of this log.
     *
     * @param by one of the authorities whose keys the caller's tenant has; the first of them if none is named
     */
    public TrustOutcome recognize(Caller caller, Did did, Optional<Did> by) {
        return store.applicant(did)
                .map(applicant -> grants.give(caller, by, did, applicant.name(), types))
                .orElseGet(() -> new TrustOutcome.Refused(unknown()));
    }

    /** Takes back what the caller's authorities recognized; other accreditations of the issuer stay. */
    public TrustOutcome withdrawRecognition(Caller caller, Did did, Optional<Did> by) {
        return store.applicant(did).isPresent()
                ? grants.take(caller, by, did, types)
                : new TrustOutcome.Refused(unknown());
    }

    /**
     * Forgets the name. Whoever registered it may, and the operator, and an authority, whose recognition then ends too; nobody
     * else's name of a recognized issuer goes.
     *
     * @return why not
     */
    public Optional<RegistryRefusal> remove(Caller caller, Did did) {
        Optional<Applicant> found = store.applicant(did);
        if (found.isEmpty()) {
            return Optional.of(unknown());
        }
        boolean own = caller.tenant().equals(operator) || caller.tenant().equals(found.get().tenant());
        if (!own && !grants.mayBeGivenBy(caller)) {
            return Optional.of(RegistryRefusal.forbidden("another tenant registered this issuer"));
        }
        if (isRecognized(did) && grants.take(caller.withoutClaim(), Optional.empty(), did,
                types) instanceof TrustOutcome.Refused(RegistryRefusal refusal)) {
            return Optional.of(refusal);
        }
        return change.make(caller, "authority-issuer.remove", did.toString(), () -> {
            if (isRecognized(did)) {
                return Optional.of(RegistryRefusal.conflict("an authority recognizes the issuer: that is ended first"));
            }
            return store.removeApplicant(did) ? Optional.empty() : Optional.of(unknown());
        });
    }

    private static RegistryRefusal unknown() {
        return RegistryRefusal.notFound("no authority issuer is registered for this DID");
    }

    public boolean isRecognized(Did did) {
        return grants.holds(did, types);
    }

    public Optional<AuthorityIssuer> find(Did did) {
        return store.applicant(did).map(this::shown);
    }

    public Optional<AuthorityIssuer> named(String name) {
        return store.applicantNamed(name).map(this::shown);
    }

    /** In the order of registration. */
    public List<AuthorityIssuer> page(long offset, int limit) {
        return store.applicants(offset, limit).stream().map(this::shown).toList();
    }

    public long count() {
        return store.applicants();
    }

    /** Of those that are registered here. */
    public long recognizedCount() {
        return store.accreditedFor(types)
                .stream()
                .filter(did -> store.applicant(did).isPresent() && isRecognized(did))
                .count();
    }

    private AuthorityIssuer shown(Applicant applicant) {
        return new AuthorityIssuer(applicant.did(), applicant.name(), applicant.description(), applicant.created(),
                isRecognized(applicant.did()));
    }
}
