package id.signet.app.api.weidentity;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.control.ControlledDids;
import id.signet.registry.did.control.ControllerWish;
import id.signet.registry.did.control.PreparedOperation;
import id.signet.registry.did.weidentity.OldKey;
import id.signet.registry.operation.SignedOperation;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code createWeId} of a caller who keeps the key. */
@Component
final class SignedCreation implements SignedFunction {

    private final ControlledDids dids;

    SignedCreation(ControlledDids dids) {
        this.dids = dids;
    }

    @Override
    public String name() {
        return "createWeId";
    }

    @Override
    public ToSign prepare(Arguments arguments, Window window) {
        return prepare(OldKey.ofText(arguments.text("publicKey")).orElseThrow(WeidCode.PUBLIC_KEY_INVALID::refusal));
    }

    @Override
    public ToSign prepareAgain(ObjectNode operation, Window window) {
        try {
            return prepare(Multikey.decode(operation.at("/body/updateKeys/0").asString("")));
        } catch (MalformedInput e) {
            throw WeidCode.DATA.refusal();
        }
    }

    private ToSign prepare(PublicKey key) {
        return switch (dids.prepare(new ControllerWish.CreateWithOneKey(key))) {
            case PreparedOperation.Ready ready ->
                new ToSign(ready.operation(), List.of(new Signer(ready.signers().getFirst(), key)));
            case PreparedOperation.Refused(RegistryRefusal refusal) ->
                throw refusal.kind() == RegistryRefusal.Kind.CONFLICT
                        ? WeidCode.WEID_EXISTS.refusal()
                        : WeidCode.PUBLIC_KEY_INVALID.refusal();
        };
    }

    @Override
    public JsonNode submit(Caller caller, SignedOperation signed) {
        return answerAgain(
                DidOutcomes.made(dids.submit(caller, signed.operation().type(), signed.toJson())).toString());
    }

    @Override
    public JsonNode answerAgain(String subject) {
        return JsonNodeFactory.instance.stringNode(subject);
    }
}
