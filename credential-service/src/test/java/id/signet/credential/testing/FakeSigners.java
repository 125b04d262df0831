package id.signet.credential.testing;

import id.signet.credential.verify.Signers;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.ledger.LeafIndex;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** DID documents of the test's own making, by method and version; did:key follows from its text. */
public final class FakeSigners implements Signers {

    private static final Set<String> BOTH = Set.of("assertionMethod", "authentication");

    private final Map<String, Answer.Found> today = new HashMap<>();
    private final Map<String, Answer.Found> versions = new HashMap<>();
    private int asked;

    public void put(String method, Answer.Found found) {
        today.put(method, found);
    }

    public void putVersion(String method, String versionId, Answer.Found found) {
        versions.put(method + " " + versionId, found);
    }

    public static Answer.Found found(PublicKey key, String did) {
        return found(key, did, BOTH);
    }

    public static Answer.Found found(PublicKey key, String did, Set<String> relationships) {
        return new Answer.Found(
                key,
                did,
                did,
                relationships,
                Optional.of("1"),
                Optional.of(new LeafIndex(1)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static Answer.Found controlledBy(Answer.Found found, String controller) {
        return new Answer.Found(
                found.key(),
                found.did(),
                controller,
                found.relationships(),
                found.versionId(),
                found.since(),
                found.until(),
                found.expires(),
                found.compromised(),
                found.deactivated());
    }

    public static Answer.Found retired(Answer.Found found, Instant at) {
        return new Answer.Found(
                found.key(),
                found.did(),
                found.controller(),
                Set.of(),
                Optional.of("2"),
                Optional.of(new LeafIndex(20)),
                Optional.empty(),
                Optional.of(at),
                Optional.empty(),
                Optional.empty());
    }

    /** How often a document was asked for: what would be an outbound request for a foreign DID. */
    public int asked() {
        return asked;
    }

    @Override
    public Answer find(String method, Optional<String> versionId) {
        asked++;
        if (method.startsWith("did:key:")) {
            return didKey(method);
        }
        var found = versionId.isPresent() ? versions.get(method + " " + versionId.get()) : null;
        if (found == null) {
            found = today.get(method);
        }
        return found == null ? new Answer.Missing("There is no such verification method.") : found;
    }

    private static Answer didKey(String method) {
        var did = method.split("#", 2)[0];
        var text = did.substring("did:key:".length());
        if (!method.equals(did + "#" + text)) {
            return new Answer.Missing("There is no such verification method.");
        }
        try {
            return new Answer.Found(
                    Multikey.decode(text),
                    did,
                    did,
                    BOTH,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        } catch (MalformedInput e) {
            return new Answer.Missing("There is no such DID.");
        }
    }
}
