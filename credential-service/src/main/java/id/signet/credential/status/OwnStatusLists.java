package id.signet.credential.status;

import id.signet.credential.verify.StatusLists;
import id.signet.registry.PublicUrl;
import java.util.List;

/** Reads the lists served here from the store, never over the network, and asks elsewhere for the others. */
public final class OwnStatusLists implements StatusLists {

    private static final String ANY = "0".repeat(32);

    private final StatusRegistry registry;
    private final String prefix;
    private final StatusLists elsewhere;

    public OwnStatusLists(StatusRegistry registry, PublicUrl publicUrl, StatusLists elsewhere) {
        this.registry = registry;
        this.prefix = publicUrl.statusList(ANY).substring(0, publicUrl.statusList(ANY).length() - ANY.length());
        this.elsewhere = elsewhere;
    }

    @Override
    public Answer fetch(String uri) {
        if (!uri.startsWith(prefix)) {
            return elsewhere.fetch(uri);
        }
        return switch (registry.publishedList(uri.substring(prefix.length()), List.of())) {
            case ServedList.Found found -> new Answer.Found(found.mediaType(), found.body());
            case ServedList.Missing _,ServedList.NotInThisForm _ -> new Answer.Missing();
        };
    }
}
