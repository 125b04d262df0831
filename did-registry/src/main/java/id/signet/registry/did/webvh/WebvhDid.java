package id.signet.registry.did.webvh;

import id.signet.crypto.MalformedInput;
import id.signet.registry.did.Did;
import id.signet.registry.did.WebLocation;

/**
 * {@code did:webvh:<scid>:<host>[%3Aport](:segment)*}: did:webvh 1.0, "Method-Specific Identifier".
 *
 * @param scid the hash of the log's beginning; stays when the DID moves
 * @param location where the log is published
 */
public record WebvhDid(Did did, WebvhHash scid, WebLocation location) {

    public static final String METHOD = "webvh";

    /** @throws MalformedInput if it is no good did:webvh */
    public static WebvhDid of(Did did) {
        int colon = did.specificId().indexOf(':');
        if (!did.method().equals(METHOD) || colon < 0) {
            throw new MalformedInput("a did:webvh is did:webvh:<scid>:<host>");
        }
        return new WebvhDid(did, new WebvhHash(did.specificId().substring(0, colon)),
                WebLocation.parse(did.specificId().substring(colon + 1)));
    }
}
