package id.signet.app.config;

import id.signet.crypto.key.AcceptedKeyTypes;
import id.signet.ledger.follow.Follower;
import id.signet.registry.RegistryNames;
import id.signet.registry.TenantId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the operator decided, checked.
 *
 * @param sandbox whether this is a place to try things in, whose papers mean nothing
 * @param names public address, log origin and network, bound together in leaf 0: they are baked into issued papers
 * @param home the operator's own tenant
 * @param adminKey the API key of the operator
 * @param keyTypes what keys are made, and count on credentials
 * @param authorities the DIDs of the authorities that are trusted where a policy names none
 * @param node which of several nodes this is
 * @param following whose log this service follows; empty if it writes one
 * @param guardFolder where the last published checkpoint is remembered, outside the data directory in production
 */
public record Settings(boolean sandbox, RegistryNames names, TenantId home, String adminKey,
        MasterKeySource masterKey, Path dataDirectory, Path guardFolder, Database database, Limits limits,
        AcceptedKeyTypes keyTypes, List<String> authorities, Node node, Optional<Following> following) {

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

        /** H2 in the data directory. */
        record Embedded(Path folder) implements Database {}

        record Postgres(String url, String user, String password) implements Database {

            @Override
            public String toString() {
                return "Postgres[" + url + "]";
            }
        }
    }

    /**
     * One of the nodes that write one log.
     *
     * @param sharedGuard a database other than the log's, that remembers the last published checkpoint for all nodes; empty
     *        where the guard is a file
     */
    public record Node(String name, Optional<Database.Postgres> sharedGuard) {

        public static final Node ALONE = new Node("main", Optional.empty());
    }

    /**
     * The log that a follower follows.
     *
     * @param address of the service that writes it, without a slash at its end
     * @param oldest how old a view may be to say anything about a status
     */
    public record Following(URI address, Follower.Terms terms, Duration oldest) {}

    /**
     * @param anonymousPerMinute verifications per minute and address without a key
     * @param failuresPerMinute wrong API keys per minute and address
     */
    public record Limits(int anonymousPerMinute, int anonymousBurst, int failuresPerMinute) {}

    /** Without secrets. */
    @Override
    public String toString() {
        return "Settings[" + (sandbox ? "sandbox" : "production") + ", " + names + ", " + dataDirectory + "]";
    }
}
