package id.signet.registry.net;

import java.util.Set;

/** Reads small public files. */
@FunctionalInterface
public interface Web {

    /**
     * @param mediaTypes those of which the answer must be one, without parameters
     */
    Fetched get(HttpsAddress address, Set<String> mediaTypes);
}
