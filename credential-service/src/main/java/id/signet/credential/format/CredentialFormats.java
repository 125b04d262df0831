package id.signet.credential.format;

import id.signet.credential.UnverifiedCredential;
import id.signet.crypto.MalformedInput;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** All formats this service speaks; finds the one a submission belongs to. */
public final class CredentialFormats {

    private final List<CredentialReader> formats;

    /** @param formats the first that recognises a submission reads it */
    public CredentialFormats(List<? extends CredentialReader> formats) {
        this.formats = List.copyOf(formats);
    }

    /** A format in which this service issues. */
    public Optional<CredentialFormat> named(String name) {
        return formats.stream()
                .filter(format -> format.name().equals(name))
                .filter(CredentialFormat.class::isInstance)
                .map(CredentialFormat.class::cast)
                .findFirst();
    }

    /**
     * @param credential an object, or a token as a JSON string
     * @throws MalformedInput when no format recognises it, or the one that does finds it malformed
     */
    public UnverifiedCredential parse(JsonNode credential) {
        var submission = Envelopes.open(credential);
        for (var format : formats) {
            if (format.recognises(submission)) {
                return format.parse(submission);
            }
        }
        throw new MalformedInput("This is no credential in a format that this service knows.");
    }
}
