package id.signet.app.api.weidentity;

import id.signet.crypto.key.ChainSignatures;
import id.signet.crypto.key.PublicKey;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.SignedOperation;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A function whose caller keeps the key: what is to be signed is told first, and taken back signed. */
interface SignedFunction {

    /** As WeIdentity writes it, at both paths. */
    String name();

    /** From {@code functionArg} of the first call. */
    ToSign prepare(Arguments arguments, Window window);

    /**
     * The same anew from what came back: nothing is believed of it but what it asks for.
     *
     * @param operation as it was handed out
     */
    ToSign prepareAgain(ObjectNode operation, Window window);

    /** Carries out what was signed, and answers {@code respBody}. */
    JsonNode submit(Caller caller, SignedOperation signed);

    /** {@code respBody} of a call that was carried out before and whose own answer was lost. */
    JsonNode answerAgain(String subject);

    /**
     * For what a signature is good.
     *
     * @param nonce decimal
     * @param until seconds since 1970, decimal
     */
    record Window(String nonce, String until) {}

    /** @param signers of whom one is to sign the operation as the software of its chain does */
    record ToSign(Operation operation, List<Signer> signers) {

        /** @throws WeidRefused if the document lists no key of a chain for assertions */
        static ToSign by(DidDocument author, Operation operation) {
            return new ToSign(operation, SignedFunction.signers(author));
        }
    }

    /**
     * Who signs as the software of a chain does; at least one.
     *
     * @throws WeidRefused if the document lists no key of a chain for assertions
     */
    static List<Signer> signers(DidDocument author) {
        List<Signer> signers = author.methods(Relationship.ASSERTION_METHOD)
                .stream()
                .filter(method -> ChainSignatures.algorithm(method.key().type()).isPresent())
                .map(method -> new Signer(method.id(), method.key()))
                .toList();
        if (signers.isEmpty()) {
            throw WeidCode.SIGNING_KEY_ABSENT.refusal("The DID has no key of secp256k1 or SM2 that makes assertions.");
        }
        return signers;
    }

    record Signer(DidUrl method, PublicKey key) {}
}
