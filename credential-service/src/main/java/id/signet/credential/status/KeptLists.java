package id.signet.credential.status;

import id.signet.crypto.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where a follower keeps the signed lists it fetched. */
public interface KeptLists {

    /**
     * @param array SHA-256 of its uncompressed bits
     */
    record Kept(StatusFace face, Bytes body, Bytes array, Instant fetchedAt) {}

    /** @param url of the list */
    Optional<Kept> find(String url);

    void keep(String url, Kept list);

    /** The lists of which another version is logged than kept, and those fetched before that time; at most so many. */
    List<String> due(Instant fetchedBefore, int most);
}
