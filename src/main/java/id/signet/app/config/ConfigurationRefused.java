package id.signet.app.config;

/** The service does not start with these settings. The message tells the operator what to change. */
public final class ConfigurationRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigurationRefused(String message) {
        super(message);
    }
}
