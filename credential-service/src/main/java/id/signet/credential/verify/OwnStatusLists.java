package id.signet.credential.verify;

import id.signet.credential.status.ServedList;
import id.signet.credential.status.StatusRegistry;
import id.signet.registry.PublicUrl;
import java.util.List;

/** The lists this service serves, read from its store and never by HTTP. Lists of other hosts are not fetched yet. */
public final class OwnStatusLists implements StatusLists {

    private final StatusRegistry lists;
    private final String prefix;

    public OwnStatusLists(StatusRegistry lists, PublicUrl publicUrl) {
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
        };
    }
}
