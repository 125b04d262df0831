package id.signet.app.paper;

import id.signet.crypto.Bytes;
import id.signet.crypto.cms.DocumentSigner;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.timestamp.TimestampSource;
import id.signet.crypto.timestamp.TimestampSource.Stamped.NoStamp;
import id.signet.crypto.timestamp.TimestampSource.Stamped.Stamp;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs papers: PAdES B-B (ETSI EN 319 142-1), and B-T where an authority for time-stamps is asked and answers.
 *
 * @param timestamps empty: papers have no time-stamp
 */
public record PaperSigning(DocumentSigner signer, Optional<TimestampSource> timestamps) {

    private static final Logger LOG = LoggerFactory.getLogger(PaperSigning.class);

    /** A paper without a time-stamp is a paper still. */
    Bytes sign(byte[] content) {
        return signer.sign(content, value -> timestamps.flatMap(source -> token(source, value)));
    }

    private static Optional<Bytes> token(TimestampSource source, Bytes signature) {
        return switch (source.stamp(Bytes.of(Hashes.sha256(signature.toArray())))) {
            case Stamp stamp -> Optional.of(stamp.timestamp().token());
            case NoStamp none -> {
                LOG.warn("a paper goes out without a time-stamp: {}", none.reason());
                yield Optional.empty();
            }
        };
    }
}
