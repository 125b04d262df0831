package id.signet.credential.status;

import id.signet.credential.DurableLeaf;
import id.signet.credential.issuer.Issuers;
import id.signet.credential.issuer.Issuers.Method;
import id.signet.credential.issuer.Issuers.Standing;
import id.signet.credential.status.StatusStore.SignedFace;
import id.signet.crypto.Bytes;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.NoSuchKey;
import id.signet.crypto.key.SigningKey;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.Ledger;
import id.signet.ledger.Outcome;
import id.signet.ledger.Receipt;
import id.signet.ledger.state.View;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns the committed entries of a list into its next version: one {@code status.list} entry, then its signed faces, then
 * served. Several nodes may do this for one list at once; the sequence in the log lets one of them win.
 *
 * <p>
 * After a revocation was acknowledged no later version shows the credential valid, because the bits of a version are read
 * from the database after the version before it was seen in the log: a version that misses a committed change carries a
 * sequence that another version has taken, and is refused.
 */
final class ListPublisher {

    private static final int ATTEMPTS = 20;

    private final StatusStore store;
    private final View rows;
    private final Ledger ledger;
    private final Issuers issuers;
    private final ListSigner signer;
    private final ListLog log;
    private final Function<StatusListId, String> url;
    private final Clock clock;
    private final StatusFailPoints failPoints;

    ListPublisher(StatusStore store, View rows, Ledger ledger, Issuers issuers, ListSigner signer, ListLog log,
            Function<StatusListId, String> url, Clock clock, StatusFailPoints failPoints) {
        this.store = store;
        this.rows = rows;
        this.ledger = ledger;
        this.issuers = issuers;
        this.signer = signer;
        this.log = log;
        this.url = url;
        this.clock = clock;
        this.failPoints = failPoints;
    }

    /** The version that is served now, and its place in the log. */
    record Version(StatusListId list, long sequence, LeafIndex leaf) {}

    /**
     * Returns once a list is served that shows everything committed before the call.
     *
     * @param last sign for the long time after the issuer's keys are gone
     * @throws ListUnpublished if nobody may sign it any more, or others were always faster
     */
    Version publish(StatusListId id, boolean last) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            // The order of these reads carries the promise above: changes, then the log, then the bits.
            StatusListRow list = store.find(id)
                    .orElseThrow(() -> new IllegalStateException("no status list " + id));
            Optional<StatusTables.Version> logged = rows.get(StatusTables.VERSIONS, url.apply(id));
            if (served(list, logged) && !last && !renewable(list) && !signerGone(list)) {
                return new Version(id, list.sequence(), list.leaf().orElseThrow());
            }
            StatusArray array = store.array(list);
            Method method = signingMethod(list);
            SigningKey key = issuers.open(list.tenant(), method)
                    .orElseThrow(() -> new ListUnpublished("the key of " + method.id() + " is gone"));
            try {
                Bytes hash = array.hash();
                LeafIndex leaf;
                long sequence;
                if (logged.isPresent() && logged.get().arrayHash().equals(hash)) {
                    leaf = logged.get().leaf();
                    DurableLeaf.await(ledger, leaf);
                    sequence = logged.get().sequence();
                } else {
                    sequence = logged.map(StatusTables.Version::sequence).orElse(0L) + 1;
                    switch (ledger.submit(log.next(list, url.apply(id), logged, hash, method, key))) {
                        case Outcome.Appended appended -> leaf = appended.entry().index();
                        case Outcome.Refused refused -> {
                            continue; // another node published, or the key changed: look again
                        }
                    }
                }
                failPoints.reached(StatusFailPoints.Point.LIST_LOGGED);
                var now = notBefore(list);
                var faces = signer.sign(list, url.apply(id), array, sequence, method, key, now, last);
                var renewAt = last ? Optional.<Instant>empty() : Optional.of(signer.renewal(now));
                if (store.serve(id, sequence, leaf, method.id(), list.changes(), faces, renewAt)) {
                    failPoints.reached(StatusFailPoints.Point.LIST_SERVED);
                    return new Version(id, sequence, leaf);
                }
            } catch (NoSuchKey e) {
                // The key was destroyed meanwhile: look again who may sign.
            }
        }
        throw new ListUnpublished("the status list " + id + " changed too often to be published");
    }

    /** Now, or the time of the version that is served: readers turn down a list that seems older, and clocks differ. */
    private Instant notBefore(StatusListRow list) {
        Instant now = clock.instant();
        return StatusFace.of(list.kind())
                .stream()
                .flatMap(face -> store.served(list.id(), face).stream())
                .map(SignedFace::signedAt)
                .filter(now::isBefore)
                .max(Comparator.naturalOrder())
                .orElse(now);
    }

    Receipt receipt(Version version) {
        return ledger.receipt(version.leaf())
                .orElseThrow(() -> new IllegalStateException("no receipt for the leaf " + version.leaf()));
    }

    private static boolean served(StatusListRow list, Optional<StatusTables.Version> logged) {
        return !list.dirty() && logged.isPresent() && logged.get().sequence() == list.sequence();
    }

    /** Whether the key that signed the served list was retired since: readers trust the keys of today alone. */
    boolean signerGone(StatusListRow list) {
        return issuers.standing(list.tenant(), list.issuer()) instanceof Standing.Active(List<Method> methods)
                && !methods.isEmpty()
                && methods.stream().noneMatch(method -> list.signedBy().filter(method.id()::equals).isPresent());
    }

    private boolean renewable(StatusListRow list) {
        return list.renewAt().isPresent() && !clock.instant().isBefore(list.renewAt().get());
    }

    private Method signingMethod(StatusListRow list) {
        return switch (issuers.standing(list.tenant(), list.issuer())) {
            // A key that can make every face is better than a newer one that cannot.
            case Standing.Active active -> active.listMethods()
                    .stream()
                    .filter(method -> method.keyType() != KeyType.SECP256K1)
                    .findFirst()
                    .or(() -> active.listMethods().stream().findFirst())
                    .orElseThrow(() -> new ListUnpublished(list.issuer() + " has no key that may sign"));
            case Standing.Deactivated _ -> throw new ListUnpublished(list.issuer() + " is deactivated");
            case Standing.Unknown unknown -> throw new ListUnpublished(unknown.message());
            case Standing.NotTheTenants _ -> throw new ListUnpublished("the keys of " + list.issuer()
                    + " are not held here");
        };
    }
}
