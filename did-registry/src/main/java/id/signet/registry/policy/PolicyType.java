package id.signet.registry.policy;

import java.util.Arrays;
import java.util.Optional;

/** How a presentation policy of WeIdentity wants to be answered. */
public enum PolicyType {
    /** By claims as they are. */
    ORIGINAL("original"),
    /** By proofs about claims, where a policy has predicates. */
    ZKP("zkp");

    private final String text;

    PolicyType(String text) {
        this.text = text;
    }

    /** As it stands in the log. */
    public String text() {
        return text;
    }

    public static Optional<PolicyType> of(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }
}
