package id.signet.app.config;

import id.signet.registry.TenantId;
import java.net.URI;
import java.nio.file.Path;

/**
 * What the operator decided, checked. {@code publicUrl}, {@code logOrigin} and {@code network} are bound together in leaf 0
 * of the log: they are baked into issued papers.
 *
 * @param sandbox whether this is a place to try things in, whose papers mean nothing
 * @param publicUrl how the world reaches the service, without a slash at its end
 * @param home the operator's own tenant
 * @param adminKey the API key of the operator
 * @param guardFile where the last published checkpoint is remembered, outside the data directory in production
 */
public record Settings(boolean sandbox, URI publicUrl, String logOrigin, String network, TenantId home, String adminKey,
        MasterKeySource masterKey, Path dataDirectory, Path guardFile, Database database, Limits limits) {

    /** Where the master key is read. */
    public sealed interface MasterKeySource {

        record InFile(Path file) implements MasterKeySource {}

        record AsText(String text) implements MasterKeySource {

            @Override
            public String toString() {
                return "AsText[...]";
            }
        }
    }

    /** Which database holds everything. */
    public sealed interface Database {

        /** H2 in a file of the data directory. */
        record Embedded(Path file) implements Database {}

        record Postgres(String url, String user, String password) implements Database {

            @Override
            public String toString() {
                return "Postgres[" + url + "]";
            }
        }
    }

    /**
     * @param anonymousPerMinute verifications per minute and address without a key
     * @param failuresPerMinute wrong API keys per minute and address
     */
    public record Limits(int anonymousPerMinute, int anonymousBurst, int failuresPerMinute) {}

    public boolean https() {
        return publicUrl.getScheme().equals("https");
    }

    /** The host of the public address as did:web writes it: a port follows as {@code %3A8443}. */
    public String didWebHost() {
        return publicUrl.getHost() + (publicUrl.getPort() < 0 ? "" : "%3A" + publicUrl.getPort());
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "Settings[" + (sandbox ? "sandbox" : "production") + ", " + publicUrl + ", " + logOrigin + ", " + network
                + ", "
                + dataDirectory + "]";
    }
}
