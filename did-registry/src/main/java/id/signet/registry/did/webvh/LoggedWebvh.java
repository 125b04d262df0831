package id.signet.registry.did.webvh;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.ledger.state.View;
import id.signet.registry.PublicUrl;
import id.signet.registry.Versions;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.log.DidTables;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.log.DidTables.VersionKey;
import id.signet.registry.did.log.LoggedDids;
import id.signet.registry.did.resolution.DocumentMetadata;
import id.signet.registry.did.resolution.ResolutionError;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.did.webvh.WebvhLog.Version;
import id.signet.registry.did.webvh.WebvhTables.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The did:webvh DIDs that are hosted here, and the did:web beside each, read from the log's rows. */
public final class LoggedWebvh {

    private final View rows;
    private final PublicUrl publicUrl;
    private final LoggedDids dids;

    public LoggedWebvh(View rows, PublicUrl publicUrl) {
        this.rows = rows;
        this.publicUrl = publicUrl;
        this.dids = new LoggedDids(rows);
    }

    /** Whether the DID's host and folder are ours, whatever its SCID. */
    public boolean isOurs(Did did) {
        int colon = did.specificId().indexOf(':');
        String any = publicUrl.didWebvh("");
        return did.method().equals(WebvhDid.METHOD) && colon >= 0
                && did.specificId().substring(colon + 1).startsWith(any.substring("did:webvh::".length()));
    }

    /** What a DID of ours looks like. */
    static String form(PublicUrl publicUrl) {
        return "a did:webvh hosted here is " + publicUrl.didWebvh("<SCID>");
    }

    /** The DID whose files stand in {@code dids/{name}/}; empty if the name is no SCID. */
    public Optional<Did> inFolder(String name) {
        return WebvhHash.parse(name).map(scid -> WebvhDid.hosted(publicUrl, scid).did());
    }

    /** The DID beside which this did:web is published. */
    public Optional<Did> beside(Did web) {
        String specificId = web.specificId();
        return inFolder(specificId.substring(specificId.lastIndexOf(':') + 1))
                .filter(did -> publicUrl.didWebBeside(scid(did)).equals(web.toString()));
    }

    /** The did:web that is published beside this DID. */
    public Did webBeside(Did did) {
        return Did.parse(publicUrl.didWebBeside(scid(did)));
    }

    private static String scid(Did did) {
        return did.specificId().substring(0, did.specificId().indexOf(':'));
    }

    /** @throws MalformedInput unless the DID is hosted here */
    WebvhDid place(Did did) {
        return WebvhDid.hosted(publicUrl, did)
                .orElseThrow(() -> new BadLog("a did:webvh in this log does not leave its place"));
    }

    /** The line that made the version. */
    public Optional<Line> line(Did did, long number) {
        return rows.get(WebvhTables.LINE, new VersionKey(did, number));
    }

    Optional<Version> version(Did did, long number) {
        return line(did, number).map(this::version);
    }

    private Version version(Line line) {
        Parameters parameters = Parameters.first(StrictJson.parseObject(line.parameters()));
        return WebvhLog.version(WebvhEntry.parse(line.line()), parameters, parameters.witness(), this::place);
    }

    // ---- what is resolved ----

    public ResolutionResult resolve(Did did, ResolutionOptions options) {
        if (WebvhDid.hosted(publicUrl, did).isEmpty()) {
            return new ResolutionResult.Refused(ResolutionError.INVALID_DID, form(publicUrl));
        }
        Optional<Head> found = dids.head(did);
        if (found.isEmpty()) {
            return new ResolutionResult.NotFound("the DID is not in the log");
        }
        Head head = found.get();
        long number = wanted(did, head, options);
        if (number == 0) {
            return new ResolutionResult.NotFound("the DID has no such version");
        }
        Version version = version(did, number).orElseThrow();
        Version last = number == head.version() ? version : version(did, head.version()).orElseThrow();
        DocumentMetadata metadata = WebvhMetadata.of(line(did, 1).orElseThrow().time(), version,
                line(did, number + 1).map(Line::versionId), last,
                Optional.of(dids.version(did, number).orElseThrow().leafIndex()), Optional.empty());
        if (number == head.version()) {
            return head.deactivated().isPresent()
                    ? new ResolutionResult.Deactivated(did, version.document(), metadata)
                    : new ResolutionResult.Resolved(version.document(), metadata);
        }
        return new ResolutionResult.Resolved(dids.withLater(did, version.document(), head), metadata);
    }

