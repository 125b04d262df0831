package id.signet.app.access;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A bucket of tokens for each address, refilled evenly. Bounded: the address not seen for the longest time is forgotten. An
 * IPv6 address counts by its first 64 bits, which is what one subscriber gets.
 */
public final class TokenBuckets {

    private static final int ADDRESSES = 10_000;

    private final double perMilli;
    private final int burst;
    private final Clock clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > ADDRESSES;
        }
    };

    public TokenBuckets(int perMinute, int burst, Clock clock) {
        if (perMinute < 1 || burst < 1) {
            throw new IllegalArgumentException("a limit lets at least one request through");
        }
        this.perMilli = perMinute / 60_000.0;
        this.burst = burst;
        this.clock = clock;
    }

    /** Takes a token, or says how long to wait for the next. */
    public Optional<Duration> take(String address) {
        long now = clock.millis();
        synchronized (buckets) {
            Bucket bucket = buckets.computeIfAbsent(group(address), key -> new Bucket(burst, now));
            bucket.tokens = Math.min(burst, bucket.tokens + Math.max(0, now - bucket.asOf) * perMilli);
            bucket.asOf = now;
            if (bucket.tokens >= 1) {
                bucket.tokens -= 1;
                return Optional.empty();
            }
            return Optional.of(Duration.ofMillis((long) Math.ceil((1 - bucket.tokens) / perMilli)));
        }
    }

    private static String group(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == 16 ? HexFormat.of().formatHex(Arrays.copyOf(bytes, 8)) : address;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    private static final class Bucket {
        double tokens;
        long asOf;

        Bucket(double tokens, long asOf) {
            this.tokens = tokens;
            this.asOf = asOf;
        }
    }
}
