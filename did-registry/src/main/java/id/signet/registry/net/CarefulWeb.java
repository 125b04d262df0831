package id.signet.registry.net;

import id.signet.crypto.RecentlyUsed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Spares hosts and waiting callers: an answer is remembered for a while and says when it was read; many who ask for the same
 * file at once wait for one question; a host that failed several times in a row is left alone for a time. What has grown old
 * is never given as if it were new: if it cannot be read again, the answer is that it cannot.
 */
public final class CarefulWeb implements Web {

    private static final int MAX_BYTES = 64 << 20;
    private static final int MAX_HOSTS = 10_000;
    private static final Duration USUAL = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration ABSENT = Duration.ofSeconds(10);
    private static final int FAILURES = 3;
    private static final Duration REST = Duration.ofSeconds(30);

    private final Web web;
    private final Clock clock;
    private final RecentlyUsed<HttpsAddress, Remembered> answers = new RecentlyUsed<>(MAX_BYTES,
            (address, remembered) -> remembered.size());
    private final RecentlyUsed<String, Health> hosts = new RecentlyUsed<>(MAX_HOSTS);
    private final Map<HttpsAddress, CompletableFuture<Fetched>> asking = new ConcurrentHashMap<>();

    public CarefulWeb(Web web, Clock clock) {
        this.web = web;
        this.clock = clock;
    }

    private record Remembered(Fetched answer, Instant until) {

        boolean serves(Set<String> mediaTypes, Instant now, Duration oldest) {
            return now.isBefore(until) && switch (answer) {
                case Fetched.Found found -> mediaTypes.contains(found.mediaType())
                        && now.isBefore(found.retrieved().plus(oldest));
                case Fetched.Absent _,Fetched.Forbidden _,Fetched.Busy _,Fetched.Unreachable _ -> true;
            };
        }

        int size() {
            return 256 + (answer instanceof Fetched.Found found ? found.body().size() : 0);
        }
    }

    /** @param failures in a row */
    private record Health(int failures, Instant last) {}

    @Override
    public Fetched get(HttpsAddress address, Set<String> mediaTypes) {
        return get(address, mediaTypes, LONGEST);
    }

    @Override
    public Fetched get(HttpsAddress address, Set<String> mediaTypes, Duration oldest) {
        Remembered remembered = answers.get(address);
        if (remembered != null && remembered.serves(mediaTypes, clock.instant(), oldest)) {
            return remembered.answer();
        }
        Health health = hosts.get(address.origin());
        if (health != null && health.failures() >= FAILURES
                && clock.instant().isBefore(health.last().plus(REST))) {
            return new Fetched.Unreachable("the host failed " + health.failures() + " times, the last at "
                    + health.last() + ", and is left alone for " + REST.toSeconds() + " s");
        }
        CompletableFuture<Fetched> ours = new CompletableFuture<>();
        CompletableFuture<Fetched> theirs = asking.putIfAbsent(address, ours);
        if (theirs != null) {
            return theirs.join();
        }
        try {
            Fetched answer = web.get(address, mediaTypes);
            learn(address, answer);
            ours.complete(answer);
            return answer;
        } finally {
            asking.remove(address, ours);
            // Where asking itself broke, those who wait are not left waiting.
            ours.complete(new Fetched.Unreachable("the question failed"));
        }
    }

    private void learn(HttpsAddress address, Fetched answer) {
        Instant now = clock.instant();
        switch (answer) {
            case Fetched.Found found -> {
                Duration keep = found.maxAge() < 0 ? USUAL : Duration.ofSeconds(found.maxAge());
                answers.put(address, new Remembered(found, now.plus(keep.compareTo(LONGEST) > 0 ? LONGEST : keep)));
                hosts.remove(address.origin());
            }
            case Fetched.Absent absent -> {
                answers.put(address, new Remembered(absent, now.plus(ABSENT)));
                hosts.remove(address.origin());
            }
            case Fetched.Unreachable _ -> {
                Health before = hosts.get(address.origin());
                hosts.put(address.origin(), new Health(before == null ? 1 : before.failures() + 1, now));
            }
            case Fetched.Forbidden _,Fetched.Busy _ -> {
                // The host was not asked.
            }
        }
    }
}
