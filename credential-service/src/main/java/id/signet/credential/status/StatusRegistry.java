package id.signet.credential.status;

import id.signet.credential.StatusEntry;
import id.signet.credential.StatusMessages;
import id.signet.credential.format.CredentialFormat;
import id.signet.credential.issuer.IssuerGate;
import id.signet.credential.issuer.Issuers;
import id.signet.credential.status.StatusOutcome.StatusRefusal;
import id.signet.credential.status.StatusStore.EntryRow;
import id.signet.credential.status.StatusStore.SignedFace;
import id.signet.crypto.key.Sealer;
import id.signet.ledger.Ledger;
import id.signet.ledger.state.StoredRows;
import id.signet.ledger.state.Write;
import id.signet.registry.PublicUrl;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The status of issued credentials, from the place given at issue to the list that is served. Bitstring and Token lists
 * come from one index store (docs/adr/0014-status-lists.md).
 */
public final class StatusRegistry implements PublishedLists {

    /** Changes of one transaction, when there are many. */
    private static final int TOGETHER = 500;

    private final StatusStore store;
    private final StoredRows rows;
    private final Issuers issuers;
    private final IssuerGate gate;
    private final PublicUrl publicUrl;
    private final StatusListTerms terms;
    private final Clock clock;
    private final StatusFailPoints failPoints;
    private final ListPublisher publisher;
    private final ListDesk desk;
    private final StatusIndexes indexes;

    /**
     * @param rows joined to the store's transactions
     * @param dataIntegrity the format that secures Bitstring lists
     * @param jwt the format of their second face, and the only one for issuers with a secp256k1 key
     * @param sealer for the keys of the index permutations
     */
    public StatusRegistry(StatusStore store, StoredRows rows, Ledger ledger, Issuers issuers, IssuerGate gate,
            CredentialFormat dataIntegrity, CredentialFormat jwt, Sealer sealer, PublicUrl publicUrl,
            StatusListTerms terms, Clock clock, SecureRandom random, StatusFailPoints failPoints) {
        this.store = store;
        this.rows = rows;
        this.issuers = issuers;
        this.gate = gate;
        this.publicUrl = publicUrl;
        this.terms = terms;
        this.clock = clock;
        this.failPoints = failPoints;
        this.publisher = new ListPublisher(store, rows, ledger, issuers, new ListSigner(dataIntegrity, jwt, terms),
                new ListLog(ledger.origin(), issuers), this::url, clock, failPoints);
        this.desk = new ListDesk(publisher, terms.interval());
        this.indexes = new StatusIndexes(store, desk, sealer, random, terms);
    }

    public String url(StatusListId list) {
        return publicUrl.statusList(list.value());
    }

    /** A place nobody had before and nobody gets again, in a list that is served already. */
    public StatusPosition allocate(TenantId tenant, String issuer, StatusKind kind) {
        return indexes.next(tenant, issuer, kind);
    }

    /**
     * How a credential names the place.
     *
     * @param messages what the values of a list of messages mean in this credential
     */
    public StatusEntry entry(StatusPosition position, Optional<StatusMessages> messages) {
        String list = url(position.list());
        return switch (position.kind()) {
            case BITSTRING_REVOCATION, BITSTRING_SUSPENSION ->
                new StatusEntry.BitstringEntry(position.kind().purpose(), position.index(), 1, list);
            case MESSAGE_1, MESSAGE_2, MESSAGE_4, MESSAGE_8 -> new StatusEntry.BitstringEntry(
                    position.kind().purpose(), position.index(), position.kind().bits(), list, messages);
            case TOKEN -> new StatusEntry.TokenEntry(position.index(), list);
        };
    }

    /**
     * Lets a credential's list of messages show one of them, and returns once the served list does.
     *
     * @param value which, counted from 0
     * @throws ListUnpublished when the list cannot be served now: the change stays, and is published later
     */
    public MessageOutcome say(Caller caller, UUID credential, int value) {
        List<EntryRow> places = store.entries(caller.tenant(), credential);
        if (places.isEmpty()) {
            return new MessageOutcome.Refused(StatusRefusal.UNKNOWN_CREDENTIAL);
        }
        Optional<EntryRow> place = places.stream().filter(row -> row.position().kind().isMessage()).findFirst();
        if (place.isEmpty()) {
            return new MessageOutcome.Refused(StatusRefusal.PURPOSE_NOT_CARRIED);
        }
        if (value < 0 || value >= 1 << place.get().position().kind().bits()) {
            return new MessageOutcome.Refused(StatusRefusal.NO_SUCH_MESSAGE);
        }
        String issuer = store.find(place.get().position().list()).orElseThrow().issuer();
        return gate.signing(issuer, () -> say(caller, issuer, place.get(), value));
    }

