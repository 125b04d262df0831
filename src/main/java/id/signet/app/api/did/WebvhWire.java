package id.signet.app.api.did;

import id.signet.app.api.wire.WireObject;
import id.signet.crypto.MalformedInput;
import id.signet.registry.did.Did;
import id.signet.registry.did.webvh.LineParameters;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a request says about a did:webvh besides keys and document, in the words of the method. */
final class WebvhWire {

    private WebvhWire() {}

    static LineParameters parameters(ObjectNode json) {
        WireObject wire = WireObject.of(json, "portable", "ttl", "witness");
        return new LineParameters(wire.any("portable").map(_ -> wire.flag("portable")), number(wire, "ttl"),
                wire.any("witness").map(_ -> witnesses(wire.object("witness"))));
    }

    /** {@code {}}: nobody. */
    private static LineParameters.Witnesses witnesses(ObjectNode json) {
        WireObject wire = WireObject.of(json, "threshold", "witnesses");
        return new LineParameters.Witnesses(number(wire, "threshold").orElse(0L),
                wire.any("witnesses").isEmpty()
                        ? List.of()
                        : wire.objects("witnesses", "id").stream().map(one -> Did.parse(one.text("id"))).toList());
    }

    private static Optional<Long> number(WireObject wire, String name) {
        return wire.any(name).map(value -> whole(name, value));
    }

    private static long whole(String name, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new MalformedInput("the member '" + name + "' is a whole number");
        }
        return value.longValue();
    }
}
