package id.signet.credential.presentation;

import id.signet.credential.UnsuitableInput;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.SigningKey;
import tools.jackson.databind.JsonNode;

/** One way for a holder to secure a presentation. */
public interface PresentationFormat {

    /** {@code data-integrity}, {@code vp+jwt} or {@code vp+cose}. */
    String name();

    /**
     * Signs with the key of the method that the presentation names.
     *
     * @return an object with its proof, a token as a JSON string, or a message in its envelope
     * @throws UnsuitableInput when the format or the key cannot carry what is asked for
     * @throws MalformedInput when the document is no presentation of VC Data Model 2.0
     */
    JsonNode secure(UnsecuredPresentation presentation, SigningKey key);
}
