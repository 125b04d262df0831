package id.signet.registry.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Who has which address: DNS. */
@FunctionalInterface
public interface Names {

    /** What this machine's resolver says. */
    Names OF_THIS_MACHINE = host -> List.of(InetAddress.getAllByName(host));

    /** All addresses of the host. */
    List<InetAddress> addresses(String host) throws UnknownHostException;
}
