package id.signet.registry.did.resolution;

import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** DID Resolution 1.0, "DID URL Dereferencing", from the resolved document on. */
public final class Dereferencer {

    private Dereferencer() {}

    public static Dereferenced dereference(DidDocument document, DidUrl url, DereferencingOptions options) {
        if (!url.path().isEmpty()) {
            return new Dereferenced.Failed(ResolutionError.NOT_FOUND, "the methods known here give paths no meaning");
        }
        if (options.namesService()) {
            return service(document, url, options);
        }
        return url.fragment().isPresent() ? part(document, url, options) : new Dereferenced.Whole();
    }

    private static Dereferenced part(DidDocument document, DidUrl url, DereferencingOptions options) {
        DidUrl id = new DidUrl(url.did(), "", Optional.empty(), url.fragment());
        Optional<ObjectNode> method = named(document, "verificationMethod", id.toString());
        if (method.isPresent() && options.relationship().filter(wanted -> !document.allows(id, wanted)).isPresent()) {
            return new Dereferenced.Failed(ResolutionError.INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD,
                    "the verification method is not listed under "
                            + options.relationship().orElseThrow().member());
        }
        return method.or(() -> options.relationship().isPresent()
                ? Optional.empty()
                : named(document, "service", id.toString()))
                .<Dereferenced>map(Dereferenced.Part::new)
                .orElseGet(() -> new Dereferenced.Failed(ResolutionError.NOT_FOUND,
                        "the document has nothing under this fragment"));
    }

    private static Dereferenced service(DidDocument document, DidUrl url, DereferencingOptions options) {
        Optional<String> address = items(document, "service")
                .filter(service -> options.service()
                        .filter(fragment -> !service.path("id").asString("").equals(url.did() + "#" + fragment))
                        .isEmpty())
                .filter(service -> options.serviceType().filter(type -> !has(service.path("type"), type)).isEmpty())
                .flatMap(service -> texts(service.path("serviceEndpoint")))
                .findFirst();
        if (address.isEmpty()) {
            return new Dereferenced.Failed(ResolutionError.NOT_FOUND, "the document has no such service");
        }
        Optional<String> location = options.relativeRef().isEmpty()
                ? address
                : ServiceAddress.below(address.get(), options.relativeRef().get());
        return location
                .<Dereferenced>map(found -> new Dereferenced.Elsewhere(
                        found + url.fragment().map(fragment -> "#" + fragment).orElse("")))
                .orElseGet(() -> new Dereferenced.Failed(ResolutionError.INVALID_DID_URL,
                        "relativeRef is no reference that stays below the address of the service"));
    }

    private static Optional<ObjectNode> named(DidDocument document, String member, String id) {
        return items(document, member).filter(item -> item.path("id").asString("").equals(id)).findFirst();
    }

    private static Stream<ObjectNode> items(DidDocument document, String member) {
        return document.json().path(member).valueStream().filter(JsonNode::isObject).map(ObjectNode.class::cast);
    }

    private static boolean has(JsonNode types, String type) {
        return texts(types).anyMatch(type::equals);
    }

    private static Stream<String> texts(JsonNode value) {
        return (value.isArray() ? value.valueStream() : Stream.of(value)).filter(JsonNode::isString)
                .map(JsonNode::stringValue);
    }
}
