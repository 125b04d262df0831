package id.signet.app.api.weidentity;

import id.signet.credential.issue.IssuerDeparture;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.ChainSignatures;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.VerificationMethod;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.DidRegistry;
import id.signet.registry.did.weidentity.OldKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes of DIDs whose keys are kept here (SDK {@code WeIdService}; WeIdentity-Rest-Service has none of them). Each is signed
 * by the DID's own key: {@code invokerWeId} is the DID itself.
 */
@Component
final class ChangeFunctions implements FunctionFamily {

    /** As WeIdentity names keys; longer names could tell what does not belong into a log. */
    private static final Pattern KEY_NAME = Pattern.compile("keys-[0-9a-z]{1,8}");
    private static final Set<Relationship> USES = Set.of(Relationship.AUTHENTICATION, Relationship.ASSERTION_METHOD);

    private final DidRegistry dids;
    private final IssuerDeparture departure;
    private final Weids weids;
    private final WeidDocuments documents;

    ChangeFunctions(DidRegistry dids, IssuerDeparture departure, Weids weids, WeidDocuments documents) {
        this.dids = dids;
        this.departure = departure;
        this.weids = weids;
        this.documents = documents;
    }

    @Override
    public List<WeidFunction> functions() {
        return List.of(WeidFunction.changing("setService", this::setService),
                WeidFunction.changing("setAuthentication", this::setAuthentication),
                WeidFunction.changing("revokeAuthentication", this::revokeAuthentication),
                WeidFunction.changing("deactivate", this::deactivate),
                WeidFunction.changing("deactivateWeId", this::deactivate));
    }

    private void setService(Invocation call) {
        Did did = weids.changedByItself(call);
        String type = call.arguments().text("type");
        String endpoint = call.arguments().text("serviceEndpoint");
        documents.active(did);
        String id = call.arguments()
                .optionalText("id")
                .map(text -> relative(did, text))
                .orElseGet(() -> "#" + shortHash(KeyType.SECP256K1, endpoint));
        DidOutcomes
                .changed(dids.changeServices(call.caller(), did, services -> with(services, did, id, type, endpoint)));
    }

    private static ArrayNode with(ArrayNode services, Did did, String id, String type, String endpoint) {
        boolean taken = services.valueStream()
                .anyMatch(service -> relative(did, service.path("id").asString("")).equals(id));
        if (taken) {
            throw WeidCode.SERVICE_EXISTS.refusal();
        }
        ArrayNode more = Json.array();
        services.forEach(more::add);
        ObjectNode service = more.addObject();
        service.put("id", id).put("type", type).put("serviceEndpoint", endpoint);
        return more;
    }

    private void setAuthentication(Invocation call) {
        Did did = weids.changedByItself(call);
        PublicKey key = key(call);
        Optional<String> controller = call.arguments().optionalText("controller");
        if (controller.filter(text -> !weids.weid(text).equals(did)).isPresent()) {
            throw WeidCode.ILLEGAL_INPUT.refusal("A key in a document of this log is controlled by its own DID.");
        }
        String name = call.arguments()
                .optionalText("id")
                .map(text -> relative(did, text).substring(1))
                .orElseGet(() -> "keys-" + shortHash(key.type(), OldKey.decimal(key).orElseThrow()));
        if (!KEY_NAME.matcher(name).matches()) {
            throw WeidCode.ILLEGAL_INPUT.refusal("The id of a key is #keys- and 1 to 8 digits or lower-case letters.");
        }
        DidDocument document = documents.active(did);
        if (document.verificationMethods().stream().anyMatch(method -> method.key().equals(key))) {
            throw WeidCode.AUTHENTICATION_KEY_EXISTS.refusal();
        }
        if (document.method(did.withFragment(name)).isPresent()) {
            throw WeidCode.AUTHENTICATION_ID_EXISTS.refusal();
        }
        DidOutcomes.changed(dids.addKeyOfOthers(call.caller(), did, key, USES, Optional.of(name)));
    }

    /** By its public key, or by its id. Nothing that the key ever signed counts any more, as with WeIdentity. */
    private void revokeAuthentication(Invocation call) {
        Did did = weids.changedByItself(call);
        Optional<PublicKey> key = call.arguments().optionalText("publicKey").map(text -> key(call));
        Optional<String> id = call.arguments().optionalText("id").map(text -> did + relative(did, text));
        if (key.isEmpty() && id.isEmpty()) {
            throw WeidCode.INPUT_MISSING.refusal("The members publicKey and id are both missing.");
        }
        DidDocument document = documents.active(did);
        DidUrl method = document.verificationMethods()
                .stream()
                .filter(one -> key.map(one.key()::equals).orElseGet(() -> one.id().toString().equals(id.orElse(""))))
                .map(VerificationMethod::id)
                .findFirst()
                .orElseThrow(WeidCode.AUTHENTICATION_ABSENT::refusal);
        if (document.allows(method, Relationship.CAPABILITY_INVOCATION)) {
            throw WeidCode.LAST_KEY.refusal();
        }
        DidOutcomes.changed(
                alone(call, did, () -> dids.revokeKey(call.caller(), did, method, Optional.empty(), Optional.empty())),
                RefusalCodes.OF_DIDS.withMalformed(WeidCode.LAST_KEY));
    }

    private void deactivate(Invocation call) {
        Did did = weids.changedByItself(call);
        DidOutcomes.changed(alone(call, did, () -> dids.deactivate(call.caller(), did, Optional.empty())));
    }

    private DidOutcome alone(Invocation call, Did did, Supplier<DidOutcome> change) {
        return departure.alone(call.caller().tenant(), did.toString(), change);
    }

    private static PublicKey key(Invocation call) {
        return OldKey.ofText(call.arguments().text("publicKey")).orElseThrow(WeidCode.PUBLIC_KEY_INVALID::refusal);
    }

    /** {@code #} and what follows it; ids come absolute or without their DID. */
    private static String relative(Did did, String id) {
        String whole = did + "#";
        return id.startsWith(whole) ? id.substring(whole.length() - 1) : id.startsWith("#") ? id : "#" + id;
    }

    /** The last 8 digits of a hash, by which SDK 3.x names keys and services. */
    private static String shortHash(KeyType type, String text) {
        String hex = Bytes.of(ChainSignatures.hash(type, Bytes.utf8(text).toArray())).hex();
        return hex.substring(hex.length() - 8);
    }
}
