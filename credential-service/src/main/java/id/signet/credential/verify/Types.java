package id.signet.credential.verify;

import id.signet.credential.UnverifiedCredential;
import id.signet.credential.format.VcDocument;
import id.signet.crypto.Bytes;
import id.signet.registry.schema.SchemaRegistry;
import id.signet.registry.schema.SchemaViolation;
import java.util.ArrayList;
import id.signet.credential.SchemaReference;
import id.signet.ledger.LeafIndex;
import id.signet.registry.schema.RegisteredSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** What the registry knows of the type a credential claims to be. */
@FunctionalInterface
public interface Types {

    /** @param reference the URL of a schema version, or a {@code vct} */
    Optional<RegisteredType> find(String reference);

    /** The types of this log's schema registry, found only by what names one immutable version. */
    static Types of(SchemaRegistry schemas) {
        return new Types() {

            @Override
            public Optional<RegisteredType> find(String reference) {
                return schemas.find(reference)
                        .filter(found -> found.id().equals(reference) || found.vct().equals(reference)
                                || found.credentialUrl().equals(reference))
                        .map(RegisteredType::of);
            }

            @Override
            public Optional<RegisteredType> cpt(String typeUri, Optional<LeafIndex> at) {
                Optional<RegisteredSchema> version = schemas.find(typeUri)
                        .filter(newest -> newest.typeUri().equals(typeUri));
                while (version.isPresent() && at.isPresent() && at.get().isBefore(version.get().leafIndex())) {
                    var later = version.get();
                    version = later.version() == 1
                            ? Optional.empty()
                            : schemas.find(later.cptId(), later.version() - 1);
                }
                return version.map(RegisteredType::of);
            }
        };
    }

    /**
     * The version of a CPT that was the newest.
     *
     * @param typeUri the type over all its versions
     * @param at the place in the log at which it was; absent: today
     */
    default Optional<RegisteredType> cpt(String typeUri, Optional<LeafIndex> at) {
        return Optional.empty();
    }

    /** The type that a credential's reference means, for a credential at this place of the log. */
    default Optional<RegisteredType> meant(SchemaReference reference, Optional<LeafIndex> at) {
        return reference.type().equals(SchemaReference.CPT) ? cpt(reference.id(), at) : find(reference.id());
    }

    /**
     * One immutable version of a type.
     *
     * @param id the URL of the version
     * @param name that stands in {@code type}
     * @param context the URL of its JSON-LD context
     * @param uris by which an accreditation may name it, the most exact first: this version, and all versions
     * @param served the documents of this version by their URLs: what a digest in a paper is of
     * @param schema says what is wrong with a document, in no fixed order; nothing when it is valid
     */
    record RegisteredType(String id, String name, String context, List<String> uris, Map<String, Bytes> served,
            Function<ObjectNode, List<SchemaViolation>> schema) {

        static RegisteredType of(RegisteredSchema found) {
            return new RegisteredType(found.id(), found.name(), found.contextUrl(), found.uris(),
                    Map.of(found.id(), found.jsonSchemaBytes(), found.vct(), found.typeMetadataBytes()),
                    found::validate);
        }

        public RegisteredType {
            uris = List.copyOf(uris);
            served = Map.copyOf(served);
        }

        /** Whether a name in the document's {@code type} stands for this type. */
        boolean names(String type, ObjectNode document) {
            return name.equals(type)
                    && VcDocument.items(document, "@context")
                            .stream()
                            .anyMatch(item -> item.isString() && item.stringValue().equals(context));
        }
    }

    /**
     * What an issuer must be accredited for to issue the credential: one list of URIs for each type it claims, any of
     * which will do. A name means what the document's own contexts say, so it stands for a registered type only beside
     * that type's context; else it is taken as it stands.
     *
     * @param at the credential's place in the log
     */
    default List<List<String>> claimedBy(UnverifiedCredential credential, Optional<LeafIndex> at) {
        var registered = credential.schemas()
                .stream()
                .flatMap(schema -> meant(schema, at).stream())
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
