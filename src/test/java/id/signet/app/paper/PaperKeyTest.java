package id.signet.app.paper;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.credential.paper.InMemoryPaperSigners;
import id.signet.credential.paper.PaperSigners;
import id.signet.crypto.cms.DocumentSigner;
import id.signet.crypto.key.InMemoryWrappedKeys;
import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.MasterKey;
import id.signet.crypto.key.SoftwareKeyRing;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaperKeyTest {

    private final PaperSigners signers = new InMemoryPaperSigners();
    private final KeyRing ring = new SoftwareKeyRing(new InMemoryWrappedKeys(), MasterKey.generate(),
            PaperSamples.CLOCK);

    private PaperKey key(Optional<DocumentSigner> operators) {
        return new PaperKey(signers, ring, PaperSamples.CLOCK, new SecureRandom(), operators, "id.example.gov");
    }

    @Test
    void aKeyIsMadeOnceForAllNodesAndAllStarts() {
        DocumentSigner first = key(Optional.empty()).signer();
        assertThat(first.certificate().getSubjectX500Principal().getName())
                .isEqualTo("CN=Signet papers of id.example.gov");
        assertThat(key(Optional.empty()).signer().certificate()).isEqualTo(first.certificate());
        assertThat(key(Optional.empty()).knows(first.certificate())).isTrue();
    }

    @Test
    void theOperatorsKeySignsAndWhatSignedBeforeStaysKnown() {
        DocumentSigner own = key(Optional.empty()).signer();
        DocumentSigner operators = PaperSamples.signer();
        PaperKey now = key(Optional.of(operators));
        assertThat(now.knows(operators.certificate())).as("before the first paper").isFalse();
        assertThat(now.signer()).isSameAs(operators);
        assertThat(now.knows(operators.certificate())).isTrue();
        assertThat(now.knows(own.certificate())).isTrue();
        assertThat(now.knows(PaperSamples.signer().certificate())).isFalse();
    }
}
