package id.signet.credential.verify;

import id.signet.registry.schema.RegisteredSchema;
import id.signet.registry.schema.SchemaRegistry;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Registered types, for verifying: only by what names one immutable version. */
public final class RegistryTypes implements Types {

    private final SchemaRegistry schemas;

    public RegistryTypes(SchemaRegistry schemas) {
        this.schemas = schemas;
    }

    @Override
    public Optional<RegisteredType> find(String reference) {
        return schemas.find(reference)
                .filter(one -> one.id().equals(reference) || one.vct().equals(reference))
                .map(Version::new);
    }

    private record Version(RegisteredSchema schema) implements RegisteredType {

        @Override
        public String id() {
            return schema.id();
        }

        @Override
        public String name() {
            return schema.name();
        }

        @Override
        public String context() {
            return schema.contextUrl();
        }

        @Override
        public List<String> uris() {
            return List.of(schema.vct(), schema.typeUri());
        }

        @Override
        public List<Violation> validate(ObjectNode document) {
            return schema.validate(document)
                    .stream()
                    .map(found -> new Violation(found.keyword(), found.message()))
                    .toList();
        }
    }
}
