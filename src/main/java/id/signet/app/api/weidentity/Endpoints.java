package id.signet.app.api.weidentity;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.registry.net.Fetched;
import id.signet.registry.net.HttpsAddress;
import id.signet.registry.net.Inquiry;
import id.signet.registry.net.ServiceAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Services that the operator named, called in a caller's name: what WeIdentity's RPC endpoints are. Nobody else can add one,
 * and no caller chooses where a request goes.
 */
public final class Endpoints {

    private static final String JSON = "application/json";

    private final List<Endpoint> all;
    private final Inquiry inquiry;

    public Endpoints(List<Endpoint> all, Inquiry inquiry) {
        this.all = List.copyOf(all);
        this.inquiry = inquiry;
    }

    /**
     * @param name as callers write it, whatever the case
     * @param description for people
     * @param needsToken whether it is called for a data authorization alone
     */
    public record Endpoint(String name, HttpsAddress address, String description, boolean needsToken) {

        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

        /** @throws MalformedInput if a name has other characters */
        public Endpoint {
            if (!NAME.matcher(name).matches()) {
                throw new MalformedInput("an endpoint's name has up to 64 letters, digits, '.', '_' and '-'");
            }
        }

        private String place() {
            return address.host() + ":" + address.port();
        }

        /** WeIdentity's tokens name host, port and endpoint; newer ones may name the address itself. */
        private boolean isMeantBy(String serviceUrl) {
            String rest = serviceUrl.replaceFirst("^https?://", "");
            return serviceUrl.equals(address.toString()) || rest.equalsIgnoreCase(place() + "/" + name);
        }
    }

    ArrayNode list() {
        ArrayNode list = Json.array();
        for (Endpoint endpoint : all) {
            ObjectNode told = list.addObject().put("requestName", endpoint.name());
            told.putArray("inAddr").add(endpoint.place());
            told.put("description", endpoint.description());
        }
        return list;
    }

    /** The endpoint's answer to a direct call. */
    String call(String name, String body) {
        return call(all.stream()
                .filter(endpoint -> !endpoint.needsToken() && endpoint.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(WeidCode.ENDPOINT_ABSENT::refusal), body);
    }

    /** The endpoint that a data authorization names. */
    Endpoint meantBy(String serviceUrl) {
        return all.stream()
                .filter(endpoint -> endpoint.isMeantBy(serviceUrl))
                .findFirst()
                .orElseThrow(WeidCode.ENDPOINT_ABSENT::refusal);
    }

    String call(Endpoint endpoint, String body) {
        ObjectNode question = Json.object().put("requestName", endpoint.name()).put("requestBody", body);
        Fetched answer = inquiry.ask(new ServiceAddress(true, endpoint.address()), Bytes.utf8(question.toString()),
                JSON, JSON);
        return switch (answer) {
            case Fetched.Found found -> read(found.body())
                    .orElseThrow(() -> WeidCode.ENDPOINT_ANSWER.refusal("The endpoint's answer has no text respBody."));
            case Fetched.Absent _ -> throw WeidCode.ENDPOINT_ANSWER.refusal("Nothing is at the endpoint's address.");
            case Fetched.Unreachable _ -> throw WeidCode.ENDPOINT_UNREACHABLE.refusal();
            case Fetched.Forbidden _,Fetched.Busy _ -> throw WeidCode.ENDPOINT_UNREACHABLE
                    .refusal("The endpoint is not asked now.");
        };
    }

    private static Optional<String> read(Bytes body) {
        try {
            JsonNode text = StrictJson.parseObject(body.toArray()).path("respBody");
            return text.isString() ? Optional.of(text.stringValue()) : Optional.empty();
        } catch (MalformedInput e) {
            return Optional.empty();
        }
    }
}
