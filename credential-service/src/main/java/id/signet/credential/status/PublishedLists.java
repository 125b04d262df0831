package id.signet.credential.status;

import java.util.List;

/** The status lists below the public address of this service. */
@FunctionalInterface
public interface PublishedLists {

    /**
     * The list as it is served now.
     *
     * @param opaque the last part of the list's address, as received
     * @param wanted the forms the reader takes, the best first; empty: any
     */
    ServedList publishedList(String opaque, List<StatusFace> wanted);
}
