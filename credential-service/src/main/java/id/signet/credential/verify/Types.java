package id.signet.credential.verify;

import id.signet.credential.UnverifiedCredential;
import id.signet.credential.format.VcDocument;
import java.util.ArrayList;
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

        /** The URIs by which an accreditation may name it, the most exact first: this version, and all versions. */
        List<String> uris();

        /** Whether a name in the document's {@code type} stands for this type. */
        default boolean names(String type, ObjectNode document) {
            return name().equals(type)
                    && VcDocument.items(document, "@context")
                            .stream()
                            .anyMatch(item -> item.isString() && item.stringValue().equals(context()));
        }

        /** @return what is wrong, in no fixed order; empty when the document is valid */
        List<Violation> validate(ObjectNode document);
    }

    /**
     * @param keyword the JSON Schema keyword that failed, such as {@code required}
     * @param message a sentence that names the place, never the value
     */
    record Violation(String keyword, String message) {}

    /**
     * What an issuer must be accredited for to issue the credential: one list of URIs for each type it claims, any of
     * which will do. A name means what the document's own contexts say, so it stands for a registered type only beside
     * that type's context; else it is taken as it stands.
     */
    default List<List<String>> claimedBy(UnverifiedCredential credential) {
        var registered = credential.schemas()
                .stream()
                .flatMap(schema -> find(schema.id()).stream())
                .toList();
        var claimed = new ArrayList<List<String>>();
        for (var type : credential.types()) {
            if (type.equals(VcDocument.TYPE) && credential.types().size() > 1) {
                continue;
            }
            claimed.add(registered.stream()
                    .filter(known -> known.uris().contains(type) || known.names(type, credential.document()))
                    .findFirst()
                    .map(RegisteredType::uris)
                    .orElse(List.of(type)));
        }
        return claimed;
    }
}
