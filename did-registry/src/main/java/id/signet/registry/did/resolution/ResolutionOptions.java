package id.signet.registry.did.resolution;

import id.signet.crypto.MalformedInput;
import java.time.Instant;
import java.util.Optional;

/** Which version of a document is asked for; the two exclude each other (DID Resolution 1.0). */
public record ResolutionOptions(Optional<String> versionId, Optional<Instant> versionTime) {

    public static final ResolutionOptions LATEST = new ResolutionOptions(Optional.empty(), Optional.empty());

    public ResolutionOptions {
        if (versionId.isPresent() && versionTime.isPresent()) {
            throw new MalformedInput("versionId and versionTime exclude each other");
        }
    }

    public static ResolutionOptions atVersion(String versionId) {
        return new ResolutionOptions(Optional.of(versionId), Optional.empty());
    }

    public static ResolutionOptions atTime(Instant versionTime) {
        return new ResolutionOptions(Optional.empty(), Optional.of(versionTime));
    }

    public boolean latest() {
        return versionId.isEmpty() && versionTime.isEmpty();
    }
}
