package id.signet.registry.net;

import java.time.Duration;
import java.util.Set;

/** Reads small public files. */
@FunctionalInterface
public interface Web {

    /**
     * @param mediaTypes those of which the answer must be one, without parameters
     */
    Fetched get(HttpsAddress address, Set<String> mediaTypes);

    /**
     * The same, for a file whose age counts: what was read earlier than that is read again, whatever its host says.
     *
     * @param oldest how long ago what is found was read at most
     */
    default Fetched get(HttpsAddress address, Set<String> mediaTypes, Duration oldest) {
        return get(address, mediaTypes);
    }
}
