package id.signet.app.api.weidentity;

import id.signet.crypto.json.Json;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustOutcome;
import id.signet.registry.recognition.AuthorityIssuers;
import id.signet.registry.recognition.AuthorityIssuers.AuthorityIssuer;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Organisations that issue, and who recognizes them (SDK {@code AuthorityIssuerService}). Whether the caller is an authority is
 * judged by the keys that his tenant has here, never by what he says.
 */
@Component
final class AuthorityIssuerFunctions implements FunctionFamily {

    private static final RefusalCodes CODES = new RefusalCodes(WeidCode.ISSUER_NAME, WeidCode.ISSUER_UNKNOWN,
            WeidCode.NO_PERMISSION, WeidCode.ISSUER_EXISTS);

    private final AuthorityIssuers issuers;
    private final Weids weids;
    private final WeidDocuments documents;

    AuthorityIssuerFunctions(AuthorityIssuers issuers, Weids weids, WeidDocuments documents) {
        this.issuers = issuers;
        this.weids = weids;
        this.documents = documents;
    }

    @Override
    public List<WeidFunction> functions() {
        return List.of(WeidFunction.changing("registerAuthorityIssuer", this::register),
                WeidFunction.changing("recognizeAuthorityIssuer",
                        call -> done(issuers.recognize(call.caller(), weids.weid(call.arguments()),
                                weids.authority(call)))),
                WeidFunction.changing("deRecognizeAuthorityIssuer",
                        call -> done(issuers.withdrawRecognition(call.caller(), weids.weid(call.arguments()),
                                weids.authority(call)))),
                WeidFunction.changing("removeAuthorityIssuer", this::remove),
                WeidFunction.asking("isAuthorityIssuer", this::isRecognized),
                WeidFunction.reading("queryAuthorityIssuer", call -> told(weids.weid(call.arguments()))),
                WeidFunction.reading("getWeIdByOrgId",
                        call -> JsonNodeFactory.instance.stringNode(named(call).toString())),
                WeidFunction.reading("getWeIdDocumentByOrgId", call -> documents.document(named(call))),
                WeidFunction.reading("getAllAuthorityIssuerList", this::page),
                WeidFunction.reading("getIssuerCount", _ -> JsonNodeFactory.instance.numberNode(issuers.count())),
                WeidFunction.reading("getRecognizedIssuerCount",
                        _ -> JsonNodeFactory.instance.numberNode(issuers.recognizedCount())));
    }

    private void register(Invocation call) {
        Did did = weids.weid(call.arguments());
        String name = call.arguments().text("name");
        weids.invoker(call);
        if (!weids.exists(did)) {
            throw WeidCode.WEID_ABSENT.refusal();
        }
        registered(did, issuers.register(call.caller(), did, name,
                call.arguments().optionalText("description").orElse("")));
    }

    /** @throws WeidRefused with the code of the refusal; where the DID is no issuer, a conflict is about the name */
    void registered(Did did, Optional<RegistryRefusal> refused) {
        refused.ifPresent(refusal -> {
            boolean named = issuers.find(did).isEmpty();
            throw (named ? CODES.withConflict(WeidCode.ISSUER_NAME_TAKEN) : CODES).refused(refusal);
        });
    }

    private void remove(Invocation call) {
        Did did = weids.weid(call.arguments());
        weids.invoker(call);
        issuers.remove(call.caller(), did).ifPresent(refusal -> {
            throw CODES.refused(refusal);
        });
    }

    private static void done(TrustOutcome outcome) {
        switch (outcome) {
            case TrustOutcome.Done _ -> {
            }
            case TrustOutcome.Refused(RegistryRefusal refusal) -> throw CODES.refused(refusal);
        }
    }

    private boolean isRecognized(Invocation call) {
        if (!registered(weids.weid(call.arguments())).recognized()) {
            throw WeidCode.ISSUER_UNRECOGNIZED.refusal();
        }
        return true;
    }

    JsonNode told(Did did) {
        return json(registered(did));
    }

    private AuthorityIssuer registered(Did did) {
        return issuers.find(did).orElseThrow(WeidCode.ISSUER_UNKNOWN::refusal);
    }

    private Did named(Invocation call) {
        return issuers.named(call.arguments().text("orgId")).orElseThrow(WeidCode.ISSUER_UNKNOWN::refusal).did();
    }

    private JsonNode page(Invocation call) {
        ArrayNode page = Json.array();
        issuers.page(call.arguments().number("index"), call.arguments().pageSize())
                .forEach(issuer -> page.add(json(issuer)));
        return page;
    }

    /** The accumulator is said to be 1, as WeIdentity always says, and the further attributes that nobody sets are empty. */
    private static ObjectNode json(AuthorityIssuer issuer) {
        ObjectNode json = Json.object();
        json.put("accValue", "1")
                .put("created", issuer.created().toEpochMilli())
                .put("name", issuer.name())
                .put("weId", issuer.did().toString())
                .put("description", issuer.description())
                .put("recognized", issuer.recognized());
        json.putArray("extraInt");
        json.putArray("extraStr32");
        return json;
    }
}
