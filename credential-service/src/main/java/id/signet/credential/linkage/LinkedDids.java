package id.signet.credential.linkage;

import id.signet.registry.did.Did;
import java.time.Instant;
import java.util.List;

/** The DIDs whose tenants asked that our own origin publishes them. */
public interface LinkedDids {

    /** Within the transaction that is open. */
    void add(Did did, Instant at);

    /** Within the transaction that is open. */
    void remove(Did did);

    boolean contains(Did did);

    int count();

    /** Who asked first stands first. */
    List<Did> all();
}
