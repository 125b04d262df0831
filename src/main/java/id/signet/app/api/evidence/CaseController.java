package id.signet.app.api.evidence;

import static id.signet.app.api.evidence.EvidenceController.EVIDENCE;

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
import id.signet.app.api.wire.PathText;
import id.signet.app.api.wire.WireObject;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.registry.TenantId;
import id.signet.registry.did.Did;
import id.signet.registry.evidence.CaseId;
import id.signet.registry.evidence.EvidenceId;
import id.signet.registry.evidence.EvidenceOutcome;
import id.signet.registry.evidence.EvidenceRegistry;
import id.signet.registry.evidence.EvidenceRegistry.Changed;
import id.signet.registry.evidence.EvidenceRegistry.Evidence;
import id.signet.registry.evidence.EvidenceRegistry.Wish;
import id.signet.registry.evidence.EvidenceStore;
import id.signet.registry.evidence.EvidenceTables.Held;
import id.signet.registry.evidence.Statement.Description;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Cases: ordered bundles of deposits, to which whoever watches the web adds what he finds. */
@RestController
public class CaseController {

    private static final String CASES = EVIDENCE + "/cases";
    private static final int LARGEST_PAGE = 100;
    private static final Pattern ADDRESS = Pattern.compile("https?://[!-~]{1,2040}");

    private final EvidenceRegistry evidence;
    private final EvidenceStore store;
    private final EvidenceViews views;
    private final IdempotentPosts posts;

    CaseController(EvidenceRegistry evidence, EvidenceStore store, EvidenceViews views, IdempotentPosts posts) {
        this.evidence = evidence;
        this.store = store;
        this.views = views;
        this.posts = posts;
    }

    @Allowed(Role.ISSUER)
    @PostMapping(CASES)
    ResponseEntity<byte[]> open(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        String title = body.members("title").text("title");
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> switch (evidence.openCase(known, title)) {
                    case Changed.Made<CaseId>(CaseId id) -> created(caller.tenant(), id);
                    case Changed.Refused<CaseId>(var refusal) -> throw Refusals.problem(refusal).asException();
                }, subject -> Optional.of(created(caller.tenant(), new CaseId(subject)))));
    }

    private Answer created(TenantId tenant, CaseId id) {
        return Answer.created(CASES + "/" + id, shown(tenant, id, 0));
    }

    @Allowed({Role.ISSUER, Role.AUDITOR})
    @GetMapping(CASES + "/{id}")
    ResponseEntity<byte[]> read(KnownCaller caller, @PathVariable("id") String id,
            @RequestParam("after") Optional<String> after) {
        return Answers.ok(shown(caller.tenant(), new CaseId(id),
                after.map(text -> PathText.number(text, "the number")).orElse(0L)));
    }

    private ObjectNode shown(TenantId tenant, CaseId id, long after) {
        return evidence.findCase(tenant, id)
                .map(one -> {
                    List<EvidenceId> deposits = store.ofCase(id, after, LARGEST_PAGE);
                    ObjectNode json = views.showCase(id, one, deposits);
                    if (deposits.size() == LARGEST_PAGE) {
                        evidence.held(deposits.getLast())
                                .flatMap(Held::place)
                                .ifPresent(place -> json.put("next", place.number()));
                    }
                    return json;
                })
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "The tenant has no such case.").asException());
    }

    /** A place on the web where the work seems to have been copied becomes the next deposit of the case. */
    @Allowed(Role.ISSUER)
    @PostMapping(CASES + "/{id}/matches")
    ResponseEntity<byte[]> match(KnownCaller caller, @PathVariable("id") String id, JsonBody body,
            HttpServletRequest request) {
        WireObject wire = body.members("author", "url", "similarity", "capture", "capturedAt", "tool", "title",
                "findable");
        Wish wish = match(wire, new CaseId(id));
        Optional<Did> author = wire.optionalText("author").map(Did::parse);
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> switch (evidence.deposit(known, author, List.of(wish))) {
                    case EvidenceOutcome.Done done -> deposited(done.statements().getFirst().evidence());
                    case EvidenceOutcome.Refused(var refusal) -> throw Refusals.problem(refusal).asException();
                    case EvidenceOutcome.Published _ -> throw new IllegalStateException("nothing was published");
                }, subject -> Optional.of(deposited(new EvidenceId(subject)))));
    }

    /** What was captured is what is hashed; where and how alike is what its depositor says. */
    private static Wish match(WireObject wire, CaseId id) {
        String url = wire.text("url");
        if (!ADDRESS.matcher(url).matches()) {
            throw new MalformedInput("the member 'url' is an http or https address of at most 2,048 characters");
        }
        JsonNode similarity = wire.required("similarity");
        if (!similarity.isNumber() || similarity.doubleValue() < 0 || similarity.doubleValue() > 1) {
            throw new MalformedInput("the member 'similarity' is a number from 0 to 1");
        }
        WireObject capture = WireObject.of(wire.object("capture"), "digests", "size", "name", "mediaType");
        ObjectNode metadata = Json.object();
        ObjectNode match = metadata.putObject("match").put("url", url);
        match.set("similarity", similarity);
        wire.optionalTime("capturedAt").map(Instant::toString).ifPresent(time -> match.put("capturedAt", time));
        wire.optionalText("tool").ifPresent(tool -> match.put("tool", tool));
        ObjectNode described = wire.object("capture").deepCopy();
        described.remove("digests");
        Description plain = Description.parse(described);
        return new Wish(DigestText.read(capture.object("digests")),
                new Description(plain.size(), wire.optionalText("title"), plain.name(), plain.mediaType(),
                        Optional.of(metadata)),
                Optional.of(id), Optional.empty(), wire.flag("findable", false));
    }

    private Answer deposited(EvidenceId id) {
        Evidence found = evidence.find(id).orElseThrow();
        ObjectNode json = views.summary(id, found.held());
        json.set("case", Json.object()
                .put("id", found.deposit().place().orElseThrow().id().value())
                .put("number", found.deposit().place().orElseThrow().number()));
        json.put("receipt", TlogProofCodec.encode(evidence.receipt(found.statements().getFirst().said())));
        return Answer.created(EVIDENCE + "/" + id, json);
    }
}
