package id.signet.registry.net;

import id.signet.crypto.Bytes;
import java.time.Instant;

/** What became of asking an address on the web. */
public sealed interface Fetched {

    /**
     * @param mediaType one of those asked for, in lower case and without parameters
     * @param retrieved when these bytes were read from their host
     * @param maxAge seconds that the host says they stay good for; negative where it says nothing
     */
    record Found(Bytes body, String mediaType, Instant retrieved, long maxAge) implements Fetched {}

    /** The host answers, and has nothing there. */
    record Absent() implements Fetched {}

    /** The address is one that is not asked at all. */
    record Forbidden(String reason) implements Fetched {}

    /** Too much is being asked at this moment; it says nothing about the host. */
    record Busy() implements Fetched {}

    /** No answer that can be used. */
    record Unreachable(String reason) implements Fetched {}
}
