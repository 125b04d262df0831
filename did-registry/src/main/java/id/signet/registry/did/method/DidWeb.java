package id.signet.registry.did.method;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import id.signet.registry.PublicUrl;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.WebLocation;
import id.signet.registry.did.log.LoggedDids;
import id.signet.registry.did.resolution.DidMethod;
import id.signet.registry.did.resolution.DocumentMetadata;
import id.signet.registry.did.resolution.ResolutionError;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.did.webvh.LoggedWebvh;
import id.signet.registry.net.Fetched;
import id.signet.registry.net.HttpsAddress;
import id.signet.registry.net.Web;
import java.util.Optional;
import java.util.Set;

/**
 * did:web. One hosted under our own public URL is never fetched: its history is in the log, or that of the did:webvh beside
 * which it is published. One of another host is read there as it is today; it has no history.
 */
public final class DidWeb implements DidMethod {

    public static final String NAME = "web";

    private static final int OPAQUE_LENGTH = 32;
    private static final String FILE = "did.json";
    private static final Set<String> MEDIA_TYPES = Set.of("application/did", "application/did+json",
            "application/did+ld+json", "application/json", "application/ld+json");

    private final PublicUrl publicUrl;
    private final LoggedDids dids;
    private final LoggedWebvh webvh;
    private final Web web;

    public DidWeb(PublicUrl publicUrl, LoggedDids dids, LoggedWebvh webvh, Web web) {
        this.publicUrl = publicUrl;
        this.dids = dids;
        this.webvh = webvh;
        this.web = web;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The DID whose document stands at {@code dids/{opaque}/did.json}. */
    public static Did of(PublicUrl publicUrl, String opaque) {
        return Did.parse(publicUrl.didWeb(opaque));
    }

    @Override
    public boolean reachesOut(Did did) {
        return !ours(did);
    }

    private boolean ours(Did did) {
        String anyOfOurs = publicUrl.didWeb("0".repeat(OPAQUE_LENGTH));
        return did.toString().startsWith(anyOfOurs.substring(0, anyOfOurs.length() - OPAQUE_LENGTH));
    }

    @Override
    public ResolutionResult resolve(Did did, ResolutionOptions options) {
        if (publicUrl.hosts(did.toString())) {
            return dids.resolve(did, options);
        }
        Optional<Did> source = webvh.beside(did);
        if (source.isPresent()) {
            return options.latest()
                    ? webvh.resolveBeside(did, source.get())
                    : new ResolutionResult.Refused(ResolutionError.FEATURE_NOT_SUPPORTED,
                            "the history of this did:web is that of " + source.get());
        }
        if (ours(did)) {
            return new ResolutionResult.NotFound("no such DID is hosted here");
        }
        HttpsAddress address;
        try {
            address = WebLocation.parse(did.specificId()).document(FILE);
        } catch (MalformedInput e) {
            return new ResolutionResult.Refused(ResolutionError.INVALID_DID, String.valueOf(e.getMessage()));
        }
        if (!options.latest()) {
            return new ResolutionResult.Refused(ResolutionError.FEATURE_NOT_SUPPORTED,
                    "a did:web of another host has no history");
        }
        return switch (web.get(address, MEDIA_TYPES)) {
            case Fetched.Found found -> read(did, found);
            case Fetched.Absent _ -> new ResolutionResult.NotFound("nothing is published at " + address);
            case Fetched.Forbidden forbidden ->
                new ResolutionResult.Refused(ResolutionError.INVALID_DID, forbidden.reason());
            case Fetched.Busy _ -> new ResolutionResult.Unreachable("too many hosts are being waited for");
            case Fetched.Unreachable unreachable ->
                new ResolutionResult.Unreachable(address + " cannot be read: " + unreachable.reason());
        };
    }

    private static ResolutionResult read(Did did, Fetched.Found found) {
        try {
            return new ResolutionResult.Resolved(
                    DidDocument.published(did, StrictJson.parseObject(found.body().toArray())),
                    DocumentMetadata.read(found.retrieved()));
        } catch (MalformedInput e) {
            return new ResolutionResult.Refused(ResolutionError.INVALID_DID_DOCUMENT,
                    "what is published is no document of this DID: " + e.getMessage());
        }
    }
}
