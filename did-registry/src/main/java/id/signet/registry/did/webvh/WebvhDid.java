package id.signet.registry.did.webvh;

import id.signet.crypto.MalformedInput;
import id.signet.registry.PublicUrl;
import id.signet.registry.did.Did;
import id.signet.registry.did.WebLocation;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code did:webvh:<scid>:<host>[%3Aport](:segment)*}: did:webvh 1.0, "Method-Specific Identifier".
 *
 * @param scid the hash of the log's beginning; stays when the DID moves
 * @param folder the address of the folder where its files are published, with a slash at its end
 */
public record WebvhDid(Did did, WebvhHash scid, String folder) {

    public static final String METHOD = "webvh";

    private static final String LINKED_PRESENTATION = "https://identity.foundation/linked-vp/contexts/v1";

    /** @throws MalformedInput if it is no good did:webvh */
    public static WebvhDid of(Did did) {
        int colon = did.specificId().indexOf(':');
        if (!did.method().equals(METHOD) || colon < 0) {
            throw new MalformedInput("a did:webvh is did:webvh:<scid>:<host>");
        }
        return new WebvhDid(did, new WebvhHash(did.specificId().substring(0, colon)),
                WebLocation.parse(did.specificId().substring(colon + 1)).file("").toString());
    }

    /** The DID of this SCID that is hosted below our own public URL. */
    public static WebvhDid hosted(PublicUrl publicUrl, WebvhHash scid) {
        return new WebvhDid(Did.parse(publicUrl.didWebvh(scid.text())), scid, publicUrl.didFolder(scid.text()));
    }

    /** Empty unless the DID is one of {@link #hosted(PublicUrl, WebvhHash)}. */
    public static Optional<WebvhDid> hosted(PublicUrl publicUrl, Did did) {
        int colon = did.specificId().indexOf(':');
        if (!did.method().equals(METHOD) || colon < 0) {
            return Optional.empty();
        }
        return WebvhHash.parse(did.specificId().substring(0, colon))
                .map(scid -> hosted(publicUrl, scid))
                .filter(hosted -> hosted.did().equals(did));
    }

    /** Where the log of a DID of another host is published. */
    WebLocation location() {
        return WebLocation.parse(did.specificId().substring(did.specificId().indexOf(':') + 1));
    }

    /** "DID URL Resolution": the services that every document has unless it says otherwise. */
    ObjectNode withImplicitServices(ObjectNode document) {
        ObjectNode told = document.deepCopy();
        JsonNode services = told.path("service");
        if (services.isMissingNode() || services.isArray()) {
            if (!names(services, "#files")) {
                told.withArray("service")
                        .addObject()
                        .put("id", did + "#files")
                        .put("type", "relativeRef")
                        .put(
                                "serviceEndpoint", folder);
            }
            if (!names(services, "#whois")) {
                told.withArray("service")
                        .addObject()
                        .put("@context", LINKED_PRESENTATION)
                        .put("id", did + "#whois")
                        .put("type", "LinkedVerifiablePresentation")
                        .put("serviceEndpoint", folder + "whois.vp");
            }
        }
        return told;
    }

    private boolean names(JsonNode services, String fragment) {
        return services.valueStream()
                .map(service -> service.path("id").asString(""))
                .anyMatch(
                        id -> id.equals(fragment) || id.equals(did + fragment));
    }
}
