package id.signet.app.api.registry;

import id.signet.app.access.Open;
import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.PathText;
import id.signet.credential.verify.Accreditations.Accreditation;
import id.signet.credential.verify.RegistryAccreditations;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.Ledger;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustHistory.Statement;
import id.signet.registry.issuer.TrustRegistry;
import id.signet.registry.schema.SchemaRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** What the log says about issuers and authorities: who accredited whom at a place in it, and every statement one by one. */
@RestController
public class TrustHistoryController {

    private static final String ISSUERS = "/api/v1/issuers/";
    private static final String AUTHORITIES = "/api/v1/authorities/";
    private static final String HISTORY = "/history";
    private static final String ACCREDITATION = "/accreditation";
    private static final int USUAL = 50;
    private static final int MOST = 200;

    private final TrustRegistry trust;
    private final Ledger ledger;
    private final RegistryAccreditations accreditations;
    private final CredentialTypes types;

    TrustHistoryController(TrustRegistry trust, Ledger ledger, SchemaRegistry schemas) {
        this.trust = trust;
        this.ledger = ledger;
        this.accreditations = new RegistryAccreditations(trust);
        this.types = new CredentialTypes(schemas);
    }

    @Open
    @GetMapping(ISSUERS + "{did}" + ACCREDITATION)
    ResponseEntity<byte[]> accreditation(HttpServletRequest request,
            @RequestParam("credentialType") String credentialType,
            @RequestParam(value = "leaf", required = false) @Nullable String leaf) {
        Did did = Did.parse(PathText.did(request, ISSUERS, ACCREDITATION));
        Optional<LeafIndex> at = place(leaf, "leaf");
        if (at.isPresent() && ledger.entry(at.get()).isEmpty()) {
            throw Problem.of(ProblemType.NOT_FOUND, "The log has no such leaf.").asException();
        }
        String type = types.uri(credentialType);
        Optional<Accreditation> found = accreditations.findAny(did, List.of(type), at);
        ObjectNode json = Json.object();
        json.put("did", did.toString());
        json.put("credentialType", type);
        at.ifPresent(index -> json.put("judgedAtLeaf", index.value()));
        json.put("accredited", found.isPresent());
        found.ifPresentOrElse(one -> {
            json.put("accreditedBy", one.authority());
            json.put("leaf", one.since().value());
            json.set("chain", one.chain());
        }, () -> json.put("reason", trust.whyNot(did, type, at).text()));
        return Answers.ok(json);
    }

    @Open
    @GetMapping(ISSUERS + "{did}" + HISTORY)
    ResponseEntity<byte[]> ofIssuer(HttpServletRequest request,
            @RequestParam(value = "before", required = false) @Nullable String before,
            @RequestParam(value = "limit", required = false) @Nullable String limit,
            @RequestParam(value = "receipts", required = false) @Nullable String receipts) {
        Did did = Did.parse(PathText.did(request, ISSUERS, HISTORY));
        Wanted wanted = Wanted.of(before, limit, receipts);
        if (trust.issuer(did).isEmpty()) {
            throw Problem.of(ProblemType.NOT_FOUND, "No authority ever accredited this DID.").asException();
        }
        return page(did, trust.history().ofIssuer(did, wanted.before(), wanted.many() + 1), wanted);
    }

    @Open
    @GetMapping(AUTHORITIES + "{did}" + HISTORY)
    ResponseEntity<byte[]> ofAuthority(HttpServletRequest request,
            @RequestParam(value = "before", required = false) @Nullable String before,
            @RequestParam(value = "limit", required = false) @Nullable String limit,
            @RequestParam(value = "receipts", required = false) @Nullable String receipts) {
        Did did = Did.parse(PathText.did(request, AUTHORITIES, HISTORY));
        Wanted wanted = Wanted.of(before, limit, receipts);
        if (trust.authority(did).isEmpty()) {
            throw Problem.of(ProblemType.NOT_FOUND, "This DID never was an authority of this log.").asException();
        }
        return page(did, trust.history().ofAuthority(did, wanted.before(), wanted.many() + 1), wanted);
    }

    private ResponseEntity<byte[]> page(Did did, List<Statement> oneMore, Wanted wanted) {
        ObjectNode json = Json.object();
        json.put("did", did.toString());
        var statements = json.putArray("statements");
        List<Statement> shown = oneMore.subList(0, Math.min(wanted.many(), oneMore.size()));
        shown.forEach(statement -> statements.add(json(statement, wanted.receipts())));
        if (oneMore.size() > wanted.many()) {
            json.put("next", shown.getLast().leaf().value());
        }
        return Answers.ok(json);
    }

    private ObjectNode json(Statement statement, boolean receipt) {
        ObjectNode json = Json.object();
        json.put("leaf", statement.leaf().value());
        json.put("loggedAt", statement.loggedAt().toString());
        json.put("type", statement.type());
        json.put("by", statement.by().toString());
        json.set("statement", statement.body());
        if (receipt) {
            ledger.receipt(statement.leaf()).ifPresent(known -> json.put("receipt", TlogProofCodec.encode(known)));
        }
        return json;
    }

    private static Optional<LeafIndex> place(@Nullable String text, String what) {
        return Optional.ofNullable(text).map(number -> new LeafIndex(PathText.number(number, what)));
    }

    /** Which page. */
    private record Wanted(Optional<LeafIndex> before, int many, boolean receipts) {

        static Wanted of(@Nullable String before, @Nullable String limit, @Nullable String receipts) {
            long many = limit == null ? USUAL : PathText.number(limit, "limit");
            if (many < 1 || many > MOST) {
                throw new MalformedInput("limit is 1 to " + MOST);
            }
            if (receipts != null && !receipts.equals("true") && !receipts.equals("false")) {
                throw new MalformedInput("receipts is true or false");
            }
            return new Wanted(place(before, "before"), Math.toIntExact(many), "true".equals(receipts));
        }
    }
}
