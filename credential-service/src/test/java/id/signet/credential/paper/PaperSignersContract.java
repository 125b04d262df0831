package id.signet.credential.paper;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.Bytes;
import id.signet.crypto.cms.SelfSigned;
import id.signet.crypto.key.InMemoryWrappedKeys;
import id.signet.crypto.key.KeyId;
import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.MasterKey;
import id.signet.crypto.key.SoftwareKeyRing;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

abstract class PaperSignersContract {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    private final KeyRing ring = new SoftwareKeyRing(new InMemoryWrappedKeys(), MasterKey.generate(),
            Clock.systemUTC());

    abstract PaperSigners signers();

    private PaperSigner signer(boolean own) {
        KeyId key = ring.create(KeyType.P256);
        return new PaperSigner(SelfSigned.of(ring.open(key), "papers", NOW, new SecureRandom()),
                own ? Optional.of(key) : Optional.empty(), NOW);
    }

    @Test
    void aCertificateIsFoundByItsFingerprint() {
        PaperSigner signer = signer(false);
        assertThat(signers().add(signer)).isTrue();
        assertThat(signers().find(signer.fingerprint())).contains(signer);
        assertThat(signers().find(Bytes.of(new byte[32]))).isEmpty();
        assertThat(signers().own()).isEmpty();
    }

    @Test
    void theSameIsKeptOnce() {
        PaperSigner signer = signer(false);
        assertThat(signers().add(signer)).isTrue();
        assertThat(signers().add(signer)).isFalse();
    }

    @Test
    void oneKeyIsMadeHereAndASecondIsNotKept() {
        PaperSigner first = signer(true);
        PaperSigner second = signer(true);
        assertThat(signers().add(signer(false))).isTrue();
        assertThat(signers().add(first)).isTrue();
        assertThat(signers().add(second)).isFalse();
        assertThat(signers().own()).contains(first);
        assertThat(signers().find(second.fingerprint())).isEmpty();
        assertThat(signers().add(signer(false))).as("the operator's next").isTrue();
    }
}
