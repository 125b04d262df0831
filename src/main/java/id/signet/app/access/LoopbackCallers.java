package id.signet.app.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Programs of this machine that bring no key, where the operator lets them act. A request that somebody passed on, or that a
 * page in a browser makes, is not theirs: it names another host, or says where it comes from.
 */
public final class LoopbackCallers {

    /** Nobody acts without a key. */
    public static final LoopbackCallers NONE = new LoopbackCallers(Optional.empty());

    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final List<String> PASSED_ON = List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host",
            "X-Real-IP", "Via", "Origin", "Sec-Fetch-Site");

    private final Optional<KnownCaller> as;

    private LoopbackCallers(Optional<KnownCaller> as) {
        this.as = as;
    }

    /** They all act as this one. */
    public static LoopbackCallers actAs(KnownCaller caller) {
        return new LoopbackCallers(Optional.of(caller));
    }

    Optional<KnownCaller> find(HttpServletRequest request) {
        return as.filter(_ -> isOfThisMachine(request));
    }

    private static boolean isOfThisMachine(HttpServletRequest request) {
        return isLoopback(request.getRemoteAddr()) && HERE.contains(request.getServerName())
                && PASSED_ON.stream().allMatch(header -> request.getHeader(header) == null);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
