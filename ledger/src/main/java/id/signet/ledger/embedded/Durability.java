package id.signet.ledger.embedded;

/** How a commit gets to the disk. */
public interface Durability {

    /** Returns once a force to disk that began after this call has ended. */
    void force();

    /** Whether every commit that others can see is on disk already, so that {@link #force} has nothing to do. */
    boolean commitsAreDurable();
}
