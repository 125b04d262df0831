package id.signet.credential.format;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.crypto.Bytes;
import id.signet.registry.net.ResourceDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * VC Data Model 2.0 §5.3: a resource that a credential names by its digest is the one that is known here. What is not known
 * here is not fetched to find out.
 */
public final class RelatedResources implements DocumentTerms {

    private final Function<String, Optional<Bytes>> known;
    private final Map<String, Set<String>> otherwise;

    /** @param known the bytes of a resource, by its URL */
    public RelatedResources(Function<String, Optional<Bytes>> known) {
        this(known, Map.of());
    }

    /** @param otherwise digests that are taken although no bytes here have them, by URL; for interoperability suites */
    public RelatedResources(Function<String, Optional<Bytes>> known, Map<String, Set<String>> otherwise) {
        this.known = known;
        this.otherwise = Map.copyOf(otherwise);
    }

    /** @throws MalformedCredential when a digest is malformed, or of other bytes than those known under the URL */
    @Override
    public void check(ObjectNode document) {
        for (var item : VcDocument.items(document, "relatedResource")) {
            if (item instanceof ObjectNode resource) {
                var url = resource.path("id").asString("");
                ResourceDigest.of(resource).forEach(digest -> check(url, digest));
            }
        }
    }

    private void check(String url, ResourceDigest digest) {
        var wanted = otherwise.getOrDefault(url, Set.of());
        var bytes = known.apply(url);
        if (bytes.isEmpty() || wanted.contains(digest.text())) {
            return;
        }
        if (!digest.isOf(bytes.get())) {
            throw new MalformedCredential(Problem.CRYPTOGRAPHIC_SECURITY, "related-resource-mismatch",
                    "The " + digest.form().member() + " of a relatedResource is not that of the resource.");
        }
    }
}
