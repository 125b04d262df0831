package id.signet.app.api.weidentity;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.DidRegistry;
import id.signet.registry.did.weidentity.ImportedDids;
import id.signet.registry.did.weidentity.OldDocument;
import id.signet.registry.did.weidentity.OldKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** New DIDs (SDK {@code WeIdService}, createWeId). */
@Component
final class CreationFunctions implements FunctionFamily {

    private static final String FOR_OPERATORS = "A DID whose key signs nothing is entered on the word of the log's root"
            + " authority: this caller does not keep its keys. The key's owner creates the DID at /weid/api/encode and"
            + " /weid/api/transact.";

    private final DidRegistry dids;
    private final ImportedDids imports;
    private final Weids weids;
    private final WeidDocuments documents;

    CreationFunctions(DidRegistry dids, ImportedDids imports, Weids weids, WeidDocuments documents) {
        this.dids = dids;
        this.imports = imports;
        this.weids = weids;
        this.documents = documents;
    }

    @Override
    public List<WeidFunction> functions() {
        return List.of(making("createWeId", this::create, this::name),
                making("createWeId2", this::create, documents::document),
                making("createWeIdWithPubKey", this::enter, this::name),
                making("createWeIdWithPubKey2", this::enter, documents::document));
    }

    private static WeidFunction making(String name, Function<Invocation, Did> work, Function<Did, JsonNode> answer) {
        return WeidFunction.making(name, call -> answer.apply(work.apply(call)),
                (call, subject) -> Optional.of(answer.apply(Did.parse(subject))));
    }

    private JsonNode name(Did did) {
        return JsonNodeFactory.instance.stringNode(did.toString());
    }

    private Did create(Invocation call) {
        return DidOutcomes.made(dids.createWithOneKey(call.caller(), KeyType.SECP256K1));
    }

    private Did enter(Invocation call) {
        Optional<String> ecdsa = call.arguments().optionalText("publicKeyECDSA");
        String text = ecdsa.orElseGet(() -> call.arguments().text("publicKeySM2"));
        weids.invoker(call);
        PublicKey key = OldKey.ofBase64(ecdsa.isPresent() ? KeyType.SECP256K1 : KeyType.SM2, text)
                .orElseThrow(() -> WeidCode.INPUT_ILLEGAL
                        .refusal("The public key is not the Base64 of the 64 bytes of a point of its curve."));
        DidOutcome outcome = imports.enter(call.caller(),
                OldDocument.ofKey(key).translate(imports.network(), Optional.empty(), Optional.empty()));
        if (outcome instanceof DidOutcome.Refused(RegistryRefusal refusal)
                && refusal.kind() == RegistryRefusal.Kind.FORBIDDEN) {
            throw WeidCode.NO_PERMISSION.refusal(FOR_OPERATORS);
        }
        return DidOutcomes.made(outcome);
    }
}