    private MessageOutcome say(Caller caller, String issuer, EntryRow place, int value) {
        var claimed = caller.alreadyDone(rows, clock.instant());
        if (claimed.isPresent()) {
            return claimed.get().kind() == RegistryRefusal.Kind.ALREADY_DONE
                    ? shown(place, current(place).message(), false)
                    : new MessageOutcome.Refused(StatusRefusal.IDEMPOTENCY_KEY_REUSED);
        }
        if (issuers.standing(place.tenant(), issuer) instanceof Issuers.Standing.Deactivated) {
            return new MessageOutcome.Refused(StatusRefusal.ISSUER_DEACTIVATED);
        }
        boolean changed = store.say(place, value, () -> caller
                .rows("credential.message", place.credential().toString(), clock.instant(), Optional.empty())
                .forEach(this::write));
        return shown(place, value, changed);
    }

    private MessageOutcome shown(EntryRow place, int value, boolean changed) {
        var version = desk.await(place.position().list());
        return new MessageOutcome.Shown(value, changed, url(version.list()), place.position().index(), version.leaf(),
                publisher.receipt(version));
    }

    /**
     * Changes a credential's status and returns once the served list shows it. Asking for what stands already changes
     * nothing and answers the same.
     *
     * @throws ListUnpublished when the list cannot be served now: the change stays, and is published later
     */
    public StatusOutcome change(Caller caller, UUID credential, StatusPurpose purpose, boolean value) {
        List<EntryRow> places = store.entries(caller.tenant(), credential);
        if (places.isEmpty()) {
            return new StatusOutcome.Refused(StatusRefusal.UNKNOWN_CREDENTIAL);
        }
        Optional<EntryRow> place = places.stream().filter(row -> row.position().kind().carries(purpose)).findFirst();
        if (place.isEmpty()) {
            return new StatusOutcome.Refused(StatusRefusal.PURPOSE_NOT_CARRIED);
        }
        String issuer = store.find(place.get().position().list()).orElseThrow().issuer();
        return gate.signing(issuer, () -> change(caller, issuer, places, place.get(), purpose, value));
    }

    private StatusOutcome change(Caller caller, String issuer, List<EntryRow> places, EntryRow place,
            StatusPurpose purpose, boolean value) {
        var claimed = caller.alreadyDone(rows, clock.instant());
        if (claimed.isPresent()) {
            // The same request was done before: what came after it is not undone.
            return claimed.get().kind() == RegistryRefusal.Kind.ALREADY_DONE
                    ? published(place, purpose, false)
                    : new StatusOutcome.Refused(StatusRefusal.IDEMPOTENCY_KEY_REUSED);
        }
        if (issuers.standing(place.tenant(), issuer) instanceof Issuers.Standing.Deactivated) {
            return new StatusOutcome.Refused(StatusRefusal.ISSUER_DEACTIVATED);
        }
        // Revocation is final; and a revoked credential is neither suspended nor resumed.
        boolean revoked = places.stream().anyMatch(EntryRow::revoked);
        if (revoked && !(purpose == StatusPurpose.REVOCATION && value)) {
            return new StatusOutcome.Refused(StatusRefusal.REVOCATION_IS_FINAL);
        }
        boolean nothingToTakeBack = purpose == StatusPurpose.REVOCATION && !value;
        boolean changed = !nothingToTakeBack
                && store.change(place, purpose, value, () -> audit(caller, place, purpose));
        if (changed) {
            failPoints.reached(StatusFailPoints.Point.CHANGE_COMMITTED);
        } else if (value(place, purpose) != value) {
            return new StatusOutcome.Refused(StatusRefusal.REVOCATION_IS_FINAL); // another caller revoked it meanwhile
        }
        return published(place, purpose, changed);
    }

    /**
     * Changes many credentials of one issuer, each list being published once. Can be repeated: what stands so already is
     * left.
     *
     * @throws ListUnpublished when a list cannot be served now: the changes stay, and are published later
     */
    public BulkChange changeAll(Caller caller, String issuer, List<UUID> credentials, StatusPurpose purpose,
            boolean value) {
        return gate.signing(issuer, () -> {
            if (issuers.standing(caller.tenant(), issuer) instanceof Issuers.Standing.Deactivated) {
                return new BulkChange.Refused(StatusRefusal.ISSUER_DEACTIVATED);
            }
            var outcomes = new LinkedHashMap<UUID, BulkChange.Each>();
            var lists = new LinkedHashSet<StatusListId>();
            for (int from = 0; from < credentials.size(); from += TOGETHER) {
                changeTogether(caller.withoutClaim(),
                        credentials.subList(from, Math.min(from + TOGETHER, credentials.size())), purpose, value,
                        outcomes, lists);
            }
            lists.forEach(desk::await);
            return new BulkChange.Done(outcomes, lists.stream().map(this::url).toList());
        });
    }

