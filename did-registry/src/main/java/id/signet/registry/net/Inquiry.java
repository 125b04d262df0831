package id.signet.registry.net;

import id.signet.crypto.Bytes;

/** Puts a small question to a service that the operator named, and reads its answer. */
@FunctionalInterface
public interface Inquiry {

    /** Where the operator lets nothing out. */
    Inquiry CLOSED = (address, question, mediaType, answerType) -> new Fetched.Forbidden(
            "this service does not ask other hosts");

    /**
     * @param mediaType of the question
     * @param answerType the media type that the answer must have, without parameters
     */
    Fetched ask(ServiceAddress address, Bytes question, String mediaType, String answerType);
}
