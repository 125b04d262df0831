package id.signet.credential.format.dataintegrity;

import id.signet.credential.CredentialSignature;
import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.SecuredCredential;
import id.signet.credential.UnsecuredCredential;
import id.signet.credential.UnsuitableInput;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.Validity;
import id.signet.credential.format.CredentialFormat;
import id.signet.credential.format.SigningRequest;
import id.signet.credential.format.Submission;
import id.signet.credential.format.VcDocument;
import id.signet.credential.format.VcDocuments;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.JsonPointer;
import id.signet.crypto.proof.Cryptosuite;
import id.signet.crypto.proof.Cryptosuites;
import id.signet.crypto.proof.ProofOptions;
import id.signet.crypto.proof.SecuredDocument;
import id.signet.crypto.proof.UnsignedProof;
import id.signet.crypto.rdf.DatasetTooComplex;
import id.signet.crypto.rdf.NotSelectable;
import id.signet.crypto.rdf.PointerRefused;
import id.signet.crypto.rdf.UndefinedTerm;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code data-integrity}: the document carries its own proof (VC Data Integrity 1.0). Issued by VC Data Model 2.0, read
 * by 1.1 too.
 */
public final class DataIntegrityFormat implements CredentialFormat {

    public static final String NAME = "data-integrity";
    public static final String MEDIA_TYPE = "application/vc";

    private static final String PURPOSE = "assertionMethod";

    /** What every disclosure shows, where the document has it: what a verifier needs to judge any part of it. */
    private static final List<String> ALWAYS_SHOWN = List.of("issuer", "validFrom", "validUntil", "credentialStatus",
            "credentialSchema");

    private final Cryptosuites suites;

    /** @param suites those that proofs are made and verified with */
    public DataIntegrityFormat(Cryptosuites suites) {
        this.suites = suites;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Submission submission) {
        return submission instanceof Submission.Document;
    }

    @Override
    public UnverifiedCredential parse(Submission submission) {
        if (!(submission instanceof Submission.Document(var json))) {
            throw new IllegalArgumentException("a credential with an embedded proof is an object");
        }
        var secured = secured(json);
        var signatures = DataIntegritySignature.of(secured);
        var document = verifiedDocument(secured);
        var credential = VcDocument.parseAny(document);
        return new UnverifiedCredential(
                NAME,
                submission.exact(),
                document,
                document,
                signatures.stream().noneMatch(DataIntegritySignature::partial),
                credential.id(),
                credential.issuer(),
                credential.types(),
                credential.validity(),
                Validity.ALWAYS,
                signatures.getFirst().created(),
                credential.status(),
                credential.schemas(),
                Optional.empty(),
                List.<CredentialSignature>copyOf(signatures));
    }

    /** @throws MalformedInput when there is no proof, or one that breaks the rules of Data Integrity */
    public SecuredDocument secured(ObjectNode document) {
        var proof = document.get("proof");
        if (proof == null || proof.isNull() || (proof instanceof ArrayNode proofs && proofs.isEmpty())) {
            throw new MalformedCredential(
                    Problem.MALFORMED_VALUE, "proof-missing", "A document without a proof is nobody's word.");
        }
        return SecuredDocument.parse(document, suites);
    }

    /**
     * The document that all proofs are about.
     *
     * @throws MalformedCredential when two proofs cover different contexts: then they do not mean the same
     */
    public static ObjectNode verifiedDocument(SecuredDocument secured) {
        var documents = secured.proofs().stream().map(secured::verifiedDocument).distinct().toList();
        if (documents.size() != 1) {
            throw new MalformedCredential(
                    Problem.PROOF_VERIFICATION, "proof-contexts-differ", "All proofs are made over the same @context.");
        }
        return documents.getFirst();
    }

