package id.signet.credential.paper;

import id.signet.crypto.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** For tests. */
public final class InMemoryPaperSigners implements PaperSigners {

    private final Map<Bytes, PaperSigner> signers = new LinkedHashMap<>();

    @Override
    public synchronized Optional<PaperSigner> own() {
        return signers.values().stream().filter(signer -> signer.key().isPresent()).findFirst();
    }

    @Override
    public synchronized Optional<PaperSigner> find(Bytes fingerprint) {
        return Optional.ofNullable(signers.get(fingerprint));
    }

    @Override
    public synchronized boolean add(PaperSigner signer) {
        boolean another = signer.key().isPresent() && own().isPresent();
        return !another && signers.putIfAbsent(signer.fingerprint(), signer) == null;
    }
}
