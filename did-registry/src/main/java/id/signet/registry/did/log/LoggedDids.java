package id.signet.registry.did.log;

import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.state.View;
import id.signet.registry.Versions;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.log.DidTables.MethodHistory;
import id.signet.registry.did.log.DidTables.Version;
import id.signet.registry.did.log.DidTables.VersionKey;
import id.signet.registry.did.resolution.DocumentMetadata;
import id.signet.registry.did.resolution.ResolutionError;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** What the log says about a DID: its documents by version, time and position, and the life of each method. */
public final class LoggedDids {

    private static final Pattern VERSION_ID = Pattern.compile("[1-9][0-9]{0,17}");

    private final View rows;

    public LoggedDids(View rows) {
        this.rows = rows;
    }

    public Optional<Head> head(Did did) {
        return rows.get(DidTables.HEAD, did);
    }

    /** The newest state, also of a deactivated DID. */
    public Optional<DidState> state(Did did) {
        return head(did).map(head -> DidState.read(did, head.newest().state()));
    }

    public Optional<Version> version(Did did, long number) {
        return head(did).flatMap(head -> version(did, head, number));
    }

    /** @param number of a version that there is, or of none */
    private Optional<Version> version(Did did, Head head, long number) {
        return number == head.version()
                ? Optional.of(head.newest())
                : rows.get(DidTables.VERSION, new VersionKey(did, number));
    }

    /** The life of a verification method of a logged DID; empty if it never was in one of its documents. */
    public Optional<MethodHistory> method(DidUrl methodId) {
        return rows.get(DidTables.METHOD, methodId);
    }

    /** The first number after all that were ever given to methods with this prefix. */
    public long freeNumber(Did did, String prefix) {
        long number = 1;
        while (method(did.withFragment(prefix + number)).isPresent()) {
            number++;
        }
        return number;
    }

    /** The number of the version in force right after the entry at this position was logged. */
    public Optional<Long> versionAt(Did did, LeafIndex position) {
        return head(did).flatMap(head -> versionAt(did, head, position));
    }

    private Optional<Long> versionAt(Did did, Head head, LeafIndex position) {
        return last(did, head, version -> version.leafIndex().compareTo(position) <= 0);
    }

    public ResolutionResult resolve(Did did, ResolutionOptions options) {
        Optional<Head> found = head(did);
        if (found.isEmpty()) {
            return new ResolutionResult.NotFound("the DID is not in the log");
        }
        Head head = found.get();
        if (options.versionId().filter(id -> !VERSION_ID.matcher(id).matches()).isPresent()) {
            return new ResolutionResult.Refused(ResolutionError.INVALID_OPTIONS,
                    "a versionId is a decimal number from 1");
        }
        Optional<Long> number = options.versionId()
                .map(Long::valueOf)
                .or(options::versionNumber)
                .filter(version -> version <= head.version());
        if (options.versionTime().isPresent()) {
            number = last(did, head, version -> !version.loggedAt().isAfter(options.versionTime().get()));
        } else if (options.latest()) {
            number = Optional.of(head.version());
        }
        if (number.isEmpty()) {
            return new ResolutionResult.NotFound("the DID has no such version");
        }
        long wanted = number.get();
        Version version = version(did, head, wanted).orElseThrow();
        DocumentMetadata metadata = DocumentMetadata.logged(head.created(), version.loggedAt(), Long.toString(wanted),
                wanted < head.version() ? Optional.of(Long.toString(wanted + 1)) : Optional.empty(),
                head.deactivated().isPresent(), version.leafIndex(), ofMethod(head));
        DidDocument document = DidState.readDocument(did, version.state());
        if (wanted < head.version()) {
            document = withLater(did, document, head);
        }
        if (head.deactivated().isPresent() && wanted == head.version()) {
            return new ResolutionResult.Deactivated(did, document, metadata);
        }
        return new ResolutionResult.Resolved(document, metadata);
    }

    private static ObjectNode ofMethod(Head head) {
        ObjectNode json = Json.object();
        head.imported().ifPresent(text -> json.set("imported", StrictJson.parseObject(text)));
        return json;
    }

    /** When the entry was logged that first listed the method; empty if it never was in a document of its DID. */
    public Optional<Instant> appeared(DidUrl methodId) {
        return method(methodId)
                .flatMap(row -> head(row.did()).flatMap(head -> loggedAt(row.did(), head, row.added())));
    }

    /** The number that a versionId begins with, as those of did:webvh do; 0 if it begins with none. */
    public static long number(String versionId) {
        int dash = versionId.indexOf('-');
        String digits = dash < 0 ? versionId : versionId.substring(0, dash);
        return VERSION_ID.matcher(digits).matches() ? Long.parseLong(digits) : 0;
    }

    /** A later version may have revoked or removed a method that this one lists in good faith. */
    public DidDocument withLater(Did did, DidDocument document, Head head) {
        DidDocument newest = DidState.readDocument(did, head.newest().state());
        DidDocument told = document;
        for (DidUrl methodId : document.methodIds()) {
            Optional<Instant> revoked = newest.revoked(methodId);
            Optional<Instant> removed = method(methodId).flatMap(MethodHistory::revoked)
                    .flatMap(leaf -> loggedAt(did, head, leaf));
            if (revoked.isPresent() || removed.isPresent()) {
                told = told.withLater(methodId, revoked, removed);
            }
        }
        return told;
    }

    private Optional<Instant> loggedAt(Did did, Head head, LeafIndex leaf) {
        return versionAt(did, head, leaf).flatMap(number -> version(did, head, number)).map(Version::loggedAt);
    }

    private Optional<Long> last(Did did, Head head, Predicate<Version> test) {
        long last = Versions.last(head.version(), number -> test.test(version(did, head, number).orElseThrow()));
        return last == 0 ? Optional.empty() : Optional.of(last);
    }
}
