package id.signet.app.api.evidence;

import id.signet.crypto.json.Json;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.registry.PublicUrl;
import id.signet.registry.RegistryNames;
import id.signet.registry.TenantId;
import id.signet.registry.evidence.CaseId;
import id.signet.registry.evidence.EvidenceId;
import id.signet.registry.evidence.EvidenceRegistry;
import id.signet.registry.evidence.EvidenceRegistry.Evidence;
import id.signet.registry.evidence.EvidenceRegistry.Findings;
import id.signet.registry.evidence.EvidenceRegistry.Told;
import id.signet.registry.evidence.EvidenceTables.Case;
import id.signet.registry.evidence.EvidenceTables.Held;
import id.signet.registry.evidence.EvidenceTables.Publication;
import id.signet.registry.evidence.EvidenceTables.PublicationKey;
import id.signet.registry.evidence.Signers.Standing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is shown of evidence: everything to its tenant, and to everybody else what a certificate shows without its words. */
@Component
final class EvidenceViews {

    private final EvidenceRegistry evidence;
    private final PublicUrl publicUrl;

    EvidenceViews(EvidenceRegistry evidence, RegistryNames names) {
        this.evidence = evidence;
        this.publicUrl = names.publicUrl();
    }

    String address(EvidenceId id) {
        return publicUrl.value() + "/evidence/" + id;
    }

    /** Whether the reader sees what only the tenant sees. */
    static boolean isTenants(Evidence found, Optional<TenantId> reader) {
        return reader.filter(found.held().tenant()::equals).isPresent();
    }

    ObjectNode show(Evidence found, Optional<TenantId> reader) {
        boolean own = isTenants(found, reader);
        ObjectNode json = summary(found.id(), found.held());
        if (own) {
            found.deposit().description().toJson().properties().forEach(one -> json.set(one.getKey(), one.getValue()));
            json.put("findable", found.held().findable());
            found.deposit()
                    .place()
                    .ifPresent(place -> json.set("case", Json.object()
                            .put("id", place.id().value())
                            .put("number", place.number())
                            .put("previous", place.previous().map(EvidenceId::value).orElse(null))));
        } else {
            found.deposit().description().size().ifPresent(size -> json.put("size", size));
        }
        ArrayNode signers = json.putArray("signers");
        found.held()
                .signers()
                .standings()
                .forEach((did, standing) -> {
                    if (own || standing != Standing.INVITED) {
                        signers.addObject()
                                .put("did", did.toString())
                                .put("state", standing.name().toLowerCase(Locale.ROOT));
                    }
                });
        ArrayNode statements = json.putArray("statements");
        found.statements().forEach(told -> statements.add(statement(told, own)));
        found.publication().ifPresent(one -> json.set("published", publication(one)));
        return json;
    }

    ObjectNode summary(EvidenceId id, Held held) {
        ObjectNode json = Json.object();
        json.put("id", id.value());
        json.put("url", address(id));
        json.put("state", held.revoked() ? "revoked" : "standing");
        json.set("digests", DigestText.write(held.digests()));
        json.put("depositor", held.depositor().toString());
        json.put("loggedAt", held.loggedAt().toString());
        json.put("leafIndex", held.leaf().value());
        return json;
    }

    /** The same with the title: for the tenant. */
    Optional<ObjectNode> titled(EvidenceId id) {
        return evidence.held(id).flatMap(held -> evidence.deposit(id).map(deposit -> {
            ObjectNode json = summary(id, held);
            deposit.place().ifPresent(place -> json.put("number", place.number()));
            deposit.description().title().ifPresent(title -> json.put("title", title));
            return json;
        }));
    }

    /** What everybody who has the digest is told, and the tenant of its own. */
    List<ObjectNode> found(Findings findings) {
        return Stream.concat(
                findings.held().stream().flatMap(id -> evidence.held(id).map(held -> summary(id, held)).stream()),
                findings.published().stream().map(this::published))
                .toList();
    }

    private ObjectNode statement(Told told, boolean own) {
        ObjectNode json = Json.object();
        json.put("sequence", told.sequence());
        json.put("type", told.said().type());
        json.put("author", told.said().author().toString());
        json.put("loggedAt", told.said().loggedAt().toString());
        json.put("leafIndex", told.said().leaf().value());
        if (own) {
            json.set("operation", told.operation().toJson());
            json.put("receipt", TlogProofCodec.encode(evidence.receipt(told.said())));
        }
        return json;
    }

    private ObjectNode publication(Publication one) {
        return Json.object()
                .put("revoked", one.revoked())
                .put("loggedAt", one.firstLoggedAt().toString())
                .put("leafIndex", one.first().value())
                .put("newestLeafIndex", one.leaf().value())
                .put("receipt", TlogProofCodec.encode(evidence.receipt(one.leaf())));
    }

    /** What the log alone tells of evidence that is not held here: what its author says, who may have deposited nothing. */
    ObjectNode published(PublicationKey key) {
        Publication one = evidence.publication(key.author(), key.evidence()).orElseThrow();
        ObjectNode json = Json.object();
        json.put("id", key.evidence().value());
        json.put("state", one.revoked() ? "revoked" : "standing");
        json.set("digests", DigestText.write(one.digests()));
        json.put("author", key.author().toString());
        json.put("loggedAt", one.firstLoggedAt().toString());
        json.put("leafIndex", one.first().value());
        json.set("published", publication(one));
        return json;
    }

    ObjectNode showCase(CaseId id, Case one, List<EvidenceId> deposits) {
        ObjectNode json = Json.object();
        json.put("id", id.value());
        json.put("title", one.title());
        json.put("created", one.created().toString());
        json.put("count", one.count());
        ArrayNode all = json.putArray("deposits");
        deposits.stream().flatMap(deposit -> titled(deposit).stream()).forEach(all::add);
        return json;
    }
}
