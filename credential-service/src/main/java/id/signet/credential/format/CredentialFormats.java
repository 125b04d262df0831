package id.signet.credential.format;

import id.signet.credential.UnverifiedCredential;
import id.signet.crypto.MalformedInput;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** All formats this service speaks; finds the one a submission belongs to. */
public final class CredentialFormats {

    private final List<CredentialFormat> formats;

    public CredentialFormats(List<CredentialFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    public Optional<CredentialFormat> named(String name) {
        return formats.stream().filter(format -> format.name().equals(name)).findFirst();
    }

    /**
     * @param credential an object, or a token as a JSON string
     * @throws MalformedInput when no format recognises it, or the one that does finds it malformed
     */
    public UnverifiedCredential parse(JsonNode credential) {
        var submission = submission(credential);
        for (var format : formats) {
            if (format.recognises(submission)) {
                return format.parse(submission);
            }
        }
        throw new MalformedInput("This is no credential in a format that this service knows.");
    }

    private static Submission submission(JsonNode credential) {
        if (credential instanceof ObjectNode document) {
            return new Submission.Document(document);
        }
        if (credential.isString()) {
            return new Submission.Token(credential.stringValue());
        }
        throw new MalformedInput("A credential is a JSON object or a token, not another kind of JSON value.");
    }
}