    private void changeTogether(Caller caller, List<UUID> credentials, StatusPurpose purpose, boolean value,
            Map<UUID, BulkChange.Each> outcomes, Set<StatusListId> lists) {
        boolean nothingToTakeBack = purpose == StatusPurpose.REVOCATION && !value;
        var wanted = new ArrayList<EntryRow>();
        for (UUID credential : credentials) {
            List<EntryRow> places = store.entries(caller.tenant(), credential);
            Optional<EntryRow> place = places.stream()
                    .filter(row -> row.position().kind().carries(purpose))
                    .findFirst();
            place.ifPresent(row -> lists.add(row.position().list()));
            boolean revoked = places.stream().anyMatch(EntryRow::revoked);
            if (place.isEmpty()) {
                outcomes.put(credential, BulkChange.Each.WITHOUT_STATUS);
            } else if (revoked && !(purpose == StatusPurpose.REVOCATION && value)) {
                outcomes.put(credential, BulkChange.Each.REVOKED);
            } else {
                outcomes.put(credential, BulkChange.Each.UNCHANGED);
                if (!nothingToTakeBack) {
                    wanted.add(place.get());
                }
            }
        }
        store.change(wanted, purpose, value, row -> audit(caller, row, purpose))
                .forEach(row -> outcomes.put(row.credential(), BulkChange.Each.CHANGED));
    }

    private void audit(Caller caller, EntryRow place, StatusPurpose purpose) {
        caller.rows(action(purpose), place.credential().toString(), clock.instant(), Optional.empty())
                .forEach(this::write);
    }

    private static String action(StatusPurpose purpose) {
        return "credential." + purpose.text();
    }

    private StatusOutcome published(EntryRow place, StatusPurpose purpose, boolean changed) {
        var version = desk.await(place.position().list());
        return new StatusOutcome.Published(purpose, value(place, purpose), changed, url(version.list()),
                place.position().index(), version.sequence(), version.leaf(), publisher.receipt(version));
    }

    private <K, V> void write(Write<K, V> row) {
        if (!rows.insertIfAbsent(row.table(), row.key(), row.value())) {
            rows.replace(row.table(), row.key(), row.value()); // an idempotency key whose time was over
        }
    }

    /** As it stands now, which may be later than the row the caller holds. */
    private boolean value(EntryRow place, StatusPurpose purpose) {
        return current(place).value(purpose);
    }

    private EntryRow current(EntryRow place) {
        return store.entries(place.tenant(), place.credential())
                .stream()
                .filter(row -> row.position().equals(place.position()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public ServedList publishedList(String opaque, List<StatusFace> wanted) {
        Optional<StatusListRow> found = StatusListId.parse(opaque).flatMap(store::find);
        if (found.isEmpty() || found.get().sequence() == 0) {
            return new ServedList.Missing();
        }
        StatusListRow list = found.get();
        if (publisher.signerGone(list)) {
            settled(desk.ask(list.id()));
        } else if (list.renewAt().filter(at -> !clock.instant().isBefore(at)).isPresent()) {
            renew(list);
        }
        for (StatusFace face : wanted.isEmpty() ? StatusFace.of(list.kind()) : wanted) {
            Optional<SignedFace> served = store.served(list.id(), face);
            if (served.isPresent()) {
                var body = served.get();
                return new ServedList.Found(face, body.body(),
                        body.sequence() + "-" + body.signedAt().toEpochMilli() + "-"
                                + face.name().toLowerCase(Locale.ROOT),
                        body.signedAt(), body.expiresAt(), terms.timeToLive());
            }
        }
        return new ServedList.NotInThisForm(StatusFace.of(list.kind())
                .stream()
                .filter(face -> store.served(list.id(), face).isPresent())
                .findFirst());
    }

    /** While the served signature still holds, a reader does not wait for the new one. */
    private void renew(StatusListRow list) {
        var renewal = desk.ask(list.id());
        boolean expired = StatusFace.of(list.kind())
                .stream()
                .flatMap(face -> store.served(list.id(), face).stream())
                .anyMatch(face -> !clock.instant().isBefore(face.expiresAt()));
        if (expired) {
            settled(renewal);
        }
    }

    /** A list that cannot be renewed is still an answer: the reader judges it. */
    private static void settled(CompletableFuture<?> renewal) {
        renewal.handle((version, failure) -> failure).join();
    }

    /** Signs the issuer's lists with a key of today where the key that signed them is retired. */
    public void signAnew(TenantId tenant, String issuer) {
        for (StatusListRow list : store.ofIssuer(tenant, issuer)) {
            if (publisher.signerGone(list)) {
                publisher.publish(list.id(), false);
            }
        }
    }

    /**
     * Signs the issuer's last lists. Called before its deactivation, inside {@link IssuerGate#exclusively}, so that
     * nothing changes between the two.
     */
    public void publishLast(TenantId tenant, String issuer) {
        for (StatusListRow list : store.ofIssuer(tenant, issuer)) {
            publisher.publish(list.id(), true);
        }
    }

    /**
     * Publishes what a stop left behind, and renews signatures. Called at the start and from time to time.
     *
     * @return how many lists could not be published; they stay due
     */
    public int sweep() {
        var due = store.due(clock.instant()).stream().map(list -> desk.ask(list.id())).toList();
        return (int) due.stream().filter(wish -> wish.handle((version, failure) -> failure != null).join()).count();
    }
}
