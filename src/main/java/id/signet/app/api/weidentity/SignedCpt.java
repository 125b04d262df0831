package id.signet.app.api.weidentity;

import id.signet.crypto.MalformedInput;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.schema.Cpts;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code registerCpt} of a publisher who keeps the key. The number is chosen before he signs. */
@Component
final class SignedCpt implements SignedFunction {

    private final Cpts cpts;
    private final CptFunctions functions;
    private final Weids weids;
    private final WeidDocuments documents;

    SignedCpt(Cpts cpts, CptFunctions functions, Weids weids, WeidDocuments documents) {
        this.cpts = cpts;
        this.functions = functions;
        this.weids = weids;
        this.documents = documents;
    }

    @Override
    public String name() {
        return "registerCpt";
    }

    @Override
    public ToSign prepare(Arguments arguments, Window window) {
        Did publisher = weids.weid(arguments);
        return prepare(publisher, arguments.objectOrText(CptFunctions.SCHEMA),
                arguments.optionalNumber(CptFunctions.NUMBER));
    }

    @Override
    public ToSign prepareAgain(ObjectNode operation, Window window) {
        try {
            Cpts.Wish asked = Cpts.wish(operation);
            return prepare(asked.author(), asked.claimSchema(), Optional.of(asked.cptId()));
        } catch (MalformedInput e) {
            throw WeidCode.DATA.refusal();
        }
    }

    private ToSign prepare(Did publisher, ObjectNode claimSchema, Optional<Long> cptId) {
        return switch (cpts.draft(publisher, claimSchema, cptId)) {
            case Cpts.Draft.Ready ready -> ToSign.by(documents.active(publisher), ready.operation());
            case Cpts.Draft.Refused(RegistryRefusal refusal) -> throw CptFunctions.CODES.refused(refusal);
        };
    }

    @Override
    public JsonNode submit(Caller caller, SignedOperation signed) {
        return CptFunctions.info(cpts.register(caller, signed));
    }

    @Override
    public JsonNode answerAgain(String subject) {
        return functions.again(subject).orElseThrow();
    }
}
