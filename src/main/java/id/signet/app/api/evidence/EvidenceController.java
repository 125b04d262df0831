package id.signet.app.api.evidence;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.IdempotentPosts.Answer;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Open;
import id.signet.app.access.Role;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.problem.Refusals;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.HashedBody;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.PathText;
import id.signet.app.api.wire.WireObject;
import id.signet.app.works.KeptWorks;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.StreamDigests;
import id.signet.crypto.json.Json;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.evidence.CaseId;
import id.signet.registry.evidence.Digests;
import id.signet.registry.evidence.EvidenceId;
import id.signet.registry.evidence.EvidenceOutcome;
import id.signet.registry.evidence.EvidenceRegistry;
import id.signet.registry.evidence.EvidenceRegistry.Changed;
import id.signet.registry.evidence.EvidenceRegistry.Evidence;
import id.signet.registry.evidence.EvidenceRegistry.Wish;
import id.signet.registry.evidence.EvidenceStore;
import id.signet.registry.evidence.Statement;
import id.signet.registry.evidence.Statement.Description;
import id.signet.registry.operation.SignedOperation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Deposits: a hash, a batch of hashes, or a file that is hashed as it streams in. */
@RestController
public class EvidenceController {

    static final String EVIDENCE = "/api/v1/evidence";

    private static final Pattern PLACE = Pattern.compile("([0-9]{1,18})\\.([0-9]{1,9})");
    private static final int LARGEST_PAGE = 100;
    private static final int MOST_FOUND = 20;

    private final EvidenceRegistry evidence;
    private final EvidenceStore store;
    private final EvidenceViews views;
    private final KeptWorks works;
    private final IdempotentPosts posts;

    EvidenceController(EvidenceRegistry evidence, EvidenceStore store, EvidenceViews views, KeptWorks works,
            IdempotentPosts posts) {
        this.evidence = evidence;
        this.store = store;
        this.views = views;
        this.works = works;
        this.posts = posts;
    }

    @Allowed(Role.ISSUER)
    @PostMapping(EVIDENCE)
    ResponseEntity<byte[]> deposit(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("author", "digests", "size", "title", "name", "mediaType", "metadata", "case",
                "customKey", "findable", "operation");
        Optional<Did> author = wire.optionalText("author").map(Did::parse);
        boolean signed = wire.any("operation").isPresent();
        if (signed) {
            WireObject.of(body.object(), "operation", "customKey", "findable");
        }
        return once(caller, request, body.raw(), known -> signed
                ? evidence.deposit(known, SignedOperation.parse(Statement.Deposit.TYPE, wire.object("operation")),
                        wire.optionalText("customKey"), wire.flag("findable", false))
                : evidence.deposit(known, author, List.of(wish(wire, body.object(), wire.flag("findable", false)))));
    }

