package id.signet.app.api.weidentity;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code {functionName, functionArg, transactionArg, v}}, in the order in which WeIdentity-Rest-Service complains
 * ({@code TransactionEncoderUtilV2.buildInputArg}).
 */
record Envelope(String functionName, Arguments function, Arguments transaction) {

    static final String LOOPBACK = "loopback";

    static Envelope read(ObjectNode body) {
        String name = text(body, "functionName", WeidCode.FUNCTION_NAME);
        text(body, "v", WeidCode.VERSION);
        return new Envelope(name, object(body, "functionArg", WeidCode.FUNCTION_ARG),
                object(body, "transactionArg", WeidCode.TRANSACTION_ARG));
    }

    /** What the caller wants to read again in the answer: any JSON, or null. */
    static JsonNode loopback(ObjectNode body) {
        JsonNode given = body.path("transactionArg").get(LOOPBACK);
        return given == null ? JsonNodeFactory.instance.nullNode() : given;
    }

    private static String text(ObjectNode body, String member, WeidCode otherwise) {
        JsonNode value = body.path(member);
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw otherwise.refusal();
        }
        return value.stringValue();
    }

    private static Arguments object(ObjectNode body, String member, WeidCode otherwise) {
        if (body.get(member) instanceof ObjectNode object) {
            return new Arguments(object);
        }
        throw otherwise.refusal();
    }
}
