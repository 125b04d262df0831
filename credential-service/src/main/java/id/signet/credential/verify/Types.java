package id.signet.credential.verify;

import id.signet.credential.UnverifiedCredential;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What the registry knows of the type a credential claims to be. */
@FunctionalInterface
public interface Types {

    /** A registry without a single type. */
    Types NONE = reference -> Optional.empty();

    /** @param reference the URL of a schema version, or a {@code vct} */
    Optional<RegisteredType> find(String reference);

    /** One immutable version of a type. */
    interface RegisteredType {

        /** The URL of the version. */
        String id();

        /** The name that stands in {@code type}. */
        String name();

        /** The URL of its JSON-LD context. */
        String context();

        /** @return what is wrong, in no fixed order; empty when the document is valid */
        List<Violation> validate(ObjectNode document);
    }

    /**
     * @param keyword the JSON Schema keyword that failed, such as {@code required}
     * @param message a sentence that names the place, never the value
     */
    record Violation(String keyword, String message) {}

    /** The types by which an accreditation may cover the credential: URIs, most exact first. */
    default List<String> urisOf(UnverifiedCredential credential) {
        return credential.types();
    }
}
