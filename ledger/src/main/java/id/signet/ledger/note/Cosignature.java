package id.signet.ledger.note;

import id.signet.crypto.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A cosignature/v1 (C2SP tlog-cosignature): at that time the cosigner knew of no longer tree of this log, and this one
 * continues all it saw before.
 *
 * @param time whole seconds
 * @param signature 64 bytes of Ed25519
 */
public record Cosignature(Instant time, Bytes signature) {

    private static final int SIGNATURE_LENGTH = 64;

    /** Later than any date that can be written; a POSIX time up to 2^63 - 1 may be signed, but tells nothing. */
    private static final long LATEST = Instant.MAX.getEpochSecond();

    /** Reads {@code u64 timestamp || ed25519_signature[64]}; empty if it is none. */
    static Optional<Cosignature> parse(Bytes timestamped) {
        if (timestamped.size() != Long.BYTES + SIGNATURE_LENGTH) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(timestamped.toArray());
        long seconds = bytes.getLong();
        if (seconds < 0 || seconds > LATEST) {
            return Optional.empty();
        }
        byte[] signature = new byte[SIGNATURE_LENGTH];
        bytes.get(signature);
        return Optional.of(new Cosignature(Instant.ofEpochSecond(seconds), Bytes.of(signature)));
    }

    /** {@code u64 timestamp || ed25519_signature[64]}. */
    Bytes encode() {
        return Bytes.of(ByteBuffer.allocate(Long.BYTES + SIGNATURE_LENGTH)
                .putLong(time.getEpochSecond())
                .put(signature.toArray())
                .array());
    }

    /** What is signed: header line, time line, then the whole text of the checkpoint. */
    static byte[] message(Instant time, String text) {
        return ("cosignature/v1\ntime " + time.getEpochSecond() + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    byte[] message(String text) {
        return message(time, text);
    }
}
