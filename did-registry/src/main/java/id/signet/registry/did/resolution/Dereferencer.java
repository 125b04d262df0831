package id.signet.registry.did.resolution;

import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** DID Resolution 1.0, "DID URL Dereferencing", from the resolved document on. */
public final class Dereferencer {

    private static final String WITH_PATHS = "webvh";

    private Dereferencer() {}

    public static Dereferenced dereference(DidDocument document, DidUrl url, DereferencingOptions options) {
        if (!url.path().isEmpty()) {
            return path(document, url);
        }
        if (options.namesService()) {
            return service(document, url, options);
        }
        return url.fragment().isPresent() ? part(document, url, options) : new Dereferenced.Whole();
    }

    /** did:webvh 1.0, "DID URL Resolution": its documents have the services {@code #whois} and {@code #files}. */
    private static Dereferenced path(DidDocument document, DidUrl url) {
        if (!url.did().method().equals(WITH_PATHS)) {
            return new Dereferenced.Failed(ResolutionError.NOT_FOUND, "the method gives paths no meaning");
        }
        if (url.path().equals("/whois")) {
            return named(document, url, "whois").<Dereferenced>map(Dereferenced.Elsewhere::new)
                    .orElseGet(Dereferencer::none);
        }
        return named(document, url, "files")
                .flatMap(address -> ServiceAddress.below(address.endsWith("/") ? address : address + "/",
                        url.path().substring(1)))
                .<Dereferenced>map(Dereferenced.Elsewhere::new)
                .orElseGet(Dereferencer::none);
    }

    private static Optional<String> named(DidDocument document, DidUrl url, String fragment) {
        return items(document, "service").filter(service -> isNamed(service, url, fragment))
                .flatMap(service -> texts(service.path("serviceEndpoint")))
                .findFirst();
    }

    /** Published documents may have relative ids. */
    private static boolean isNamed(JsonNode service, DidUrl url, String fragment) {
        String id = service.path("id").asString("");
        return id.equals(url.did() + "#" + fragment) || id.equals("#" + fragment);
    }

    private static Dereferenced none() {
        return new Dereferenced.Failed(ResolutionError.NOT_FOUND, "the document has nothing under this path");
    }

    private static Dereferenced part(DidDocument document, DidUrl url, DereferencingOptions options) {
        DidUrl id = new DidUrl(url.did(), "", Optional.empty(), url.fragment());
        Optional<ObjectNode> method = item(document, "verificationMethod", id);
        if (method.isPresent() && options.relationship().filter(wanted -> !document.allows(id, wanted)).isPresent()) {
            return new Dereferenced.Failed(ResolutionError.INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD,
                    "the verification method is not listed under "
                            + options.relationship().orElseThrow().member());
        }
        return method.or(() -> options.relationship().isPresent()
                ? Optional.empty()
                : item(document, "service", id))
                .<Dereferenced>map(Dereferenced.Part::new)
                .orElseGet(() -> new Dereferenced.Failed(ResolutionError.NOT_FOUND,
                        "the document has nothing under this fragment"));
    }

    private static Dereferenced service(DidDocument document, DidUrl url, DereferencingOptions options) {
        Optional<String> address = items(document, "service")
                .filter(service -> options.service()
                        .filter(fragment -> !isNamed(service, url, fragment))
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

    private static Optional<ObjectNode> item(DidDocument document, String member, DidUrl id) {
        return items(document, member).filter(item -> isNamed(item, id, id.fragment().orElse(""))).findFirst();
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
