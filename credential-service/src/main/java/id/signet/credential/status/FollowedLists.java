package id.signet.credential.status;

import id.signet.credential.format.CredentialFormats;
import id.signet.credential.format.VcDocument;
import id.signet.credential.status.codec.BitstringCodec;
import id.signet.credential.status.codec.TokenStatusCodec;
import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.json.StrictJson;
import id.signet.ledger.follow.Origin;
import id.signet.ledger.state.View;
import id.signet.registry.PublicUrl;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The lists of a followed service. A list counts if its bits are those that the newest version in the log names; so what is
 * kept is as good as the view of the log, and no cache on the way can hold a revocation back.
 */
public final class FollowedLists implements PublishedLists {

    private static final Logger LOG = System.getLogger(FollowedLists.class.getName());

    private static final int LONGEST = 1024 * 1024;
    private static final int AT_ONCE = 100;

    private final View rows;
    private final KeptLists kept;
    private final Origin origin;
    private final PublicUrl publicUrl;
    private final CredentialFormats formats;
    private final StatusListTerms terms;
    private final Supplier<Optional<String>> tooOld;
    private final Clock clock;

    /**
     * @param origin of which {@code status/<id>} is read
     * @param tooOld why the view of the log is no base for an answer just now, half a sentence; empty if it is
     */
    public FollowedLists(View rows, KeptLists kept, Origin origin, PublicUrl publicUrl, CredentialFormats formats,
            StatusListTerms terms, Supplier<Optional<String>> tooOld, Clock clock) {
        this.rows = rows;
        this.kept = kept;
        this.origin = origin;
        this.publicUrl = publicUrl;
        this.formats = formats;
        this.terms = terms;
        this.tooOld = tooOld;
        this.clock = clock;
    }

    @Override
    public ServedList publishedList(String opaque, List<StatusFace> wanted) {
        Optional<String> url = StatusListId.parse(opaque).map(id -> prefix() + opaque);
        Optional<StatusTables.Version> version = url.flatMap(list -> rows.get(StatusTables.VERSIONS, list));
        if (version.isEmpty()) {
            return new ServedList.Missing();
        }
        Optional<String> objection = tooOld.get();
        if (objection.isPresent()) {
            return new ServedList.Outdated(objection.get());
        }
        Optional<KeptLists.Kept> list = kept.find(url.orElseThrow())
                .filter(found -> found.array().equals(version.get().arrayHash()))
                .or(() -> fetched(url.orElseThrow(), version.get()));
        return list.map(found -> served(found, version.get(), wanted))
                .orElseGet(() -> new ServedList.Outdated("its version " + version.get().sequence() + " of "
                        + version.get().loggedAt() + " could not be fetched from the origin"));
    }

    private ServedList served(KeptLists.Kept list, StatusTables.Version version, List<StatusFace> wanted) {
        return wanted.isEmpty() || wanted.contains(list.face())
                ? new ServedList.Found(list.face(), list.body(),
                        version.sequence() + "-" + list.fetchedAt().toEpochMilli(), list.fetchedAt(),
                        list.fetchedAt().plus(terms.timeToLive()), terms.timeToLive())
                : new ServedList.NotInThisForm(Optional.of(list.face()));
    }

    /** Fetches what is new in the log, and now and then what may be signed anew. */
    public void refresh() {
        for (String url : kept.due(clock.instant().minus(terms.timeToLive()), AT_ONCE)) {
            rows.get(StatusTables.VERSIONS, url).ifPresent(version -> {
                var _ = fetched(url, version);
            });
        }
    }

    private Optional<KeptLists.Kept> fetched(String url, StatusTables.Version version) {
        try {
            return url.startsWith(prefix())
                    ? origin.read("status/" + url.substring(prefix().length()), LONGEST)
                            .map(body -> read(body, version))
                            .filter(list -> list.array().equals(version.arrayHash()))
                            .map(list -> keep(url, list))
                    : Optional.empty();
        } catch (IOException | MalformedInput e) {
            LOG.log(Level.WARNING, "the list " + url + " could not be fetched: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private KeptLists.Kept keep(String url, KeptLists.Kept list) {
        kept.keep(url, list);
        return list;
    }

    private KeptLists.Kept read(Bytes body, StatusTables.Version version) {
        Instant now = clock.instant();
        if (StatusKind.of(version.kind()) == StatusKind.TOKEN) {
            var lst = CompactToken.parse(body.asUtf8(), LONGEST).claims().path("status_list").path("lst");
            return new KeptLists.Kept(StatusFace.TOKEN, body, hash(TokenStatusCodec.decode(text(lst))), now);
        }
        boolean json = body.size() > 0 && body.toArray()[0] == '{';
        JsonNode credential = json
                ? StrictJson.parseObject(body.toArray())
                : JsonNodeFactory.instance.stringNode(body.asUtf8());
        var subjects = VcDocument.items(formats.parse(credential).document(), "credentialSubject");
        if (subjects.size() != 1) {
            throw new MalformedInput("a status list has one subject");
        }
        return new KeptLists.Kept(json ? StatusFace.DATA_INTEGRITY : StatusFace.JWT, body,
                hash(BitstringCodec.decode(text(subjects.getFirst().path("encodedList")))), now);
    }

    private static Bytes hash(byte[] bits) {
        return Bytes.of(Hashes.sha256(bits));
    }

    private static String text(JsonNode member) {
        if (!member.isString()) {
            throw new MalformedInput("a status list has an encoded list");
        }
        return member.stringValue();
    }

    private String prefix() {
        return publicUrl.value() + "/status/";
    }
}
