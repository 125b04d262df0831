package id.signet.app.api.weidentity;

import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * {@code eccEncrypt} and {@code eccDecrypt}, which WeIdentity-Rest-Service answers with what it was given. A key that is kept
 * here signs, and opens nothing: one that did both would let whoever may decrypt learn what was signed with it. So both are
 * refused, and nothing is ever echoed as if it were encrypted.
 */
@Component
final class EncryptionFunctions implements FunctionFamily {

    private final Weids weids;

    EncryptionFunctions(Weids weids) {
        this.weids = weids;
    }

    @Override
    public List<WeidFunction> functions() {
        return List.of(WeidFunction.reading("eccEncrypt", this::refuse),
                WeidFunction.reading("eccDecrypt", this::refuse),
                WeidFunction.reading("createCredentialAndEncrypt", this::refuseCredential));
    }

    /** WeIdentity-Rest-Service answers the credential in clear: its encryption is commented out. */
    private JsonNode refuseCredential(Invocation call) {
        weids.invoker(call);
        throw WeidCode.ENCRYPT_KEY.refusal("Nothing is encrypted here, and nothing was issued: createCredentialPojo"
                + " issues the credential, for its receiver's key encrypt it with JWE.");
    }

    private JsonNode refuse(Invocation call) {
        call.arguments().text("data");
        weids.invoker(call);
        throw WeidCode.ENCRYPT_KEY.refusal();
    }
}
