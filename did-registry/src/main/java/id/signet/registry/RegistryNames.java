package id.signet.registry;

import java.util.regex.Pattern;

/**
 * The three names that leaf 0 binds and every public fact relies on.
 *
 * @param origin the log's name
 * @param publicUrl the base of all published addresses
 * @param network the {@code <network>} of did:weid
 */
public record RegistryNames(String origin, PublicUrl publicUrl, String network) {

    private static final Pattern NETWORK = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    public RegistryNames {
        if (!NETWORK.matcher(network).matches()) {
            throw new IllegalArgumentException("a network has 1 to 32 characters of a-z 0-9 -");
        }
    }
}
