package id.signet.registry.net;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * What may leave.
 *
 * @param ports that may be asked for
 * @param networks that may be reached though their addresses are not global: an intranet the operator names
 * @param trust whose certificates are believed
 * @param maxBytes of a body
 * @param total from the name's resolution to the last byte
 */
public record OutboundRules(Set<Integer> ports, List<Network> networks, SSLContext trust, int maxBytes,
        Duration total) {

    public static final Set<Integer> PORTS = Set.of(443, 8443);

    private static final int MEBIBYTE = 1 << 20;
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    public OutboundRules {
        ports = Set.copyOf(ports);
        networks = List.copyOf(networks);
    }

    public static OutboundRules of(Set<Integer> ports, List<Network> networks, SSLContext trust) {
        return new OutboundRules(ports, networks, trust, MEBIBYTE, FIVE_SECONDS);
    }

    boolean reaches(InetAddress address) {
        return Network.isGlobal(address) || networks.stream().anyMatch(network -> network.contains(address));
    }
}
