package id.signet.credential.verify;

import id.signet.credential.status.PublishedLists;
import id.signet.credential.status.ServedList;
import id.signet.registry.PublicUrl;
import java.util.List;

/** The lists below the public address, of this service or of the one it follows. Lists of other hosts are not fetched yet. */
public final class OwnStatusLists implements StatusLists {

    private final PublishedLists lists;
    private final String prefix;

    public OwnStatusLists(PublishedLists lists, PublicUrl publicUrl) {
        this.lists = lists;
        this.prefix = publicUrl.value() + "/status/";
    }

    @Override
    public Answer fetch(String uri) {
        if (!uri.startsWith(prefix)) {
            return new Answer.Unreachable("it is on another host, and this service does not fetch from there");
        }
        return switch (lists.publishedList(uri.substring(prefix.length()), List.of())) {
            case ServedList.Found found -> new Answer.Found(found.mediaType(), found.body());
            case ServedList.Missing missing -> new Answer.Missing();
            case ServedList.NotInThisForm other -> new Answer.Missing();
            case ServedList.Outdated(var reason) -> new Answer.Unreachable(reason);
        };
    }
}