    @Allowed(Role.ISSUER)
    @PostMapping(EVIDENCE + "/batches")
    ResponseEntity<byte[]> depositMany(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("author", "findable", "deposits");
        Optional<Did> author = wire.optionalText("author").map(Did::parse);
        boolean findable = wire.flag("findable", false);
        List<Wish> wishes = wire.optionalArray("deposits")
                .orElseThrow(() -> new MalformedInput("the member 'deposits' is missing"))
                .valueStream()
                .map(item -> {
                    if (!(item instanceof ObjectNode object)) {
                        throw new MalformedInput("the member 'deposits' must be an array of objects");
                    }
                    return wish(WireObject.of(object, "digests", "size", "title", "name", "mediaType", "metadata",
                            "case", "customKey"), object, findable);
                })
                .toList();
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> switch (evidence.deposit(known, author, wishes)) {
                    case EvidenceOutcome.Done done -> batch(done);
                    case EvidenceOutcome.Refused(var refusal) -> throw Refusals.problem(refusal).asException();
                    case EvidenceOutcome.Published _ -> throw new IllegalStateException("nothing was published");
                }, subject -> batchAgain(caller.tenant(), subject)));
    }

    /** Hashes a file as it streams in; its content is kept if the caller says so. */
    @Allowed(Role.ISSUER)
    @PostMapping(path = EVIDENCE + "/files", consumes = "application/octet-stream")
    ResponseEntity<byte[]> depositFile(KnownCaller caller, HashedBody body,
            @RequestParam("author") Optional<String> author, @RequestParam("title") Optional<String> title,
            @RequestParam("name") Optional<String> name, @RequestParam("mediaType") Optional<String> mediaType,
            @RequestParam("case") Optional<String> inCase, @RequestParam("customKey") Optional<String> customKey,
            @RequestParam("findable") Optional<String> findable, @RequestParam("keep") Optional<String> keep,
            HttpServletRequest request) {
        try (body) {
            StreamDigests.Result file = body.digests();
            Wish wish = new Wish(
                    new Digests(Optional.of(file.sha256()), Optional.of(file.sm3()), Optional.empty()),
                    new Description(Optional.of(file.size()), title, name, mediaType, Optional.empty()),
                    inCase.map(CaseId::new), customKey,
                    findable.map(text -> PathText.flag(text, "the query parameter 'findable'")).orElse(false));
            Bytes asked = Bytes.utf8(file.sha256().hex() + "?" + request.getQueryString());
            Supplier<ResponseEntity<byte[]>> deposit = () -> once(caller, request, asked,
                    known -> evidence.deposit(known, author.map(Did::parse), List.of(wish)));
            return body.content()
                    .map(content -> content.keptWith(caller.tenant(), file.sha256(), deposit))
                    .orElseGet(deposit);
        }
    }

    @Allowed({Role.ISSUER, Role.AUDITOR})
    @GetMapping(EVIDENCE + "/{id}/content")
    void content(KnownCaller caller, @PathVariable("id") String id, HttpServletResponse response) throws IOException {
        Path file = ownDigest(caller, new EvidenceId(id))
                .flatMap(sha256 -> works.find(caller.tenant(), sha256))
                .orElseThrow(() -> Problem
                        .of(ProblemType.NOT_FOUND, "The tenant has no such evidence whose content is kept.")
                        .asException());
        response.setContentType("application/octet-stream");
        response.setContentLengthLong(Files.size(file));
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"work-" + id + "\"");
        Files.copy(file, response.getOutputStream());
    }

    private Optional<Bytes> ownDigest(KnownCaller caller, EvidenceId id) {
        return evidence.held(id)
                .filter(held -> held.tenant().equals(caller.tenant()))
                .flatMap(held -> held.digests().sha256());
    }

    private static Wish wish(WireObject wire, ObjectNode object, boolean findable) {
        ObjectNode description = object.deepCopy();
        description.remove(List.of("author", "digests", "case", "customKey", "findable"));
        return new Wish(DigestText.read(wire.object("digests")), Description.parse(description),
                wire.optionalText("case").map(CaseId::new), wire.optionalText("customKey"), findable);
    }

    private ResponseEntity<byte[]> once(KnownCaller caller, HttpServletRequest request, Bytes body,
            Function<Caller, EvidenceOutcome> deposit) {
        return Answers.of(posts.once(caller.in(request), posts.claim(caller, request, body),
                known -> switch (deposit.apply(known)) {
                    case EvidenceOutcome.Done done -> created(done);
                    case EvidenceOutcome.Refused(var refusal) -> throw Refusals.problem(refusal).asException();
                    case EvidenceOutcome.Published _ -> throw new IllegalStateException("nothing was published");
                }, subject -> evidence.find(new EvidenceId(subject)).map(found -> created(found, Optional.empty()))));
    }

    private Answer created(EvidenceOutcome.Done done) {
        EvidenceOutcome.Proven proven = done.statements().getFirst();
        return created(evidence.find(proven.evidence()).orElseThrow(),
                Optional.of(TlogProofCodec.encode(proven.receipt())));
    }

    private Answer created(Evidence found, Optional<String> receipt) {
        ObjectNode json = views.summary(found.id(), found.held());
        found.deposit().description().size().ifPresent(size -> json.put("size", size));
        found.deposit()
                .place()
                .ifPresent(place -> json.set("case", Json.object()
                        .put("id", place.id().value())
                        .put("number", place.number())));
        json.set("operation", found.statements().getFirst().operation().toJson());
        json.put("receipt", receipt.orElseGet(
                () -> TlogProofCodec.encode(evidence.receipt(found.statements().getFirst().said()))));
        return Answer.created(EVIDENCE + "/" + found.id(), json);
    }

    private static Answer batch(EvidenceOutcome.Done done) {
        return batch(done.statements());
    }

    private Optional<Answer> batchAgain(TenantId tenant, String subject) {
        List<EvidenceId> ids = subject.startsWith("leaf ")
                ? store.ofLeaf(tenant, Long.parseLong(subject.substring("leaf ".length())))
                : List.of(new EvidenceId(subject));
        List<EvidenceOutcome.Proven> proven = ids.stream()
                .flatMap(id -> evidence.find(id).stream())
                .map(found -> new EvidenceOutcome.Proven(found.id(), 1,
                        evidence.receipt(found.statements().getFirst().said())))
                .toList();
        return proven.isEmpty() ? Optional.empty() : Optional.of(batch(proven));
    }

    private static Answer batch(List<EvidenceOutcome.Proven> proven) {
        ObjectNode json = Json.object();
        json.put("count", proven.size());
        json.put("leafIndex", proven.getFirst().receipt().index().value());
        ArrayNode deposits = json.putArray("deposits");
        proven.forEach(one -> deposits.addObject()
                .put("id", one.evidence().value())
                .put("receipt", TlogProofCodec.encode(one.receipt())));
        return new Answer(201, Optional.empty(), json);
    }

    // --- reading -------------------------------------------------------------------------------------------------

    @Allowed({Role.ISSUER, Role.AUDITOR})
    @GetMapping(EVIDENCE)
    ResponseEntity<byte[]> page(KnownCaller caller, @RequestParam("after") Optional<String> after,
            @RequestParam("limit") Optional<String> limit) {
        int size = limit.map(text -> (int) Math.min(PathText.number(text, "the limit"), LARGEST_PAGE))
                .filter(number -> number > 0)
                .orElse(LARGEST_PAGE);
        ObjectNode json = Json.object();
        ArrayNode items = json.putArray("evidence");
        List<EvidenceId> ids = store.ofTenant(caller.tenant(), after.map(EvidenceController::place), size);
        ids.stream().flatMap(id -> views.titled(id).stream()).forEach(items::add);
        if (ids.size() == size) {
            evidence.held(ids.getLast())
                    .ifPresent(held -> json.put("next", held.leaf().value() + "." + held.batchIndex()));
        }
        return Answers.ok(json);
    }

    private static EvidenceStore.Place place(String text) {
        Matcher matcher = PLACE.matcher(text);
        if (!matcher.matches()) {
            throw new MalformedInput("the query parameter 'after' is what 'next' of the page before said");
        }
        return new EvidenceStore.Place(new LeafIndex(Long.parseLong(matcher.group(1))),
                Integer.parseInt(matcher.group(2)));
    }

    /** By a digest, for everybody; or by the caller's own name for it. */
    @Open(limited = true)
    @GetMapping(EVIDENCE + "/lookup")
    ResponseEntity<byte[]> find(Optional<KnownCaller> caller, @RequestParam("digest") Optional<String> digest,
            @RequestParam("customKey") Optional<String> customKey) {
        if (digest.isPresent() == customKey.isPresent()) {
            throw new MalformedInput("evidence is looked up by 'digest' or by 'customKey'");
        }
        ObjectNode json = Json.object();
        ArrayNode found = json.putArray("found");
        if (customKey.isPresent()) {
            TenantId tenant = caller.map(KnownCaller::tenant)
                    .orElseThrow(() -> Problem.of(ProblemType.UNAUTHENTICATED,
                            "A custom key is its tenant's own: send an API key.").asException());
            evidence.find(tenant, customKey.get())
                    .ifPresent(id -> evidence.held(id).ifPresent(held -> found.add(views.summary(id, held))));
            return Answers.ok(json);
        }
        views.found(evidence.find(DigestText.read(digest.orElseThrow()), caller.map(KnownCaller::tenant), MOST_FOUND))
                .forEach(found::add);
        return Answers.ok(json);
    }

    @Open
    @GetMapping(EVIDENCE + "/{id}")
    ResponseEntity<byte[]> read(Optional<KnownCaller> caller, @PathVariable("id") String id) {
        EvidenceId wanted = new EvidenceId(id);
        return evidence.find(wanted)
                .map(found -> Answers.ok(views.show(found, caller.map(KnownCaller::tenant))))
                .or(() -> store.publishers(wanted).stream().findFirst().map(key -> Answers.ok(views.published(key))))
                .orElseThrow(() -> Problem.of(ProblemType.NOT_FOUND, "There is no such evidence.").asException());
    }

    /** Erases words, hashes and salts; what the log holds is noise from then on. */
    @Allowed(Role.ISSUER)
    @DeleteMapping(EVIDENCE + "/{id}")
    ResponseEntity<byte[]> erase(KnownCaller caller, @PathVariable("id") String id, HttpServletRequest request) {
        Supplier<Changed<EvidenceId>> erasure = () -> evidence.erase(caller.in(request), new EvidenceId(id));
        return switch (ownDigest(caller, new EvidenceId(id))
                .map(sha256 -> works.erasedWith(caller.tenant(), sha256, erasure))
                .orElseGet(erasure)) {
            case Changed.Made<EvidenceId> _ -> ResponseEntity.noContent().build();
            case Changed.Refused<EvidenceId>(var refusal) -> throw Refusals.problem(refusal).asException();
        };
    }
}
