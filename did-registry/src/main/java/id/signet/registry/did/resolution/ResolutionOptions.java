package id.signet.registry.did.resolution;

import id.signet.crypto.MalformedInput;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which version of a document is asked for; the three exclude each other (DID Resolution 1.0).
 *
 * @param versionNumber from 1: of did:webvh, and the versionId of what is in our log
 */
public record ResolutionOptions(Optional<String> versionId, Optional<Instant> versionTime,
        Optional<Long> versionNumber) {

    public static final ResolutionOptions LATEST = new ResolutionOptions(Optional.empty(), Optional.empty(),
            Optional.empty());

    public ResolutionOptions {
        if (Stream.of(versionId, versionTime, versionNumber).filter(Optional::isPresent).count() > 1) {
            throw new MalformedInput("versionId, versionTime and versionNumber exclude each other");
        }
    }

    public static ResolutionOptions atVersion(String versionId) {
        return new ResolutionOptions(Optional.of(versionId), Optional.empty(), Optional.empty());
    }

    public static ResolutionOptions atTime(Instant versionTime) {
        return new ResolutionOptions(Optional.empty(), Optional.of(versionTime), Optional.empty());
    }

    public static ResolutionOptions atNumber(long versionNumber) {
        return new ResolutionOptions(Optional.empty(), Optional.empty(), Optional.of(versionNumber));
    }

    public boolean latest() {
        return versionId.isEmpty() && versionTime.isEmpty() && versionNumber.isEmpty();
    }
}
