package id.signet.credential.verify;

import id.signet.crypto.Base64Url;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.SealBroken;
import id.signet.crypto.key.Sealer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Challenges that this service gives out for others to verify presentations against. Each is its own end, sealed: nothing is
 * kept before it is answered, and nobody else can make one.
 */
public final class Challenges {

    /** No longer than an answer is remembered, so that none can be given twice. */
    private static final Duration LIFETIME = Duration.ofMinutes(5);
    private static final byte[] CONTEXT = "challenge".getBytes(StandardCharsets.US_ASCII);
    private static final int MAXIMUM_TEXT = 256;

    private final Sealer sealer;
    private final Clock clock;

    public Challenges(Sealer sealer, Clock clock) {
        this.sealer = sealer;
        this.clock = clock;
    }

    public String fresh() {
        long end = clock.instant().plus(LIFETIME).toEpochMilli();
        return Base64Url.encode(sealer.seal(ByteBuffer.allocate(Long.BYTES).putLong(end).array(), CONTEXT));
    }

    /**
     * Whether this service gave it out.
     *
     * @throws MalformedInput if it did, and the time to answer is over
     */
    public boolean gave(String challenge) {
        Optional<Instant> end = end(challenge);
        if (end.filter(over -> !clock.instant().isBefore(over)).isPresent()) {
            throw new MalformedInput("The time to answer this challenge is over.");
        }
        return end.isPresent();
    }

    private Optional<Instant> end(String challenge) {
        if (challenge.length() > MAXIMUM_TEXT) {
            return Optional.empty();
        }
        try {
            byte[] end = sealer.open(Base64Url.decode(challenge), CONTEXT);
            return Optional.of(Instant.ofEpochMilli(ByteBuffer.wrap(end).getLong()));
        } catch (MalformedInput | SealBroken notOurs) {
            return Optional.empty();
        }
    }
}
