package id.signet.app.api.weidentity;

import id.signet.crypto.key.PublicKey;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.DidUrl;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.SignedOperation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A function whose caller keeps the key: what is to be signed is told first, and taken back signed. */
interface SignedFunction {

    /** As WeIdentity writes it, at both paths. */
    String name();

    /** From {@code functionArg} of the first call. */
    ToSign prepare(Arguments arguments);

    /**
     * The same anew from what came back: nothing is believed of it but what it asks for.
     *
     * @param operation as it was handed out
     */
    ToSign prepareAgain(ObjectNode operation);

    /** Logs what was signed, and answers {@code respBody}. */
    JsonNode submit(Caller caller, SignedOperation signed);

    /** {@code respBody} of a call that was carried out before and whose own answer was lost. */
    JsonNode answerAgain(String subject);

    /** @param key of the method, which is to sign the operation as the software of its chain does */
    record ToSign(Operation operation, DidUrl method, PublicKey key) {}
}
