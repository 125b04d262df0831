package id.signet.registry.did;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.RecentlyUsed;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.StrictJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * A DID document, DID Core 1.1 §4 and Controlled Identifiers 1.0 §2, parsed strictly: every id is absolute, belongs to the
 * document's DID and is given once; every relationship names a method that is there. Methods whose key cannot verify a
 * signature here, such as X25519, stand in {@link #json()} only.
 */
public final class DidDocument {

    public static final String CONTEXT = "https://www.w3.org/ns/did/v1";
    public static final String MULTIKEY_CONTEXT = "https://w3id.org/security/multikey/v1";

    /** By the characters of their texts: most documents have some hundred, the largest 60,000. */
    private static final RecentlyUsed<String, DocumentContent> READ = new RecentlyUsed<>(4_000_000,
            (text, content) -> text.length());

    private final Did id;
    private final Optional<String> logged;
    private final Supplier<DocumentContent> content;

    private DidDocument(Did id, Optional<String> logged, Supplier<DocumentContent> content) {
        this.id = id;
        this.logged = logged;
        this.content = content;
    }

    /**
     * @param expected the DID that was asked for
     * @throws MalformedInput if this is not a good document of that DID
     */
    public static DidDocument parse(Did expected, ObjectNode json) {
        return of(expected, DocumentContent.read(expected, json, false));
    }

    /**
     * A document that others published, as it is met on the web. Ids may be relative; a method, relationship or service that
     * breaks a rule stands in {@link #json()} and counts for nothing. An id that is given twice spoils the whole document.
     *
     * @throws MalformedInput if this is no document of that DID
     */
    public static DidDocument published(Did expected, ObjectNode json) {
        return of(expected, DocumentContent.read(expected, json, true));
    }

    /**
     * A document that was parsed before its entry was logged. Most are only passed on, so it is read when somebody looks
     * into it.
     *
     * @param text RFC 8785 form; it says its DID
     */
    public static DidDocument logged(Did id, String text) {
        return new DidDocument(id, Optional.of(text),
                () -> READ.get(text, () -> DocumentContent.read(id, StrictJson.parseObject(text), false)));
    }

    private static DidDocument of(Did id, DocumentContent content) {
        return new DidDocument(id, Optional.empty(), () -> content);
    }

    /**
     * The same document, of whose method later versions tell more: what it says stays as it was logged, but {@link #method}
     * tells.
     */
    public DidDocument withLater(DidUrl methodId, Optional<Instant> revoked, Optional<Instant> removed) {
        DocumentContent told = content.get().withLater(methodId, revoked, removed);
        return new DidDocument(id, logged, () -> told);
    }

    public Did id() {
        return id;
    }

    /**
     * Who may change the document, in its order. A document that names nobody is its subject's: Controlled Identifiers 1.0
     * §2.1.2.
     */
    public Set<Did> controllers() {
        return content.get().controllers();
    }

    /** The RFC 8785 form of a document of the log, as it was logged. */
    public Optional<String> logged() {
        return logged;
    }

    /** A copy. */
    public ObjectNode json() {
        return content.get().json().deepCopy();
    }

    /** The RFC 8785 form. */
    public Bytes canonical() {
        return logged.map(Bytes::utf8).orElseGet(() -> Bytes.of(Jcs.canonicalize(content.get().json())));
    }

    /** The methods that can verify signatures here, in the document's order. */
    public List<VerificationMethod> verificationMethods() {
        return List.copyOf(content.get().usable().values());
    }

    public Optional<VerificationMethod> method(DidUrl methodId) {
        return Optional.ofNullable(content.get().usable().get(methodId));
    }

    /** Since when the method's key is in wrong hands; told without a look at the key. */
    public Optional<Instant> revoked(DidUrl methodId) {
        return content.get().revoked(methodId);
    }

    /** Whether the document lists the method under the relationship. */
    public boolean allows(DidUrl methodId, Relationship relationship) {
        return content.get().members(relationship).contains(methodId);
    }

    /** The methods under a relationship that can verify signatures here, in the document's order. */
    public List<VerificationMethod> methods(Relationship relationship) {
        return content.get().members(relationship).stream().flatMap(methodId -> method(methodId).stream()).toList();
    }

    /** The ids of all methods, also of those that cannot verify signatures here. */
    public Set<DidUrl> methodIds() {
        return Set.copyOf(content.get().methodIds());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DidDocument document && content.get().json().equals(document.content.get().json());
    }

    @Override
    public int hashCode() {
        return content.get().json().hashCode();
    }

    @Override
    public String toString() {
        return content.get().json().toString();
    }
}
