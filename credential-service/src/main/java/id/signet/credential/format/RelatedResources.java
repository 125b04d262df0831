package id.signet.credential.format;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.multiformats.Multibase;
import id.signet.crypto.multiformats.Multihash;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * VC Data Model 2.0 §5.3: a resource that a credential names by its digest is the one that is known here. What is not known
 * here is not fetched to find out.
 */
public final class RelatedResources implements DocumentTerms {

    private static final Pattern INTEGRITY = Pattern.compile("sha(256|384|512)-[A-Za-z0-9+/]{40,90}={0,2}");

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
                for (var digest : new Digest[]{Digest.SRI, Digest.MULTIBASE}) {
                    if (resource.has(digest.member)) {
                        check(url, digest, resource.path(digest.member).asString(""));
                    }
                }
            }
        }
    }

    private void check(String url, Digest digest, String text) {
        var wanted = otherwise.getOrDefault(url, Set.of());
        var bytes = known.apply(url);
        if (bytes.isEmpty() || wanted.contains(text)) {
            return;
        }
        if (!digest.isOf(bytes.get().toArray(), text)) {
            throw new MalformedCredential(Problem.CRYPTOGRAPHIC_SECURITY, "related-resource-mismatch",
                    "The " + digest.member + " of a relatedResource is not that of the resource.");
        }
    }

    private enum Digest {

        /** W3C Subresource Integrity, one hash. */
        SRI("digestSRI") {
            @Override
            boolean isOf(byte[] bytes, String text) {
                if (!INTEGRITY.matcher(text).matches()) {
                    return false;
                }
                var hash = switch (text.substring(0, 6)) {
                    case "sha256" -> Hashes.sha256(bytes);
                    case "sha384" -> Hashes.sha384(bytes);
                    default -> Hashes.sha512(bytes);
                };
                return text.substring(7).equals(Base64.getEncoder().encodeToString(hash));
            }
        },

        /** Controlled Identifiers 1.0, Multibase and Multihash. */
        MULTIBASE("digestMultibase") {
            @Override
            boolean isOf(byte[] bytes, String text) {
                try {
                    var stated = Multihash.parse(Multibase.decode(text));
                    return stated.digest().equals(Bytes.of(switch (stated.function()) {
                        case SHA2_256 -> Hashes.sha256(bytes);
                        case SHA2_384 -> Hashes.sha384(bytes);
                    }));
                } catch (MalformedInput e) {
                    return false;
                }
            }
        };

        private final String member;

        Digest(String member) {
            this.member = member;
        }

        abstract boolean isOf(byte[] bytes, String text);
    }
}
