package id.signet.app.api.weidentity;

import id.signet.registry.RegistryNames;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.recognition.AuthorityIssuers;
import id.signet.registry.recognition.Application;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code registerAuthorityIssuer} of who keeps the key. What he signs is good for one call: the name is in no log. */
@Component
final class SignedApplication implements SignedFunction {

    private final AuthorityIssuers issuers;
    private final AuthorityIssuerFunctions functions;
    private final String origin;
    private final Weids weids;
    private final WeidDocuments documents;

    SignedApplication(AuthorityIssuers issuers, AuthorityIssuerFunctions functions, RegistryNames names,
            Weids weids, WeidDocuments documents) {
        this.issuers = issuers;
        this.functions = functions;
        this.origin = names.origin();
        this.weids = weids;
        this.documents = documents;
    }

    @Override
    public String name() {
        return "registerAuthorityIssuer";
    }

    @Override
    public ToSign prepare(Arguments arguments, Window window) {
        return prepare(weids.weid(arguments), arguments.text("name"), arguments.optionalText("description").orElse(""),
                window);
    }

    @Override
    public ToSign prepareAgain(ObjectNode operation, Window window) {
        return prepare(weids.weid(operation.path("author").asString("")), operation.at("/body/name").asString(""),
                operation.at("/body/description").asString(""), window);
    }

    private ToSign prepare(Did did, String name, String description, Window window) {
        return ToSign.by(documents.active(did),
                new Application(did, name, description, window.nonce(), window.until()).operation(origin));
    }

    @Override
    public JsonNode submit(Caller caller, SignedOperation signed) {
        functions.registered(signed.operation().party().did(), issuers.register(caller, signed));
        return answerAgain(signed.operation().party().did().toString());
    }

    @Override
    public JsonNode answerAgain(String subject) {
        return functions.told(Did.parse(subject));
    }
}
