package id.signet.credential;

import id.signet.crypto.Bytes;
import java.util.Optional;

/** A credential's place in a status list, as the credential names it. */
public sealed interface StatusEntry {

    /** The status purposes of Signet's own lists. */
    String REVOCATION = "revocation";

    String SUSPENSION = "suspension";

    /**
     * A {@code BitstringStatusListEntry} (W3C Bitstring Status List 1.0).
     *
     * @param purpose such as {@code revocation}
     * @param index the place in the list, counted in entries of {@code size} bits
     * @param size the bits of one entry: 1, 2, 4 or 8
     * @param list the URL of the list's credential
     * @param messages what the values mean, where the credential tells
     */
    record BitstringEntry(String purpose, long index, int size, String list, Optional<StatusMessages> messages)
            implements
                StatusEntry {

        public BitstringEntry(String purpose, long index, int size, String list) {
            this(purpose, index, size, list, Optional.empty());
        }

        public BitstringEntry {
            if (index < 0 || size < 1) {
                throw new IllegalArgumentException("a status entry has an index from 0 and a size from 1");
            }
        }
    }

    /**
     * A {@code status_list} reference (Token Status List).
     *
     * @param index the place in the list
     * @param list the URI of the list's token
     */
    record TokenEntry(long index, String list) implements StatusEntry {

        public TokenEntry {
            if (index < 0) {
                throw new IllegalArgumentException("a status entry has an index from 0");
            }
        }
    }

    /**
     * The format has no member for a status: it stands in the record of the node that issued the credential.
     *
     * @param signedInputHash by which the record is found
     */
    record RecordEntry(Bytes signedInputHash) implements StatusEntry {}

    /** A kind of status this service does not know: it is reported, and never taken for good. */
    record UnknownEntry(String type) implements StatusEntry {}
}
