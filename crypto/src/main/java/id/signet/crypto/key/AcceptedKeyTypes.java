package id.signet.crypto.key;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    /** The type of this name, compared exactly, if it is accepted. */
    public Optional<KeyType> named(String name) {
        return KeyType.ofCurve(name).filter(this::accepts);
    }

    /** Their names for a sentence, such as "P-256, SM2 or Ed25519", in the order of {@link KeyType}. */
    public String names() {
        List<String> names = Arrays.stream(KeyType.values()).filter(this::accepts).map(KeyType::curve).toList();
        return String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
    }
}
