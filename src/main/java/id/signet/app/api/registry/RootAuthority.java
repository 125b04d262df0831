package id.signet.app.api.registry;

import id.signet.registry.did.Did;
import java.util.Optional;

/** The authority that signs where a request names none; the sandbox has one. */
@FunctionalInterface
public interface RootAuthority {

    Optional<Did> did();
}
