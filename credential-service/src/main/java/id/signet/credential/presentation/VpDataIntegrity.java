package id.signet.credential.presentation;

import id.signet.credential.UnsuitableInput;
import id.signet.credential.format.dataintegrity.DataIntegrityFormat;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.proof.Cryptosuites;
import id.signet.crypto.proof.ProofOptions;
import id.signet.crypto.proof.SecuredDocument;
import tools.jackson.databind.JsonNode;

/** A presentation that carries its holder's proof (VC Data Integrity 1.0), with {@code challenge} and {@code domain}. */
public final class VpDataIntegrity implements PresentationFormat {

    private final Cryptosuites suites;

    public VpDataIntegrity(Cryptosuites suites) {
        this.suites = suites;
    }

    @Override
    public String name() {
        return DataIntegrityFormat.NAME;
    }

    @Override
    public JsonNode secure(UnsecuredPresentation presentation, SigningKey key) {
        PresentationDocument.requireUnsecured(presentation.document());
        var type = key.publicKey().type();
        var suite = presentation.cryptosuite()
                .map(suites::named)
                .orElseGet(() -> Cryptosuites.jcsFor(type))
                .filter(found -> found.accepts(type))
                .orElseThrow(() -> new UnsuitableInput(
                        "no-fitting-cryptosuite",
                        "There is no such cryptosuite for a key of type " + type.curve() + "."));
        var options = ProofOptions.of(suite, presentation.verificationMethod(), TokenProof.PURPOSE)
                .withCreated(presentation.created());
        if (presentation.challenge().isPresent()) {
            options = options.withChallenge(presentation.challenge().get());
        }
        if (presentation.domain().isPresent()) {
            options = options.withDomain(presentation.domain().get());
        }
        return SecuredDocument.sign(presentation.document(), options, key);
    }
}
