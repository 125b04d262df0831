package id.signet.credential.issue;

import id.signet.credential.issue.IssuanceRefusal.Violation;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The registered types, as issuing sees them. */
public interface IssuableTypes {

    /** @param reference the URL of a schema version, or a CPT number (its newest version) */
    Optional<IssuableType> find(String reference);

    /** The newest version of each type with this name: several authors may have chosen the same. */
    List<IssuableType> named(String name);

    /** One immutable version of a type. */
    interface IssuableType {

        /** The URL of the version: the {@code id} in {@code credentialSchema}. */
        String id();

        /** The name that stands in {@code type}. */
        String name();

        /** The URIs by which an accreditation may cover it, the most exact first. */
        List<String> uris();

        /** The URL of its JSON-LD context. */
        String contextUrl();

        /** The context as it is served under that URL. */
        byte[] contextBytes();

        /** Its SD-JWT VC identifier. */
        String vct();

        /** @return what is wrong with a credential document; empty when it is valid */
        List<Violation> validate(ObjectNode document);
    }
}
