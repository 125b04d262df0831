package id.signet.app.api.weidentity;

import id.signet.crypto.json.Json;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustOutcome;
import id.signet.registry.recognition.IssuerTypes;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Named lists of issuers (SDK {@code AuthorityIssuerService}); WeIdentity-Rest-Service calls them whitelists. */
@Component
final class IssuerTypeFunctions implements FunctionFamily {

    private static final String TYPE = "issuerType";
    private static final String WHITELIST = "whitelistName";

    private static final RefusalCodes CODES = new RefusalCodes(WeidCode.ISSUER_TYPE_NAME, WeidCode.ISSUER_TYPE_ABSENT,
            WeidCode.NO_PERMISSION, WeidCode.ISSUER_TYPE_EXISTS);

    private final IssuerTypes types;
    private final Weids weids;

    IssuerTypeFunctions(IssuerTypes types, Weids weids) {
        this.types = types;
        this.weids = weids;
    }

    @Override
    public List<WeidFunction> functions() {
        return List.of(WeidFunction.changing("registerIssuerType", this::create),
                WeidFunction.changing("removeIssuerType", this::remove),
                WeidFunction.changing("addIssuerIntoIssuerType", call -> add(call, TYPE)),
                WeidFunction.changing("addWeIdToWhitelist", call -> add(call, WHITELIST)),
                WeidFunction.changing("removeIssuerFromIssuerType", this::take),
                WeidFunction.asking("isSpecificTypeIssuer", call -> isMember(call, TYPE)),
                WeidFunction.asking("isWeIdInWhitelist", call -> isMember(call, WHITELIST)),
                WeidFunction.reading("getAllSpecificTypeIssuerList", this::members),
                WeidFunction.reading("getSpecificTypeIssuerSize",
                        call -> JsonNodeFactory.instance.numberNode(types.size(known(call, TYPE)))),
                WeidFunction.reading("getIssuerTypeCount", _ -> JsonNodeFactory.instance.numberNode(types.count())),
                WeidFunction.reading("getIssuerTypeList", this::page));
    }

    private void create(Invocation call) {
        weids.authority(call);
        types.create(call.caller(), call.arguments().text(TYPE)).ifPresent(refusal -> {
            throw CODES.refused(refusal);
        });
    }

    private void remove(Invocation call) {
        weids.authority(call);
        types.remove(call.caller(), call.arguments().text(TYPE)).ifPresent(refusal -> {
            throw CODES.withConflict(WeidCode.NOT_EXECUTED).refused(refusal);
        });
    }

    private void add(Invocation call, String list) {
        Did did = weids.weid(call.arguments());
        String name = known(call, list);
        if (!weids.exists(did)) {
            throw WeidCode.WEID_ABSENT.refusal();
        }
        if (types.isMember(name, did)) {
            throw WeidCode.ISSUER_TYPE_EXISTS.refusal();
        }
        done(types.add(call.caller(), name, did, weids.authority(call)));
    }

    private void take(Invocation call) {
        done(types.take(call.caller(), known(call, TYPE), weids.weid(call.arguments()), weids.authority(call)));
    }

    private boolean isMember(Invocation call, String list) {
        return types.isMember(known(call, list), weids.weid(call.arguments()));
    }

    /** The name of a list that there is: none comes to be by being used. */
    private String known(Invocation call, String member) {
        String name = call.arguments().text(member);
        if (types.find(name).isEmpty()) {
            throw WeidCode.ISSUER_TYPE_ABSENT.refusal("There is no such issuer type.");
        }
        return name;
    }

    private JsonNode members(Invocation call) {
        return Json.array(
                types.members(known(call, TYPE), call.arguments().number("index"), call.arguments().pageSize())
                        .stream()
                        .map(Did::toString)
                        .toList());
    }

    private JsonNode page(Invocation call) {
        ArrayNode page = Json.array();
        types.page(call.arguments().number("index"), call.arguments().pageSize())
                .forEach(type -> page.addObject()
                        .put("typeName", type.name())
                        .put("created", type.created().toEpochMilli()));
        return page;
    }

    private static void done(TrustOutcome outcome) {
        switch (outcome) {
            case TrustOutcome.Done _ -> {
            }
            case TrustOutcome.Refused(RegistryRefusal refusal) -> throw CODES.refused(refusal);
        }
    }
}
