package id.signet.app.api.credential;

import java.util.Set;

/** The authorities whose accreditations count where a policy names none. */
@FunctionalInterface
public interface TrustedAuthorities {

    /** DIDs; empty means that nobody is trusted. */
    Set<String> trusted();
}
