package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What most stories about WeIdentity's papers begin with, told by calls of the door. */
public final class WeIdentityStory {

    /** The tenant that keeps the root authority's keys. */
    public static final String DEPLOYER = "{\"invokerWeId\":\"private_key\"}";

    public static final String SCHEMA = """
                                        {"title":"cpt","description":"this is cpt","properties":{
                                         "name":{"type":"string"},"gender":{"enum":["F","M"],"type":"string"},
                                         "age":{"type":"number"}},"required":["name","age"]}""";
    public static final String FIELDS = "{\"fieldsToBeDisclosed\":{\"name\":1,\"gender\":0,\"age\":0}}";

    private final WeIdentityClient client;

    public WeIdentityStory(WeIdentityClient client) {
        this.client = client;
    }

    /** The answer's {@code respBody}, where nothing went wrong. */
    public JsonNode done(String function, String functionArg, String transactionArg) {
        JsonNode answer = client.invoke(function, functionArg, transactionArg);
        assertThat(answer.get("errorCode").intValue()).as("%s: %s", function, answer).isZero();
        return answer.get("respBody");
    }

    public static String invoker(String did) {
        return "{\"invokerWeId\":\"" + did + "\"}";
    }

    public static String weid(String did) {
        return "{\"weId\":\"" + did + "\"}";
    }

    /** At most 32 characters that nobody else has. */
    public static String name(String what) {
        return what + UUID.randomUUID().toString().substring(0, 13);
    }

    /** A DID that is registered as an authority issuer, which gives it nothing. */
    public String applicant(String name) {
        String did = client.weid();
        done("registerAuthorityIssuer", "{\"weId\":\"" + did + "\",\"name\":\"" + name + "\"}", invoker(did));
        return did;
    }

    public String recognized(String name) {
        String did = applicant(name);
        done("recognizeAuthorityIssuer", weid(did), DEPLOYER);
        return did;
    }

    public long cpt(String publisher) {
        return done("registerCpt", "{\"weId\":\"" + publisher + "\",\"cptJsonSchema\":" + SCHEMA + "}",
                invoker(publisher)).get("cptId").longValue();
    }

    public static String order(String issuer, long cpt) {
        return "{\"cptId\":" + cpt + ",\"issuer\":\"" + issuer + "\",\"expirationDate\":\"2100-04-18T21:12:33Z\","
                + "\"claim\":{\"name\":\"zhang san\",\"gender\":\"F\",\"age\":32}}";
    }

    public ObjectNode credential(String issuer, long cpt) {
        return (ObjectNode) done("createCredentialPojo", order(issuer, cpt), invoker(issuer));
    }

    public long claimPolicy(String author, long cpt) {
        return done("registerClaimPolicy", "{\"cptId\":" + cpt + ",\"policy\":" + FIELDS + "}", invoker(author))
                .longValue();
    }

    public long presentationPolicy(String author, long claimPolicy) {
        return done("registerPresentationPolicy", "{\"claimPolicyIdList\":[" + claimPolicy + "]}", invoker(author))
                .longValue();
    }

    public static String challenge(String holder, String nonce) {
        return "{\"version\":1,\"weId\":\"" + holder + "\",\"nonce\":\"" + nonce + "\"}";
    }

    public ObjectNode presentation(String holder, JsonNode credential, long policy, String nonce) {
        ObjectNode arguments = Json.object().put("policyId", policy);
        arguments.putArray("credentialList").add(credential);
        arguments.set("challenge", StrictJson.parseObject(challenge(holder, nonce)));
        return (ObjectNode) done("createPresentation", arguments.toString(), invoker(holder));
    }

    /** The whole answer about a presentation. */
    public JsonNode verify(String presenter, JsonNode presentation, long policy, String nonce) {
        ObjectNode arguments = Json.object().put("policyId", policy).put("presenterWeId", presenter);
        arguments.set("presentation", presentation);
        arguments.set("challenge", StrictJson.parseObject(challenge(presenter, nonce)));
        return client.invoke("verifyPresentation", arguments.toString(), "{}");
    }

    /** Begins once, when it is first asked for. */
    public static final class Once<T> implements Supplier<T> {

        private final Supplier<T> beginning;
        private @Nullable T made;

        public Once(Supplier<T> beginning) {
            this.beginning = beginning;
        }

        @Override
        public T get() {
            if (made == null) {
                made = beginning.get();
            }
            return made;
        }
    }
}
