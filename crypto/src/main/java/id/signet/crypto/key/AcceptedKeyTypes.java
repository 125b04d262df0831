package id.signet.crypto.key;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The types of key that this service makes and whose signatures on credentials count here. Every one that is no preview
 * always does.
 *
 * @param previews those of the previews that the operator switched on
 */
public record AcceptedKeyTypes(Set<KeyType> previews) {

    /** No preview. */
    public static final AcceptedKeyTypes STABLE = new AcceptedKeyTypes(Set.of());

    /** @throws IllegalArgumentException if one of them is no preview */
    public AcceptedKeyTypes {
        previews = Set.copyOf(previews);
        if (!previews.stream().allMatch(KeyType::isPreview)) {
            throw new IllegalArgumentException("not all of " + previews + " are previews");
        }
    }

    public boolean accepts(KeyType type) {
        return !type.isPreview() || previews.contains(type);
    }

    /** Their names, in the order of {@link KeyType}. */
    public String names() {
        return Arrays.stream(KeyType.values())
                .filter(this::accepts)
                .map(KeyType::curve)
                .collect(Collectors.joining(", "));
    }
}
