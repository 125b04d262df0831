package id.signet.ledger.follow;

import id.signet.crypto.Bytes;
import java.io.IOException;
import java.util.Optional;

/** Where a log is read: the files of C2SP tlog-tiles below one prefix. Nothing that comes from here is believed unchecked. */
@FunctionalInterface
public interface Origin {

    /**
     * @param path below the prefix, such as {@code checkpoint} or {@code tile/0/000}
     * @param longest more bytes than this are not read
     * @return empty when the origin says that there is no such file
     * @throws IOException when it is not reached, does not answer in time, or answers otherwise
     */
    Optional<Bytes> read(String path, int longest) throws IOException, InterruptedException;
}
