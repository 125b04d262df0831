package id.signet.app.api.credential;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Role;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.problem.Refusals;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.WireObject;
import id.signet.credential.issue.BulkStatus;
import id.signet.credential.issue.BulkStatus.Applied;
import id.signet.credential.issue.BulkStatus.Preview;
import id.signet.credential.issue.BulkStatus.Wish;
import id.signet.credential.issue.IssuanceStore.Standing;
import id.signet.credential.issue.IssuedFilter;
import id.signet.credential.status.BulkChange;
import id.signet.credential.status.BulkChange.Each;
import id.signet.credential.status.StatusPurpose;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.ledger.LeafIndex;
import id.signet.registry.schema.RegisteredSchema;
import id.signet.registry.schema.SchemaRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Many credentials at once: what a filter fits is shown first, and then exactly that is suspended, resumed or revoked. */
@RestController
public class BulkStatusController {

    private static final String STATUS = "/api/v1/credentials/status";
    private static final int SHOWN = 100;

    private final BulkStatus bulk;
    private final SchemaRegistry schemas;
    private final IdempotentPosts posts;

    BulkStatusController(BulkStatus bulk, SchemaRegistry schemas, IdempotentPosts posts) {
        this.bulk = bulk;
        this.schemas = schemas;
        this.posts = posts;
    }

    @Allowed(Role.ISSUER)
    @PostMapping(STATUS + ":preview")
    ResponseEntity<byte[]> preview(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("purpose", "value", "filter");
        Wish wish = new Wish(
                filter(WireObject.of(wire.object("filter"), "issuer", "credentialType", "verificationMethod", "format",
                        "issuedFrom", "issuedBefore", "fromLeaf", "untilLeaf")),
                StatusPurpose.of(wire.text("purpose"))
                        .orElseThrow(() -> new MalformedInput("the member 'purpose' is revocation or suspension")),
                wire.flag("value"));
        return Answers.of(posts.question(Optional.of(caller), request, body.raw(),
                () -> switch (bulk.preview(caller.tenant(), wish, SHOWN)) {
                    case Preview.Pinned pinned -> Answer.ok(json(pinned));
                    case Preview.Nothing _ -> Answer.ok(nothing());
                    case Preview.TooMany _ -> throw Problem.of(ProblemType.REFUSED,
                            "The filter fits more than " + BulkStatus.MOST
                                    + " credentials; narrow it, such as by leaves.")
                            .asException();
                }));
    }

    /** Can be repeated, so that a retry whose first answer was lost does no harm. */
    @Allowed(Role.ISSUER)
    @PostMapping(STATUS + ":apply")
    ResponseEntity<byte[]> apply(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        String token = body.members("token").text("token");
        return Answers.of(posts.question(Optional.of(caller), request, body.raw(),
                () -> switch (bulk.apply(caller.in(request), token)) {
                    case Applied.Done(Wish wish, BulkChange.Done done) -> Answer.ok(json(wish, done));
                    case Applied.Done(Wish _, BulkChange.Refused refused) ->
                        throw Refusals.problem(refused.refusal()).asException();
                    case Applied.NoToken _ -> throw Problem.of(ProblemType.REFUSED,
                            "The token was not given to this tenant, or its time is over; ask for a preview again.")
                            .asException();
                    case Applied.SetChanged _ -> throw Problem.of(ProblemType.CONFLICT,
                            "What the filter fits has changed since the preview; nothing was changed.").asException();
                }));
    }

    private IssuedFilter filter(WireObject wire) {
        return new IssuedFilter(wire.text("issuer"), wire.optionalText("verificationMethod"),
                wire.optionalText("credentialType").map(this::versions).orElse(List.of()), wire.optionalText("format"),
                wire.optionalTime("issuedFrom"), wire.optionalTime("issuedBefore"), leaf(wire, "fromLeaf"),
                leaf(wire, "untilLeaf"));
    }

    /** A name stands for all versions of the registered type, the URL of a schema for that version. */
    private List<String> versions(String type) {
        Optional<RegisteredSchema> one = schemas.find(type).filter(found -> found.id().equals(type));
        if (one.isPresent()) {
            return List.of(type);
        }
        List<RegisteredSchema> named = schemas.named(type);
        if (named.isEmpty()) {
            throw new MalformedInput("no type is registered under the name in 'credentialType'");
        }
        return named.stream()
                .flatMap(newest -> LongStream.rangeClosed(1, newest.version())
                        .mapToObj(version -> schemas.find(newest.cptId(), version).stream())
                        .flatMap(found -> found))
                .map(RegisteredSchema::id)
                .toList();
    }

    private static Optional<LeafIndex> leaf(WireObject wire, String member) {
        return wire.any(member).map(number -> {
            if (!number.isIntegralNumber() || !number.canConvertToLong() || number.longValue() < 0) {
                throw new MalformedInput("the member '" + member + "' is a whole number from 0");
            }
            return new LeafIndex(number.longValue());
        });
    }

    private static ObjectNode nothing() {
        ObjectNode json = Json.object().put("count", 0);
        json.putArray("credentials");
        return json;
    }

    private static ObjectNode json(Preview.Pinned pinned) {
        ObjectNode json = Json.object().put("count", pinned.count());
        ArrayNode credentials = json.putArray("credentials");
        for (Standing one : pinned.first()) {
            ObjectNode item = credentials.addObject();
            item.put("id", one.place().id().toString());
            item.put("leaf", one.place().leaf().value());
            item.put("loggedAt", one.place().loggedAt().toString());
            item.put("format", one.format());
            one.schema().ifPresent(schema -> item.put("schema", schema));
            item.put("revoked", one.revoked());
        }
        return json.put("token", pinned.token()).put("expires", pinned.expires().toString());
    }

    private static JsonNode json(Wish wish, BulkChange.Done done) {
        ObjectNode json = Json.object().put("purpose", wish.purpose().text()).put("value", wish.value());
        json.put("changed", done.credentials().values().stream().filter(each -> each == Each.CHANGED).count());
        json.put("unchanged", done.credentials().values().stream().filter(each -> each == Each.UNCHANGED).count());
        json.set("revoked", ids(done, Each.REVOKED));
        json.set("withoutStatus", ids(done, Each.WITHOUT_STATUS));
        json.set("lists", Json.array(done.lists()));
        return json;
    }

    private static ArrayNode ids(BulkChange.Done done, Each wanted) {
        return Json.array(done.credentials()
                .entrySet()
                .stream()
                .filter(one -> one.getValue() == wanted)
                .map(Map.Entry::getKey)
                .map(Object::toString)
                .toList());
    }
}
