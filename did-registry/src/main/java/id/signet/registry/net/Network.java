package id.signet.registry.net;

import java.net.InetAddress;
import java.util.List;

/**
 * A range of IP addresses, such as {@code 10.1.0.0/16}.
 *
 * @param prefix how many bits of the address count
 */
public record Network(InetAddress address, int prefix) {

    /** Of the IPv4 addresses, those that are not global (IANA IPv4 Special-Purpose Address Registry), and multicast. */
    private static final List<Network> NOT_GLOBAL_V4 = all("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
            "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");
    /** Of the IPv6 addresses only these are given to hosts on the Internet, */
    private static final Network GLOBAL_V6 = parse("2000::/3");
    /** but for these among them: protocol assignments with Teredo, documentation, and 6to4 with an IPv4 address inside. */
    private static final List<Network> NOT_GLOBAL_V6 = all("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    public Network {
        if (prefix < 0 || prefix > address.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("the prefix is longer than the address");
        }
    }

    /** @throws IllegalArgumentException unless the text is an address, a slash and a number of bits */
    public static Network parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("a network is written as address/bits: " + text);
        }
        return new Network(InetAddress.ofLiteral(parts[0]), Integer.parseInt(parts[1]));
    }

    private static List<Network> all(String... texts) {
        return List.of(texts).stream().map(Network::parse).toList();
    }

    /** Whether an address is one of a host on the Internet. An IPv4 address inside an IPv6 one is judged as IPv4. */
    public static boolean isGlobal(InetAddress address) {
        return address.getAddress().length == 4
                ? NOT_GLOBAL_V4.stream().noneMatch(network -> network.contains(address))
                : GLOBAL_V6.contains(address) && NOT_GLOBAL_V6.stream().noneMatch(network -> network.contains(address));
    }

    public boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return address.getHostAddress() + "/" + prefix;
    }
}
