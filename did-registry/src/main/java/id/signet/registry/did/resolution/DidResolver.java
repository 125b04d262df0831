package id.signet.registry.did.resolution;

import id.signet.crypto.MalformedInput;
import id.signet.registry.did.Did;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** From a DID to its document, by the method that the DID names. */
public final class DidResolver {

    private final Map<String, DidMethod> methods;

    public DidResolver(Collection<? extends DidMethod> methods) {
        this.methods = methods.stream().collect(Collectors.toUnmodifiableMap(DidMethod::name, Function.identity()));
    }

    /** Whether somebody else's host is asked to resolve this DID. */
    public boolean reachesOut(Did did) {
        DidMethod method = methods.get(did.method());
        return method != null && method.reachesOut(did);
    }

    public ResolutionResult resolve(Did did) {
        return resolve(did, ResolutionOptions.LATEST);
    }

    public ResolutionResult resolve(Did did, ResolutionOptions options) {
        DidMethod method = methods.get(did.method());
        if (method == null) {
            return new ResolutionResult.Refused(ResolutionError.METHOD_NOT_SUPPORTED,
                    "the DID method " + did.method() + " is not supported here");
        }
        return method.resolve(did, options);
    }

    /** As {@link #resolve(Did, ResolutionOptions)}, for text that may be no DID at all. */
    public ResolutionResult resolve(String text, ResolutionOptions options) {
        Did did;
        try {
            did = Did.parse(text);
        } catch (MalformedInput e) {
            return new ResolutionResult.Refused(ResolutionError.INVALID_DID, "the text is not a DID");
        }
        return resolve(did, options);
    }
}
