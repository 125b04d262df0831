package id.signet.registry.did.resolution;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/** References relative to a service's address, which must not lead out of it, however often their dots are encoded. */
final class ServiceAddress {

    private static final int ENCODED = 5;

    private ServiceAddress() {}

    /** Empty if the reference is none, or leads anywhere but below the last slash of the address's path. */
    static Optional<String> below(String address, String reference) {
        try {
            URI base = new URI(address);
            if (base.isOpaque() || base.getRawPath() == null) {
                return Optional.empty();
            }
            URI rooted = base.getRawPath().isEmpty() ? base.resolve("/") : base;
            URI target = rooted.resolve(new URI(reference)).normalize();
            String directory = rooted.getRawPath().substring(0, rooted.getRawPath().lastIndexOf('/') + 1);
            boolean same = Objects.equals(target.getScheme(), base.getScheme())
                    && Objects.equals(target.getRawAuthority(), base.getRawAuthority());
            return same && staysBelow(directory, target.getRawPath())
                    ? Optional.of(target.toString())
                    : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean staysBelow(String directory, String path) {
        String now = path;
        for (int i = 0; i < ENCODED; i++) {
            String plain = now.replace('\\', '/');
            boolean climbs = ("/" + plain + "/").contains("/../") || ("/" + plain + "/").contains("/./");
            if (!plain.startsWith(directory) || climbs) {
                return false;
            }
            String next = URLDecoder.decode(now.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (next.equals(now)) {
                return true;
            }
            now = next;
        }
        return false;
    }
}
