package id.signet.app.api.weidentity;

import id.signet.crypto.json.Json;
import id.signet.ledger.Ledger;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.schema.Cpts;
import id.signet.registry.schema.Cpts.Cpt;
import id.signet.registry.schema.RegisteredSchema;
import id.signet.registry.schema.SchemaRegistry;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Claim types (SDK {@code CptService}). Only who registered one updates it, and by his key: naming the publisher is no leave. */
@Component
final class CptFunctions implements FunctionFamily {

    static final String NUMBER = "cptId";
    static final String SCHEMA = "cptJsonSchema";

    static final RefusalCodes CODES = new RefusalCodes(WeidCode.CPT_SCHEMA, WeidCode.CPT_ABSENT,
            WeidCode.CPT_FORBIDDEN, WeidCode.CPT_EXISTS);

    private final Cpts cpts;
    private final SchemaRegistry schemas;
    private final Ledger ledger;
    private final Weids weids;

    CptFunctions(Cpts cpts, SchemaRegistry schemas, Ledger ledger, Weids weids) {
        this.cpts = cpts;
        this.schemas = schemas;
        this.ledger = ledger;
        this.weids = weids;
    }

    @Override
    public List<WeidFunction> functions() {
        return List.of(WeidFunction.making("registerCpt", this::register, this::again),
                WeidFunction.making("updateCpt", this::update, this::again),
                WeidFunction.reading("queryCpt",
                        call -> json(cpts.find(call.arguments().number(NUMBER))
                                .orElseThrow(WeidCode.CPT_ABSENT::refusal))),
                WeidFunction.reading("getCptIdList", this::numbers),
                WeidFunction.reading("getCptCount", _ -> JsonNodeFactory.instance.numberNode(cpts.count())));
    }

    private JsonNode register(Invocation call) {
        return info(cpts.register(call.caller(), Optional.of(weids.author(call)),
                call.arguments().objectOrText(SCHEMA), call.arguments().optionalNumber(NUMBER)));
    }

    private JsonNode update(Invocation call) {
        return info(cpts.update(call.caller(), Optional.of(weids.author(call)), call.arguments().number(NUMBER),
                call.arguments().objectOrText(SCHEMA)));
    }

    private Optional<JsonNode> again(Invocation call, String subject) {
        return again(subject);
    }

    Optional<JsonNode> again(String subject) {
        return schemas.find(subject).map((RegisteredSchema known) -> info(known.cptId(), known.version()));
    }

    static JsonNode info(Cpts.Outcome outcome) {
        return switch (outcome) {
            case Cpts.Outcome.Registered(Cpt cpt, var _) -> info(cpt.cptId(), cpt.version());
            case Cpts.Outcome.Refused(RegistryRefusal refusal) ->
                throw CODES.refused(refusal);
        };
    }

    private static ObjectNode info(long cptId, long version) {
        return Json.object().put(NUMBER, cptId).put("cptVersion", version);
    }

    /** Everything once more in its own groups, as WeIdentity's object has getters for both. */
    private ObjectNode json(Cpt cpt) {
        ObjectNode json = info(cpt.cptId(), cpt.version());
        ObjectNode metaData = metaData(cpt);
        json.set("cptBaseInfo", info(cpt.cptId(), cpt.version()));
        json.set(SCHEMA, cpt.claimSchemaAsDraft04());
        json.setAll(metaData);
        json.set("metaData", metaData.deepCopy());
        return json;
    }

    private ObjectNode metaData(Cpt cpt) {
        return Json.object()
                .put("cptPublisher", cpt.publisher().toString())
                .put("cptSignature", signature(cpt))
                .put("created", cpt.created().toEpochMilli())
                .put("updated", cpt.isFirst() ? 0 : cpt.updated().toEpochMilli());
    }

    /** The publisher's, of the operation in the log. */
    private String signature(Cpt cpt) {
        var entry = ledger.entry(cpt.leafIndex()).orElseThrow();
        return Base64.getEncoder()
                .encodeToString(SignedOperation.parse(entry.type(), entry.body()).signature().toArray());
    }

    private JsonNode numbers(Invocation call) {
        return PolicyFunctions
                .ids(cpts.numbers(call.arguments().number("startPos"), call.arguments().pageSize()));
    }
}
