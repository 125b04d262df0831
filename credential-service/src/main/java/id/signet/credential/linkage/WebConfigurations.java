package id.signet.credential.linkage;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import id.signet.registry.did.Did;
import id.signet.registry.net.Fetched;
import id.signet.registry.net.HttpsAddress;
import id.signet.registry.net.Web;
import java.util.Set;

/** Read on the web, by the rules of docs/adr/0022-outbound-http.md. */
public final class WebConfigurations implements DidConfigurations {

    private static final Set<String> MEDIA_TYPES = Set.of("application/json", "application/ld+json");

    private final Web web;

    public WebConfigurations(Web web) {
        this.web = web;
    }

    @Override
    public Answer at(WebOrigin origin, Did did) {
        HttpsAddress address;
        try {
            address = origin.configuration();
        } catch (MalformedInput e) {
            return new Answer.Unreachable("origin-not-asked",
                    "The origin is none that is asked: " + e.getMessage() + ".");
        }
        return switch (web.get(address, MEDIA_TYPES)) {
            case Fetched.Found found -> read(found);
            case Fetched.Absent _ -> new Answer.Absent();
            case Fetched.Forbidden forbidden -> new Answer.Unreachable("origin-not-asked",
                    "The origin is none that is asked: " + forbidden.reason() + ".");
            case Fetched.Busy _ -> new Answer.Unreachable("origin-unreachable",
                    "Too many hosts are being waited for; ask again.");
            case Fetched.Unreachable unreachable -> new Answer.Unreachable("origin-unreachable",
                    address + " cannot be read: " + unreachable.reason() + ".");
        };
    }

    private static Answer read(Fetched.Found found) {
        try {
            return new Answer.Found(StrictJson.parseObject(found.body().toArray()), found.retrieved());
        } catch (MalformedInput e) {
            return new Answer.Malformed("What the origin publishes is no JSON object: " + e.getMessage() + ".",
                    found.retrieved());
        }
    }
}
