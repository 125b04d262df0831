package id.signet.registry.did.log;

import id.signet.registry.did.Did;
import java.util.List;

/** All did:weid in the log, deactivated ones too, in the order of their creation. */
public interface WeidList {

    /**
     * @param first how many of the oldest are left out
     * @param count at most
     */
    List<Did> dids(long first, int count);

    long count();
}
