package id.signet.credential.verify;

import id.signet.credential.status.PublishedLists;
import id.signet.credential.status.ServedList;
import id.signet.registry.PublicUrl;
import java.util.List;
import java.util.Set;

/** The lists below the public address, of this service or of the one it follows, without HTTP; and those of others. */
public final class OwnStatusLists implements StatusLists {

    private final PublishedLists lists;
    private final String prefix;
    private final StatusLists others;

    /** @param others where the lists of other hosts are read */
    public OwnStatusLists(PublishedLists lists, PublicUrl publicUrl, StatusLists others) {
        this.lists = lists;
        this.prefix = publicUrl.value() + "/status/";
        this.others = others;
    }

    /** Whether the list is one of those below the public address. */
    public boolean holds(String uri) {
        return uri.startsWith(prefix);
    }

    @Override
    public Answer fetch(String uri, Set<String> mediaTypes) {
        if (!holds(uri)) {
            return others.fetch(uri, mediaTypes);
        }
        return switch (lists.publishedList(uri.substring(prefix.length()), List.of())) {
            case ServedList.Found found -> new Answer.Found(found.mediaType(), found.body());
            case ServedList.Missing missing -> new Answer.Missing();
            case ServedList.NotInThisForm other -> new Answer.Missing();
            case ServedList.Outdated(var reason) -> new Answer.Unreachable(reason);
        };
    }
}
