package id.signet.crypto.proof;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import tools.jackson.databind.node.ObjectNode;

/** A document as proofs cover it. Canonicalizing is the dear part, so its results are kept for the proofs that share them. */
public final class CoveredDocument {

    private final ObjectNode json;
    private final Map<String, Object> forms = new ConcurrentHashMap<>();

    CoveredDocument(ObjectNode json) {
        this.json = json;
    }

    /** Not to be changed. */
    public ObjectNode json() {
        return json;
    }

    /** @param name of the form, the same wherever the same is computed */
    public <T> T form(String name, Class<T> type, Function<ObjectNode, T> compute) {
        return type.cast(forms.computeIfAbsent(name, _ -> compute.apply(json)));
    }
}
