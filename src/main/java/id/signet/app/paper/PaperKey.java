package id.signet.app.paper;

import id.signet.credential.paper.PaperSigner;
import id.signet.credential.paper.PaperSigners;
import id.signet.crypto.cms.DocumentSigner;
import id.signet.crypto.cms.SelfSigned;
import id.signet.crypto.key.KeyId;
import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key that papers are signed with: the operator's, or one made here at the first paper, which lives in the key ring and is
 * one for all nodes. Every certificate is remembered.
 */
public final class PaperKey {

    private static final int LONGEST_NAME = 64;

    private final PaperSigners signers;
    private final KeyRing ring;
    private final Clock clock;
    private final SecureRandom random;
    private final Optional<DocumentSigner> operators;
    private final String name;
    private volatile @Nullable DocumentSigner ready;

    /**
     * @param operators the signer of the operator's key store; empty: a key is made
     * @param host that the certificate of a key made here names
     */
    public PaperKey(PaperSigners signers, KeyRing ring, Clock clock, SecureRandom random,
            Optional<DocumentSigner> operators, String host) {
        this.signers = signers;
        this.ring = ring;
        this.clock = clock;
        this.random = random;
        this.operators = operators;
        String text = "Signet papers of " + host;
        this.name = text.substring(0, Math.min(text.length(), LONGEST_NAME));
    }

    /** Kept before it signs anything. */
    public synchronized DocumentSigner signer() {
        DocumentSigner known = ready;
        if (known == null) {
            known = operators.isPresent() ? operators() : own();
            ready = known;
        }
        return known;
    }

    /** Whether papers were ever signed here with a certificate. */
    public boolean knows(X509Certificate certificate) {
        return signers.find(PaperSigner.fingerprint(certificate)).isPresent();
    }

    private DocumentSigner operators() {
        DocumentSigner signer = operators.orElseThrow();
        signers.add(new PaperSigner(signer.certificate(), Optional.empty(), clock.instant()));
        return signer;
    }

    private DocumentSigner own() {
        Optional<PaperSigner> kept = signers.own();
        if (kept.isEmpty()) {
            KeyId id = ring.create(KeyType.P256);
            PaperSigner made = new PaperSigner(SelfSigned.of(ring.open(id), name,
                    clock.instant().truncatedTo(ChronoUnit.SECONDS), random), Optional.of(id), clock.instant());
            if (!signers.add(made)) {
                ring.destroy(id); // another node was first
            }
            kept = signers.own();
        }
        PaperSigner signer = kept.orElseThrow();
        SigningKey key = ring.open(signer.key().orElseThrow());
        return DocumentSigner.of(key, signer.certificate());
    }
}
