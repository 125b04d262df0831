package id.signet.registry.did.webvh;

import id.signet.crypto.MalformedInput;
import id.signet.registry.did.Did;
import id.signet.registry.did.resolution.DidMethod;
import id.signet.registry.did.resolution.ResolutionError;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.did.webvh.SeenLogs.Seen;
import id.signet.registry.did.webvh.WebvhLog.Version;
import id.signet.registry.net.Fetched;
import id.signet.registry.net.Web;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * did:webvh 1.0. One hosted here is answered from the log's rows. Of other hosts the log is read where the DID says and
 * verified from its first entry to its last.
 */
public final class DidWebvh implements DidMethod {

    private static final System.Logger LOG = System.getLogger(DidWebvh.class.getName());
    private static final String FILE = "did.jsonl";
    private static final String WITNESSES = "did-witness.json";
    private static final Set<String> LINES = Set.of("text/jsonl", "application/jsonl", "application/jsonlines",
            "application/x-ndjson", "application/octet-stream", "text/plain");
    private static final Set<String> JSON = Set.of("application/json", "application/octet-stream", "text/plain");

    private final LoggedWebvh hosted;
    private final Web web;
    private final SeenLogs seen;
    private final Clock clock;

    public DidWebvh(LoggedWebvh hosted, Web web, SeenLogs seen, Clock clock) {
        this.hosted = hosted;
        this.web = web;
        this.seen = seen;
        this.clock = clock;
    }

    @Override
    public String name() {
        return WebvhDid.METHOD;
    }

    @Override
    public boolean reachesOut(Did did) {
        return !hosted.isOurs(did);
    }

    @Override
    public ResolutionResult resolve(Did did, ResolutionOptions options) {
        if (hosted.isOurs(did)) {
            return hosted.resolve(did, options);
        }
        WebvhDid parsed;
        try {
            parsed = WebvhDid.of(did);
        } catch (MalformedInput e) {
            return new ResolutionResult.Refused(ResolutionError.INVALID_DID, String.valueOf(e.getMessage()));
        }
        return switch (web.get(parsed.location().document(FILE), LINES)) {
            case Fetched.Found found -> read(parsed, found, options);
            case Fetched.Absent _ -> new ResolutionResult.NotFound("there is no log where the DID says");
            case Fetched.Forbidden forbidden ->
                new ResolutionResult.Refused(ResolutionError.INVALID_DID, forbidden.reason());
            case Fetched.Busy _ -> new ResolutionResult.Unreachable("too many hosts are being waited for");
            case Fetched.Unreachable unreachable ->
                new ResolutionResult.Unreachable("the log cannot be read: " + unreachable.reason());
        };
    }

    private ResolutionResult read(WebvhDid did, Fetched.Found found, ResolutionOptions options) {
        WebvhLog unwitnessed = WebvhLog.read(did, found.body().toArray(), clock.instant());
        if (!unwitnessed.needsWitnesses()) {
            return answer(did, unwitnessed, found.retrieved(), options);
        }
        return switch (web.get(did.location().document(WITNESSES), JSON)) {
            case Fetched.Found witnesses ->
                answer(did, unwitnessed.witnessed(witnesses.body().toArray()), found.retrieved(), options);
            case Fetched.Absent _,Fetched.Forbidden _ ->
                answer(did, unwitnessed.unwitnessed("there are no witness proofs"), found.retrieved(), options);
            case Fetched.Busy _ -> new ResolutionResult.Unreachable("too many hosts are being waited for");
            case Fetched.Unreachable unreachable ->
                new ResolutionResult.Unreachable("the witness proofs cannot be read: " + unreachable.reason());
        };
    }

    private ResolutionResult answer(WebvhDid did, WebvhLog log, Instant retrieved, ResolutionOptions options) {
        Optional<Seen> before = seen.of(did.scid());
        if (before.isPresent() && log.versions().stream().noneMatch(version -> isSeen(version, before.get()))) {
            String message = "the log does not hold version " + before.get().versionId() + ", which it held on "
                    + before.get().at();
            LOG.log(System.Logger.Level.WARNING, "{0}: {1}", did.did(), message);
            return new ResolutionResult.Refused(ResolutionError.INVALID_DID, message);
        }
        Optional<Version> version = wanted(log, options);
        if (log.fault().isPresent()
                && (options.latest() || version.isEmpty() || !follows(log, version.get(), options))) {
            return new ResolutionResult.Refused(ResolutionError.INVALID_DID,
                    "the log does not verify; " + log.fault().get());
        }
        if (log.fault().isEmpty()) {
            Version last = log.versions().getLast();
            seen.remember(did.scid(), new Seen(last.number(), last.versionId(), retrieved));
        }
        if (version.isEmpty()) {
            return new ResolutionResult.NotFound("the DID has no such version");
        }
        var metadata = WebvhMetadata.of(log, version.get(), retrieved);
        return version.get().parameters().deactivated()
                ? new ResolutionResult.Deactivated(version.get().did(), version.get().document(), metadata)
                : new ResolutionResult.Resolved(version.get().document(), metadata);
    }

    private static boolean isSeen(Version version, Seen seen) {
        return version.number() == seen.number() && version.versionId().equals(seen.versionId());
    }

    /** A time is answered before a fault only where a good entry tells when the version ended. */
    private static boolean follows(WebvhLog log, Version version, ResolutionOptions options) {
        return options.versionTime().isEmpty() || version.number() < log.versions().getLast().number();
    }

    private static Optional<Version> wanted(WebvhLog log, ResolutionOptions options) {
        List<Version> versions = log.versions();
        if (options.versionId().isPresent()) {
            return versions.stream()
                    .filter(version -> version.versionId().equals(options.versionId().get()))
                    .findFirst();
        }
        if (options.versionNumber().isPresent()) {
            return versions.stream()
                    .filter(version -> version.number() == options.versionNumber().get())
                    .findFirst();
        }
        return versions.reversed()
                .stream()
                .filter(version -> options.versionTime().filter(time -> version.time().isAfter(time)).isEmpty())
                .findFirst();
    }
}
