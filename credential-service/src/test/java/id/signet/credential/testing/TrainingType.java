package id.signet.credential.testing;

import id.signet.credential.issue.IssuableTypes;
import id.signet.credential.issue.IssuableTypes.IssuableType;
import id.signet.credential.issue.IssuanceRefusal.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A registry with one type, whose subjects have a course. */
public final class TrainingType implements IssuableTypes, IssuableType {

    public static final String NAME = "TrainingCertificate";
    public static final String URI = "https://signet.example/types/2000000";

    @Override
    public Optional<IssuableType> find(String reference) {
        return reference.equals(id()) || reference.equals("2000000") ? Optional.of(this) : Optional.empty();
    }

    @Override
    public Optional<IssuableType> named(String name) {
        return name.equals(NAME) ? Optional.of(this) : Optional.empty();
    }

    @Override
    public String id() {
        return "https://signet.example/schemas/2000000/1";
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> uris() {
        return List.of(vct(), URI);
    }

    @Override
    public String contextUrl() {
        return id() + "/context";
    }

    @Override
    public byte[] contextBytes() {
        return "{\"@context\":{\"@protected\":true}}".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String vct() {
        return URI + "/1";
    }

    @Override
    public List<Violation> validate(ObjectNode document) {
        return document.path("credentialSubject").path("course").isString()
                ? List.of()
                : List.of(new Violation("/credentialSubject", "the member course is missing"));
    }
}
