package id.signet.credential.format.weidentity;

import id.signet.registry.did.Did;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.ResolutionResult;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How an identity that moved here from WeIdentity is called now. Papers name it as the old chain did; the log says of each
 * imported DID what it was called there (docs/adr/0025-imported-weidentity-documents.md), and nothing else is believed.
 */
@FunctionalInterface
public interface OldNames {

    /** Nobody moved here. */
    OldNames NONE = did -> did;

    /** The DID here, or what was given. */
    String here(String did);

    /** Those that the log knows. */
    static OldNames of(String network, DidResolver resolver) {
        Pattern form = Pattern.compile("did:weid:(?:[0-9]{1,10}:)?(0x[0-9a-fA-F]{40})");
        return old -> {
            var matcher = form.matcher(old);
            if (!matcher.matches()) {
                return old;
            }
            Did did = new WeidIdentifier(network, matcher.group(1).toLowerCase(Locale.ROOT)).did();
            return imported(resolver.resolve(did)).filter(old::equalsIgnoreCase).isPresent() ? did.toString() : old;
        };
    }

    private static Optional<String> imported(ResolutionResult result) {
        return switch (result) {
            case ResolutionResult.Resolved(var _, var metadata) ->
                Optional.of(metadata.ofMethod().path("imported").path("did").asString(""));
            case ResolutionResult.Deactivated(var _, var _, var metadata) ->
                Optional.of(metadata.ofMethod().path("imported").path("did").asString(""));
            case ResolutionResult.NotFound _,ResolutionResult.Unreachable _,ResolutionResult.Refused _ ->
                Optional.empty();
        };
    }
}