    @Override
    public SigningRequest prepare(UnsecuredCredential credential) {
        if (credential.holderKey().isPresent()) {
            throw new UnsuitableInput(
                    "holder-key-not-supported",
                    "A data-integrity credential is bound to its holder by the subject's id, not by a key.");
        }
        var suite = suite(credential);
        var document = withContextOf(suite, VcDocuments.complete(credential));
        var options = ProofOptions.of(suite, credential.verificationMethod(), PURPOSE)
                .withCreated(credential.created())
                .withMandatoryPointers(mandatoryPointers(suite, document, credential));
        var unsigned = unsigned(document, options, credential);
        var pending = Json.object();
        pending.set("document", document);
        pending.set("proof", unsigned.options());
        pending.set("parts", unsigned.parts());
        return new SigningRequest(NAME, Bytes.of(unsigned.input().bytes()), unsigned.message(), pending);
    }

    private static List<JsonPointer> mandatoryPointers(
            Cryptosuite suite, ObjectNode document, UnsecuredCredential credential) {
        if (!suite.selective()) {
            if (credential.mandatoryPointers().isPresent()) {
                throw new UnsuitableInput("mandatory-pointers-unfit",
                        "Only a selective cryptosuite has mandatory pointers.");
            }
            return List.of();
        }
        var pointers = new LinkedHashSet<JsonPointer>();
        ALWAYS_SHOWN.stream().filter(document::has).forEach(name -> pointers.add(new JsonPointer(List.of(name))));
        credential.mandatoryPointers()
                .ifPresent(wanted -> wanted.forEach(text -> pointers.add(JsonPointer.parse(text))));
        return List.copyOf(pointers);
    }

    /** Data Integrity 1.0, "Context Injection": what the proof's members mean is said by the document's contexts. */
    private static ObjectNode withContextOf(Cryptosuite suite, ObjectNode document) {
        var contexts = VcDocument.items(document, "@context");
        if (contexts.stream().noneMatch(item -> item.isString() && suite.contexts().contains(item.stringValue()))) {
            var all = Json.array();
            contexts.forEach(all::add);
            document.set("@context", all.add(suite.contexts().getFirst()));
        }
        return document;
    }

    @Override
    public SecuredCredential assemble(SigningRequest request, byte[] signature) {
        if (!(request.pending().get("document") instanceof ObjectNode document)
                || !(request.pending().get("proof") instanceof ObjectNode proof)) {
            throw new IllegalArgumentException("the request was not prepared by this format");
        }
        // A request that an older version sealed has no parts.
        var parts = request.pending().get("parts") instanceof ObjectNode kept ? kept : Json.object();
        var suite = suites.of(proof)
                .orElseThrow(() -> new IllegalStateException("the cryptosuite of a pending request is gone"));
        var secured = document.deepCopy();
        secured.set("proof", proof.deepCopy().put("proofValue", suite.proofValue(parts, signature)));
        return new SecuredCredential(NAME, MEDIA_TYPE, secured);
    }

    private static UnsignedProof unsigned(
            ObjectNode document, ProofOptions options, UnsecuredCredential credential) {
        try {
            return SecuredDocument.prepare(document, options, credential.key());
        } catch (DatasetTooComplex e) {
            throw new UnsuitableInput("dataset-too-complex", "With this cryptosuite, " + e.getMessage() + ".");
        } catch (UndefinedTerm e) {
            throw new UnsuitableInput("terms-undefined", "With this cryptosuite, " + e.getMessage() + ".");
        } catch (PointerRefused e) {
            throw new UnsuitableInput("pointer-unknown", e.getMessage());
        } catch (NotSelectable e) {
            throw new UnsuitableInput("not-selectable", e.getMessage());
        }
    }

    private Cryptosuite suite(UnsecuredCredential credential) {
        var type = credential.keyType();
        var suite = credential.cryptosuite().isPresent()
                ? suites.named(credential.cryptosuite().get())
                : Cryptosuites.jcsFor(type);
        return suite.filter(found -> found.accepts(type))
                .orElseThrow(() -> new UnsuitableInput(
                        "no-fitting-cryptosuite",
                        "There is no such cryptosuite for a key of type " + type.curve() + "."));
    }
}
