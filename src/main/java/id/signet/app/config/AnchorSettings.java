package id.signet.app.config;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.EthereumAccount;
import id.signet.ledger.anchor.evm.Address;
import id.signet.ledger.anchor.evm.EvmAnchor;
import id.signet.ledger.anchor.evm.HttpJsonRpc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What an operator decides about the chain that keeps checkpoints of the log. */
public final class AnchorSettings {

    static final String URL = "SIGNET_CHAIN_URL";
    static final String CHAIN_ID = "SIGNET_CHAIN_ID";
    static final String CONTRACT = "SIGNET_CHAIN_CONTRACT";
    static final String KEY_FILE = "SIGNET_CHAIN_KEY_FILE";
    static final String CONFIRMATIONS = "SIGNET_CHAIN_CONFIRMATIONS";
    static final String INTERVAL = "SIGNET_CHAIN_INTERVAL_SECONDS";
    static final String GAS_PRICE = "SIGNET_CHAIN_HIGHEST_GAS_PRICE";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String USUAL_GAS_PRICE = "100000000000";

    private final Function<String, Optional<String>> environment;

    /** @param environment a setting by its name, empty where it is not set or blank */
    public AnchorSettings(Function<String, Optional<String>> environment) {
        this.environment = environment;
    }

    boolean areSet() {
        return environment.apply(URL).isPresent();
    }

    public HttpJsonRpc node() {
        return node(needed(URL, "the address of a chain's node, such as http://127.0.0.1:8545"));
    }

    public static HttpJsonRpc node(String text) {
        try {
            URI uri = new URI(text);
            if (!Set.of("http", "https").contains(String.valueOf(uri.getScheme())) || uri.getHost() == null) {
                throw new ConfigurationRefused(URL + ": not an http or https address: " + text);
            }
            return new HttpJsonRpc(uri);
        } catch (URISyntaxException e) {
            throw new ConfigurationRefused(URL + ": not an address: " + text);
        }
    }

    public long chainId() {
        return number(CHAIN_ID, needed(CHAIN_ID, "the number of the only chain that transactions are signed for"))
                .longValueExact();
    }

    public Address contract() {
        return address(needed(CONTRACT, "the address that 'signet chain deploy' tells"));
    }

    public static Address address(String text) {
        try {
            return Address.parse(text);
        } catch (MalformedInput e) {
            throw new ConfigurationRefused(CONTRACT + ": " + e.getMessage() + ".");
        }
    }

    /** The account that pays and signs; its key is made at the first use. */
    public EthereumAccount account() {
        Path file = Path.of(needed(KEY_FILE, "the file of mode 0600 with the key that signs transactions"));
        try {
            String text = SettingsReader.kept(file, () -> {
                byte[] secret = new byte[32];
                new SecureRandom().nextBytes(secret);
                return HexFormat.of().formatHex(secret);
            });
            if (Files.getFileStore(file).supportsFileAttributeView("posix") && !Set
                    .of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)
                    .containsAll(Files.getPosixFilePermissions(file))) {
                throw new ConfigurationRefused(file + " may be read by others; set its mode to 0600.");
            }
            return EthereumAccount.ofSecret(HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        } catch (IllegalArgumentException e) {
            // No cause: its message could repeat the key.
            throw new ConfigurationRefused(file + " does not hold a key: 64 hexadecimal digits.");
        }
    }

    EvmAnchor.Terms terms() {
        BigInteger confirmations = number(CONFIRMATIONS, environment.apply(CONFIRMATIONS).orElse("12"));
        BigInteger interval = number(INTERVAL, environment.apply(INTERVAL).orElse("60"));
        if (confirmations.signum() == 0 || interval.signum() == 0) {
            throw new ConfigurationRefused(CONFIRMATIONS + " and " + INTERVAL + " are at least 1.");
        }
        return new EvmAnchor.Terms(chainId(), contract(), confirmations.intValueExact(),
                Duration.ofSeconds(interval.longValueExact()), PATIENCE,
                number(GAS_PRICE, environment.apply(GAS_PRICE).orElse(USUAL_GAS_PRICE)));
    }

    private String needed(String setting, String meaning) {
        return environment.apply(setting)
                .orElseThrow(() -> new ConfigurationRefused(setting + " is not set: " + meaning));
    }

    private static BigInteger number(String setting, String text) {
        if (!text.matches("[0-9]{1,15}") || (setting.equals(CONFIRMATIONS) && text.length() > 6)) {
            throw new ConfigurationRefused(setting + " must be a whole number.");
        }
        return new BigInteger(text);
    }
}
