package id.signet.registry.did.hosting;

import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.did.Did;
import id.signet.registry.did.log.LoggedDids;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.did.webvh.LoggedWebvh;
import id.signet.registry.did.webvh.WebvhDid;

/** The versions of the DIDs in the log, each as its method tells it. */
public final class LoggedVersions {

    private final LoggedDids dids;
    private final LoggedWebvh webvh;

    public LoggedVersions(RegistryNames names, View rows) {
        this.dids = new LoggedDids(rows);
        this.webvh = new LoggedWebvh(rows, names.publicUrl());
    }

    public ResolutionResult at(Did did, long version) {
        ResolutionOptions options = ResolutionOptions.atNumber(version);
        return did.method().equals(WebvhDid.METHOD) ? webvh.resolve(did, options) : dids.resolve(did, options);
    }
}
