package id.signet.credential.verify;

import id.signet.crypto.MalformedInput;
import id.signet.registry.net.Fetched;
import id.signet.registry.net.HttpsAddress;
import id.signet.registry.net.Web;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The lists of other hosts, read on the web by the rules of docs/adr/0022-outbound-http.md. */
public final class WebStatusLists implements StatusLists {

    /** No list is used longer than the shortest {@code ttl} that counts, whatever it or its host says. */
    private static final Duration OLDEST = Duration.ofSeconds(60);

    private final Web web;

    public WebStatusLists(Web web) {
        this.web = web;
    }

    @Override
    public Answer fetch(String uri, Set<String> mediaTypes) {
        HttpsAddress address;
        try {
            address = HttpsAddress.parse(uri);
        } catch (MalformedInput e) {
            return new Answer.Unreachable("its address is none that is asked, for " + e.getMessage());
        }
        return switch (web.get(address, mediaTypes, OLDEST)) {
            case Fetched.Found found ->
                new Answer.Found(found.mediaType(), found.body(), Optional.of(found.retrieved()));
            case Fetched.Absent _ -> new Answer.Missing();
            case Fetched.Forbidden forbidden ->
                new Answer.Unreachable("its address is none that is asked, for " + forbidden.reason());
            case Fetched.Busy _ -> new Answer.Unreachable("too many hosts are being waited for; ask again");
            case Fetched.Unreachable unreachable -> new Answer.Unreachable(unreachable.reason());
        };
    }
}
