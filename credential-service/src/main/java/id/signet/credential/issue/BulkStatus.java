package id.signet.credential.issue;

import id.signet.credential.issue.IssuanceStore.Standing;
import id.signet.credential.status.BulkChange;
import id.signet.credential.status.StatusPurpose;
import id.signet.credential.status.StatusRegistry;
import id.signet.crypto.Base64Url;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.SealBroken;
import id.signet.crypto.key.Sealer;
import id.signet.ledger.LeafIndex;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The status of many credentials, chosen by a filter, in two steps: a preview counts them and gives a token that pins exactly
 * them, and the token changes them. Nothing that is issued in between is touched; if the set is another by then, nothing is
 * changed (docs/adr/0014-status-lists.md).
 */
public final class BulkStatus {

    /** Of one preview. */
    public static final int MOST = 10_000;

    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final byte[] CONTEXT = "bulk-status".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_TOKEN = 64 * 1024;

    private final IssuanceStore store;
    private final StatusRegistry status;
    private final Sealer sealer;
    private final Clock clock;

    /** @param sealer the same on every node */
    public BulkStatus(IssuanceStore store, StatusRegistry status, Sealer sealer, Clock clock) {
        this.store = store;
        this.status = status;
        this.sealer = sealer;
        this.clock = clock;
    }

    /** What is to be changed, and how. */
    public record Wish(IssuedFilter filter, StatusPurpose purpose, boolean value) {}

    /** What a wish would touch. */
    public sealed interface Preview {

        /**
         * @param first the first of them, in the order of the log
         * @param token applies the wish to exactly these, until it expires
         */
        record Pinned(int count, List<Standing> first, String token, Instant expires) implements Preview {

            public Pinned {
                first = List.copyOf(first);
            }
        }

        /** The filter fits nothing. */
        record Nothing() implements Preview {}

        /** It fits more than {@link #MOST}. */
        record TooMany() implements Preview {}
    }

    /** What became of a token. */
    public sealed interface Applied {

        record Done(Wish wish, BulkChange change) implements Applied {}

        /** It was not given out to this tenant, or its time is over. */
        record NoToken() implements Applied {}

        /** Credentials that the preview counted are gone; nothing was changed. */
        record SetChanged() implements Applied {}
    }

    /** @param shown how many to show */
    public Preview preview(TenantId tenant, Wish wish, int shown) {
        List<Standing> found = store.issued(tenant, wish.filter(), MOST + 1);
        if (found.isEmpty()) {
            return new Preview.Nothing();
        }
        if (found.size() > MOST) {
            return new Preview.TooMany();
        }
        Wish pinned = new Wish(wish.filter().until(found.getLast().place().leaf()), wish.purpose(), wish.value());
        Instant expires = Instant.ofEpochMilli(clock.instant().plus(LIFETIME).toEpochMilli());
        ObjectNode token = json(pinned).put("tenant", tenant.value())
                .put("expires", expires.toEpochMilli())
                .put("digest", digest(found));
        String sealed = Base64Url.encode(sealer.seal(token.toString().getBytes(StandardCharsets.UTF_8), CONTEXT));
        return new Preview.Pinned(found.size(), found.subList(0, Math.min(shown, found.size())), sealed, expires);
    }

    /**
     * Can be repeated while the token holds.
     *
     * @throws id.signet.credential.status.ListUnpublished when a list cannot be served now: the changes stay, and are
     *     published later
     */
    public Applied apply(Caller caller, String token) {
        Optional<JsonNode> opened = open(token)
                .filter(json -> json.path("tenant").asString("").equals(caller.tenant().value()))
                .filter(json -> clock.instant().isBefore(Instant.ofEpochMilli(json.get("expires").longValue())));
        if (opened.isEmpty()) {
            return new Applied.NoToken();
        }
        Wish wish = wish(opened.get());
        List<Standing> found = store.issued(caller.tenant(), wish.filter(), MOST + 1);
        if (!digest(found).equals(opened.get().get("digest").stringValue())) {
            return new Applied.SetChanged();
        }
        return new Applied.Done(wish, status.changeAll(caller, wish.filter().issuer(), ids(found), wish.purpose(),
                wish.value()));
    }

    private Optional<JsonNode> open(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        try {
            return Optional.of(StrictJson.parseObject(sealer.open(Base64Url.decode(token), CONTEXT)));
        } catch (MalformedInput | SealBroken notOurs) {
            return Optional.empty();
        }
    }

    private static String digest(List<Standing> found) {
        String ids = ids(found).stream().map(UUID::toString).collect(Collectors.joining(" "));
        return Base64Url.encode(Hashes.sha256(ids.getBytes(StandardCharsets.US_ASCII)));
    }

    private static List<UUID> ids(List<Standing> found) {
        return found.stream().map(one -> one.place().id()).toList();
    }

    private static ObjectNode json(Wish wish) {
        IssuedFilter filter = wish.filter();
        ObjectNode json = Json.object().put("purpose", wish.purpose().text()).put("value", wish.value());
        json.put("issuer", filter.issuer());
        filter.method().ifPresent(method -> json.put("method", method));
        json.set("schemas", Json.array(filter.schemas()));
        filter.format().ifPresent(format -> json.put("format", format));
        filter.issuedFrom().ifPresent(time -> json.put("issuedFrom", time.toString()));
        filter.issuedBefore().ifPresent(time -> json.put("issuedBefore", time.toString()));
        filter.fromLeaf().ifPresent(leaf -> json.put("fromLeaf", leaf.value()));
        filter.untilLeaf().ifPresent(leaf -> json.put("untilLeaf", leaf.value()));
        return json;
    }

    /** The inverse of {@link #json}: what was sealed here is well formed. */
    private static Wish wish(JsonNode json) {
        IssuedFilter filter = new IssuedFilter(json.get("issuer").stringValue(), text(json, "method"),
                json.get("schemas").valueStream().map(JsonNode::stringValue).toList(), text(json, "format"),
                text(json, "issuedFrom").map(Instant::parse), text(json, "issuedBefore").map(Instant::parse),
                leaf(json, "fromLeaf"), leaf(json, "untilLeaf"));
        return new Wish(filter, StatusPurpose.of(json.get("purpose").stringValue()).orElseThrow(),
                json.get("value").booleanValue());
    }

    private static Optional<String> text(JsonNode json, String member) {
        return Optional.ofNullable(json.get(member)).map(JsonNode::stringValue);
    }

    private static Optional<LeafIndex> leaf(JsonNode json, String member) {
        return Optional.ofNullable(json.get(member)).map(number -> new LeafIndex(number.longValue()));
    }
}
