package id.signet.registry.did.hosting;

import java.util.Locale;
import java.util.Optional;

/** The DID methods under which a DID can be made here. */
public enum HostedMethod {
    WEID,
    WEB,
    WEBVH,
    KEY,
    JWK;

    /** The method's name in a DID and in the REST API. */
    public String methodName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<HostedMethod> named(String methodName) {
        for (HostedMethod method : values()) {
            if (method.methodName().equals(methodName)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }
}
