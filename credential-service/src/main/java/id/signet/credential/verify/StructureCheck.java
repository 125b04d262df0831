package id.signet.credential.verify;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.format.CredentialFormats;
import id.signet.credential.verify.CheckOutcome.Failed;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.MalformedKeyId;
import id.signet.crypto.jose.TokenRefused;
import id.signet.crypto.proof.ProofRefused;
import id.signet.crypto.rdf.ContextRefused;
import id.signet.crypto.rdf.DatasetTooComplex;
import id.signet.crypto.rdf.UndefinedTerm;
import java.util.Locale;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The first check makes what the others look at: bytes become a credential here or nowhere. Every term of a JSON-LD
 * document must be defined by a known context, also where the securing mechanism itself does not ask for it.
 */
public final class StructureCheck {

    private final CredentialFormats formats;
    private final Terms terms;
    private final Terms vcApiTerms;

    public StructureCheck(CredentialFormats formats, Terms terms) {
        this(formats, terms, terms);
    }

    /**
     * @param terms for every policy but {@code vc-api}
     * @param vcApiTerms for that one: the W3C's vectors and suites use contexts of examples, which give some meaning to
     *        every word
     */
    public StructureCheck(CredentialFormats formats, Terms terms, Terms vcApiTerms) {
        this.formats = formats;
        this.terms = terms;
        this.vcApiTerms = vcApiTerms;
    }

    /** Judges the terms of a JSON-LD document. */
    @FunctionalInterface
    public interface Terms {

        /** @throws MalformedInput when a term is undefined, or a context is not one this service knows */
        void check(ObjectNode document);
    }

    /** What became of the bytes. */
    public sealed interface Answer {

        record WellFormed(UnverifiedCredential credential, Passed outcome) implements Answer {}

        record Malformed(Failed outcome) implements Answer {}
    }

    /** @throws MalformedInput.TooLarge for input over a limit, which is a problem of the request, not of a credential */
    public Answer judge(JsonNode submitted, VerificationPolicy policy) {
        return judge(() -> formats.parse(submitted), policy);
    }

    /** Judges a credential that was parsed as part of a presentation. */
    public Answer judge(UnverifiedCredential credential, VerificationPolicy policy) {
        return judge(() -> credential, policy);
    }

    private Answer judge(Supplier<UnverifiedCredential> parsed, VerificationPolicy policy) {
        try {
            var credential = parsed.get();
            checkTerms(credential, policy);
            return new Answer.WellFormed(
                    credential,
                    new Passed(
                            "The credential is well formed.", Evidence.NONE.with("format", credential.format())));
        } catch (MalformedInput.TooLarge e) {
            throw e;
        } catch (MalformedInput e) {
            return new Answer.Malformed(failure(e));
        }
    }

    private void checkTerms(UnverifiedCredential credential, VerificationPolicy policy) {
        if (credential.document().has("@context")) {
            checkTerms(credential.document(), policy);
        }
    }

    void checkTerms(ObjectNode document, VerificationPolicy policy) {
        (policy.name().equals(VerificationPolicy.VC_API) ? vcApiTerms : terms).check(document);
    }

    static Failed failure(MalformedInput e) {
        return switch (e) {
            case MalformedCredential malformed ->
                new Failed(malformed.problem(), malformed.code(), sentence(malformed));
            case TokenRefused refused ->
                new Failed(Problem.CRYPTOGRAPHIC_SECURITY, "token-refused", sentence(refused));
            case MalformedKeyId malformed -> new Failed(Problem.MALFORMED_VALUE, "kid-malformed", sentence(malformed));
            case ProofRefused refused -> new Failed(Problem.PROOF_VERIFICATION, "proof-refused", sentence(refused));
            case UndefinedTerm undefined -> new Failed(Problem.DATA_LOSS, "undefined-term", sentence(undefined));
            case ContextRefused refused -> new Failed(Problem.MALFORMED_VALUE, "context-refused", sentence(refused));
            case DatasetTooComplex complex ->
                new Failed(Problem.PROOF_TRANSFORMATION, "dataset-too-complex", sentence(complex));
            default -> new Failed(Problem.PARSING, "malformed", sentence(e));
        };
    }

    private static String sentence(MalformedInput e) {
        var message = String.valueOf(e.getMessage());
        var sentence = message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
