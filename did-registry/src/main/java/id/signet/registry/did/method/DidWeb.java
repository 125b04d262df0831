package id.signet.registry.did.method;

import id.signet.registry.PublicUrl;
import id.signet.registry.did.Did;
import id.signet.registry.did.log.LoggedDids;
import id.signet.registry.did.resolution.DidMethod;
import id.signet.registry.did.resolution.ResolutionError;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;

/**
 * did:web hosted under our own public URL: never fetched, its history is in the log. One of another host is not resolved
 * here.
 */
public final class DidWeb implements DidMethod {

    public static final String NAME = "web";

    private static final int OPAQUE_LENGTH = 32;

    private final PublicUrl publicUrl;
    private final LoggedDids dids;

    public DidWeb(PublicUrl publicUrl, LoggedDids dids) {
        this.publicUrl = publicUrl;
        this.dids = dids;
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
    public ResolutionResult resolve(Did did, ResolutionOptions options) {
        if (publicUrl.hosts(did.toString())) {
            return dids.resolve(did, options);
        }
        String anyOfOurs = publicUrl.didWeb("0".repeat(OPAQUE_LENGTH));
        if (did.toString().startsWith(anyOfOurs.substring(0, anyOfOurs.length() - OPAQUE_LENGTH))) {
            return new ResolutionResult.NotFound("no such DID is hosted here");
        }
        return new ResolutionResult.Refused(ResolutionError.METHOD_NOT_SUPPORTED,
                "a did:web of another host is not resolved here");
    }
}
