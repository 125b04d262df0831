package id.signet.app.api.weidentity;

import id.signet.crypto.json.Json;
import id.signet.crypto.multiformats.Multikey;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.Sm2PublicKey;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.VerificationMethod;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.DocumentMetadata;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.did.weidentity.OldKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Documents as WeIdentity writes them. Keys that only sign operations of the DID are left out: WeIdentity's clients verify
 * papers with every key they find. A key of another kind than WeIdentity's stands as a Multikey.
 */
@Component
final class WeidDocuments {

    private static final String CONTEXT_1 = "https://w3id.org/did/v1";
    /** What the SDK writes, whatever its documentation says since. */
    private static final String CONTEXT_3 = "https://github.com/WeBankFinTech/WeIdentity/blob/master/context/v1";

    private final DidResolver resolver;
    private final DocumentShape shape;

    WeidDocuments(DidResolver resolver, DocumentShape shape) {
        this.resolver = resolver;
        this.shape = shape;
    }

    private record Found(DidDocument document, DocumentMetadata metadata) {}

    /** In the shape that the operator chose. */
    JsonNode document(Did did) {
        Found found = find(did);
        return switch (shape) {
            case V1 -> {
                if (found.metadata().deactivated()) {
                    throw WeidCode.DEACTIVATED.refusal();
                }
                yield v1(found);
            }
            case V3_RESOLUTION -> resolution(found);
        };
    }

    ObjectNode metadata(Did did) {
        return metadata(find(did).metadata());
    }

    boolean exists(Did did) {
        return switch (resolver.resolve(did)) {
            case ResolutionResult.Resolved _,ResolutionResult.Deactivated _ -> true;
            case ResolutionResult.NotFound _,ResolutionResult.Unreachable _,ResolutionResult.Refused _ -> false;
        };
    }

    boolean isDeactivated(Did did) {
        return find(did).metadata().deactivated();
    }

    /** The newest document of a DID that is not deactivated. */
    DidDocument active(Did did) {
        Found found = find(did);
        if (found.metadata().deactivated()) {
            throw WeidCode.DEACTIVATED.refusal();
        }
        return found.document();
    }

    private Found find(Did did) {
        return switch (resolver.resolve(did)) {
            case ResolutionResult.Resolved resolved -> new Found(resolved.document(), resolved.metadata());
            case ResolutionResult.Deactivated ended -> new Found(ended.lastDocument(), ended.metadata());
            case ResolutionResult.NotFound _,ResolutionResult.Unreachable _,ResolutionResult.Refused _ ->
                throw WeidCode.WEID_ABSENT.refusal();
        };
    }

    // ---- 1.x ----

    private static ObjectNode v1(Found found) {
        DidDocument document = found.document();
        ObjectNode json = Json.object();
        json.put("@context", CONTEXT_1);
        json.put("id", document.id().toString());
        json.put("created", millis(found.metadata().created()));
        json.put("updated", millis(found.metadata().updated()));
        ArrayNode keys = json.putArray("publicKey");
        ArrayNode authentication = json.putArray("authentication");
        for (VerificationMethod method : forUse(document)) {
            boolean ended = method.expires().isPresent() || method.revoked().isPresent();
            keys.addObject()
                    .put("id", method.id().toString())
                    .put("type", type1(method.key()))
                    .put("owner", method.controller().toString())
                    .put("publicKey", OldKey.decimal(method.key()).orElseGet(() -> Multikey.encode(method.key())))
                    .put("revoked", ended);
            if (document.allows(method.id(), Relationship.AUTHENTICATION)) {
                authentication.addObject()
                        .put("type", type1(method.key()))
                        .put("publicKey", method.id().toString())
                        .put("revoked", ended);
            }
        }
        ArrayNode services = json.putArray("service");
        document.json().path("service").forEach(service -> {
            ObjectNode told = services.addObject();
            told.set("type", service.get("type"));
            told.set("serviceEndpoint", service.get("serviceEndpoint"));
        });
        return json;
    }

    private static String type1(PublicKey key) {
        return OldKey.decimal(key).isEmpty() ? "Multikey" : key instanceof Sm2PublicKey ? "SM2" : "Secp256k1";
    }

    // ---- 3.x ----

    private static ObjectNode resolution(Found found) {
        ObjectNode json = Json.object();
        json.putObject("resolutionMetadata").put("contentType", "JSON-LD").putNull("error");
        json.put("weIdDocumentJson", Replies.sorted(v3(found.document())).toString());
        json.set("weIdDocumentMetadata", metadata(found.metadata()));
        return json;
    }

    private static ObjectNode v3(DidDocument document) {
        ObjectNode json = Json.object();
        json.put("@context", CONTEXT_3);
        json.put("id", document.id().toString());
        ArrayNode authentication = json.putArray("authentication");
        forUse(document).stream()
                .filter(method -> method.expires().isEmpty() && method.revoked().isEmpty())
                .forEach(method -> authentication.addObject()
                        .put("id", method.id().toString())
                        .put("type", type3(method.key()))
                        .put("controller", method.controller().toString())
                        .put("publicKeyMultibase",
                                OldKey.multibase(method.key()).orElseGet(() -> Multikey.encode(method.key()))));
        ArrayNode services = json.putArray("service");
        document.json().path("service").forEach(services::add);
        return json;
    }

    private static String type3(PublicKey key) {
        return OldKey.decimal(key).isEmpty()
                ? "Multikey"
                : key instanceof Sm2PublicKey ? "SM2VerificationKey" : "Ed25519VerificationKey2020";
    }

    private static ObjectNode metadata(DocumentMetadata metadata) {
        return Json.object()
                .put("created", millis(metadata.created()))
                .put("updated", millis(metadata.updated()))
                .put("deactivated", metadata.deactivated())
                .put("versionId", metadata.versionId().map(Long::valueOf).orElse(1L));
    }

    private static long millis(Optional<Instant> time) {
        return time.map(Instant::toEpochMilli).orElse(0L);
    }

    private static List<VerificationMethod> forUse(DidDocument document) {
        return document.verificationMethods()
                .stream()
                .filter(method -> method.expires().isPresent() || method.revoked().isPresent()
                        || document.allows(method.id(), Relationship.AUTHENTICATION)
                        || document.allows(method.id(), Relationship.ASSERTION_METHOD))
                .toList();
    }
}
