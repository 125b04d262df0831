package id.signet.credential.paper;

import id.signet.crypto.Bytes;
import java.util.Optional;

/** Every certificate with which papers were signed here. None is forgotten: papers lie in drawers for decades. */
public interface PaperSigners {

    /** The one whose key was made here; there is at most one. */
    Optional<PaperSigner> own();

    /** @param fingerprint SHA-256 of the certificate */
    Optional<PaperSigner> find(Bytes fingerprint);

    /**
     * Insert if absent: by the certificate, and one with a key of the key ring only while there is no other such.
     *
     * @return whether it was kept now
     */
    boolean add(PaperSigner signer);
}
