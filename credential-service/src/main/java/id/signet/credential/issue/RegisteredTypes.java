package id.signet.credential.issue;

import id.signet.credential.issue.IssuanceRefusal.Violation;
import id.signet.registry.schema.RegisteredSchema;
import id.signet.registry.schema.SchemaRegistry;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The types of this service's schema registry. */
public final class RegisteredTypes implements IssuableTypes {

    private final SchemaRegistry schemas;

    public RegisteredTypes(SchemaRegistry schemas) {
        this.schemas = schemas;
    }

    @Override
    public Optional<IssuableType> find(String reference) {
        return schemas.find(reference).map(Registered::new);
    }

    @Override
    public List<IssuableType> named(String name) {
        return schemas.named(name).stream().<IssuableType>map(Registered::new).toList();
    }

    private record Registered(RegisteredSchema schema) implements IssuableType {

        @Override
        public String id() {
            return schema.id();
        }

        @Override
        public String name() {
            return schema.name();
        }

        @Override
        public List<String> uris() {
            return List.of(schema.vct(), schema.typeUri());
        }

        @Override
        public String contextUrl() {
            return schema.contextUrl();
        }

        @Override
        public byte[] contextBytes() {
            return schema.contextBytes().toArray();
        }

        @Override
        public String vct() {
            return schema.vct();
        }

        @Override
        public List<Violation> validate(ObjectNode document) {
            return schema.validate(document)
                    .stream()
                    .map(violation -> new Violation(violation.place(), violation.message()))
                    .toList();
        }
    }
}
