package id.signet.registry.did.webvh;

import id.signet.crypto.json.Json;
import id.signet.ledger.LeafIndex;
import id.signet.registry.did.resolution.DocumentMetadata;
import id.signet.registry.did.webvh.WebvhLog.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is told of a version: did:webvh 1.0, "DID Document Metadata". Numbers are texts, as DID Resolution asks. */
final class WebvhMetadata {

    private WebvhMetadata() {}

    static DocumentMetadata of(WebvhLog log, Version version, Instant retrieved) {
        Optional<String> next = log.versions()
                .stream()
                .filter(one -> one.number() == version.number() + 1)
                .map(Version::versionId)
                .findFirst();
        return of(log.versions().getFirst().time(), version, next, log.versions().getLast(), Optional.empty(),
                Optional.of(retrieved));
    }

    static DocumentMetadata of(Instant created, Version version, Optional<String> nextVersionId, Version last,
            Optional<LeafIndex> leafIndex, Optional<Instant> retrieved) {
        return new DocumentMetadata(Optional.of(created), Optional.of(version.time()),
                Optional.of(version.versionId()), nextVersionId, last.parameters().deactivated(), leafIndex, retrieved,
                ofMethod(version, last));
    }

    private static ObjectNode ofMethod(Version version, Version last) {
        Parameters parameters = last.parameters();
        ObjectNode json = Json.object();
        json.put("versionTime", version.time().truncatedTo(ChronoUnit.SECONDS).toString());
        json.put("scid", parameters.scid().text());
        json.put("portable", parameters.portable());
        json.put("ttl", Long.toString(parameters.ttl()));
        if (!version.did().equals(last.did())) {
            json.put("canonicalId", last.did().toString());
        }
        if (parameters.witness().isActive()) {
            ObjectNode witness = json.putObject("witness");
            witness.put("threshold", Integer.toString(parameters.witness().threshold()));
            ArrayNode witnesses = witness.putArray("witnesses");
            parameters.witness().witnesses().forEach(key -> witnesses.addObject().put("id", "did:key:" + key));
        }
        if (!parameters.watchers().isEmpty()) {
            json.set("watchers", Json.array(parameters.watchers()));
        }
        return json;
    }
}
