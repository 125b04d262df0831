package id.signet.registry.did.method;

import id.signet.registry.did.Did;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.did.log.LoggedDids;
import id.signet.registry.did.resolution.DidMethod;
import id.signet.registry.did.resolution.ResolutionError;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import java.util.Optional;

/** did:weid of this log's network (docs/adr/0010-did-weid.md), read from the log's rows. */
public final class DidWeid implements DidMethod {

    private final String network;
    private final LoggedDids dids;

    public DidWeid(String network, LoggedDids dids) {
        this.network = network;
        this.dids = dids;
    }

    @Override
    public String name() {
        return WeidIdentifier.METHOD;
    }

    @Override
    public ResolutionResult resolve(Did did, ResolutionOptions options) {
        Optional<WeidIdentifier> identifier = WeidIdentifier.of(did);
        if (identifier.isEmpty()) {
            return new ResolutionResult.Refused(ResolutionError.INVALID_DID,
                    "a did:weid is did:weid:<network>:0x and 40 lower-case hex digits");
        }
        if (!identifier.get().network().equals(network)) {
            return new ResolutionResult.NotFound("the DID belongs to the network " + identifier.get().network());
        }
        return dids.resolve(did, options);
    }
}