    /** 0 if there is no such version. */
    private long wanted(Did did, Head head, ResolutionOptions options) {
        if (options.versionId().isPresent()) {
            String versionId = options.versionId().get();
            long number = LoggedDids.number(versionId);
            return line(did, number).filter(line -> line.versionId().equals(versionId)).isPresent() ? number : 0;
        }
        if (options.versionNumber().isPresent()) {
            return line(did, options.versionNumber().get()).isPresent() ? options.versionNumber().get() : 0;
        }
        Optional<Instant> time = options.versionTime();
        return time.isEmpty()
                ? head.version()
                : Versions.last(head.version(),
                        number -> !line(did, number).orElseThrow().time().isAfter(time.get()));
    }

    /** "Publishing a Parallel did:web DID": the newest document, as one of the did:web beside the DID. */
    public ResolutionResult resolveBeside(Did web, Did did) {
        return switch (resolve(did, ResolutionOptions.LATEST)) {
            case ResolutionResult.Resolved(DidDocument document, DocumentMetadata _) ->
                new ResolutionResult.Resolved(parallel(web, document), DocumentMetadata.NONE);
            case ResolutionResult.Deactivated(Did _, DidDocument document, DocumentMetadata _) ->
                new ResolutionResult.Deactivated(web, parallel(web, document), DocumentMetadata.ENDED);
            case ResolutionResult.NotFound missing -> missing;
            case ResolutionResult.Unreachable unreachable -> unreachable;
            case ResolutionResult.Refused refused -> refused;
        };
    }

    private static DidDocument parallel(Did web, DidDocument document) {
        Did did = document.id();
        ObjectNode json = StrictJson.parseObject(
                document.json().toString().replace("did:webvh:" + scid(did) + ":", "did:web:"));
        json.set("alsoKnownAs", Json.array(List.of(did.toString())));
        return DidDocument.parse(web, json);
    }

    // ---- what is published ----

    /** {@code did.jsonl}; empty if the DID is not in the log. */
    public Optional<String> log(Did did) {
        List<Line> lines = lines(did);
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.line()).append('\n'));
        return lines.isEmpty() ? Optional.empty() : Optional.of(text.toString());
    }

    /** {@code did-witness.json}: of each witness the newest proof, by version; empty if there never were any. */
    public Optional<ArrayNode> approvals(Did did) {
        Map<String, Approval> newest = new LinkedHashMap<>();
        for (Line line : lines(did)) {
            for (JsonNode proof : StrictJson.parse(line.approvals())) {
                newest.put(proof.path("verificationMethod").asString(""), new Approval(line.versionId(), proof));
            }
        }
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        Map<String, ArrayNode> byVersion = new LinkedHashMap<>();
        for (Approval approval : new ArrayList<>(newest.values())) {
            byVersion.computeIfAbsent(approval.versionId(), _ -> Json.array()).add(approval.proof());
        }
        ArrayNode file = Json.array();
        byVersion.entrySet()
                .stream()
                .sorted((one, other) -> Long.compare(LoggedDids.number(one.getKey()),
                        LoggedDids.number(other.getKey())))
                .forEach(version -> file.addObject()
                        .put("versionId", version.getKey())
                        .set("proof", version.getValue()));
        return Optional.of(file);
    }

    private record Approval(String versionId, JsonNode proof) {}

    private List<Line> lines(Did did) {
        return LongStream.rangeClosed(1, dids.head(did).map(Head::version).orElse(0L))
                .mapToObj(number -> line(did, number).orElseThrow())
                .toList();
    }
}
