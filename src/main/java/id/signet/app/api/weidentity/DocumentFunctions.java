package id.signet.app.api.weidentity;

import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.registry.did.Did;
import id.signet.registry.did.log.WeidList;
import id.signet.registry.did.weidentity.OldKey;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is known about DIDs (SDK {@code WeIdService}, reading). */
@Component
final class DocumentFunctions implements FunctionFamily {

    /** In one answer. */
    private static final int MOST = 1_000;

    private final Weids weids;
    private final WeidDocuments documents;
    private final WeidList list;

    DocumentFunctions(Weids weids, WeidDocuments documents, WeidList list) {
        this.weids = weids;
        this.documents = documents;
        this.list = list;
    }

    @Override
    public List<WeidFunction> functions() {
        return List.of(WeidFunction.reading("getWeIdDocument", this::document),
                WeidFunction.reading("getWeIdDocumentJson", this::document),
                WeidFunction.reading("getWeIdDocumentMetadata",
                        call -> documents.metadata(weids.weid(call.arguments()))),
                WeidFunction.asking("isWeIdExist", call -> documents.exists(weids.weid(call.arguments()))),
                WeidFunction.asking("isDeactivated", call -> documents.isDeactivated(weids.weid(call.arguments()))),
                WeidFunction.reading("getWeIdListByPubKeyList", this::byPublicKeys),
                WeidFunction.reading("getWeIdList", this::page), WeidFunction.reading("getWeIdCount",
                        call -> JsonNodeFactory.instance.numberNode(list.count())));
    }

    private JsonNode document(Invocation call) {
        return documents.document(weids.weid(call.arguments()));
    }

    /** Each key has its place in both lists; where one of them has no DID, the answer has a code of its own. */
    private JsonNode byPublicKeys(Invocation call) {
        ObjectNode both = Json.object();
        ArrayNode found = both.putArray("weIdList");
        ArrayNode codes = both.putArray("errorCodeList");
        boolean all = true;
        for (String text : call.arguments().texts("publicKeyList", MOST)) {
            Optional<Did> did = OldKey.ofBase64(KeyType.SECP256K1, text)
                    .or(() -> OldKey.ofBase64(KeyType.SM2, text))
                    .map(weids::of);
            if (did.filter(documents::exists).isPresent()) {
                found.add(did.get().toString());
                codes.add(WeidCode.SUCCESS.code());
            } else {
                all = false;
                found.addNull();
                codes.add((did.isEmpty() ? WeidCode.KEY_TO_WEID : WeidCode.PUBLIC_KEY_ABSENT).code());
            }
        }
        if (!all) {
            throw WeidCode.KEYS_TO_WEIDS.refusal().with(both);
        }
        return both;
    }

    /** {@code first} and {@code last} count from 0 in the order of creation, and are both part of the page. */
    private JsonNode page(Invocation call) {
        long first = call.arguments().number("first");
        long last = call.arguments().number("last");
        if (last < first || last - first >= MOST) {
            throw WeidCode.ILLEGAL_INPUT.refusal("From first to last there are 1 to " + MOST + ".");
        }
        return Json.array(
                list.dids(first, Math.toIntExact(last - first + 1)).stream().map(Did::toString).toList());
    }
}
