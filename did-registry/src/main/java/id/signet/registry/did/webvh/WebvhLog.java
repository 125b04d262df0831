package id.signet.registry.did.webvh;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.proof.DataIntegrityProof;
import id.signet.crypto.proof.SecuredDocument;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The log of a DID, every entry verified: did:webvh 1.0, "Read (Resolve)". What stands before a fault is good; the fault and
 * all after it is not.
 *
 * @param versions those that verify, oldest first
 * @param fault what is wrong with the entry after them
 */
public record WebvhLog(List<Version> versions, Optional<String> fault) {

    private static final int MOST_ENTRIES = 10_000;
    private static final Duration AHEAD = Duration.ofMinutes(5);

    public WebvhLog {
        versions = List.copyOf(versions);
    }

    /**
     * @param parameters in force after it
     * @param witness whose approval it needs
     */
    record Version(long number, String versionId, Instant time, DidDocument document, Parameters parameters,
            WitnessRule witness) {

        Did did() {
            return document.id();
        }
    }

    /**
     * All but the witnesses.
     *
     * @param file of JSON lines
     * @param now no entry is of a later time, but for five minutes
     */
    static WebvhLog read(WebvhDid did, byte[] file, Instant now) {
        List<Version> versions = new ArrayList<>();
        try {
            List<String> lines = new String(file, StandardCharsets.UTF_8).lines().toList();
            BadLog.unless(!lines.isEmpty() && lines.size() <= MOST_ENTRIES,
                    "a log has 1 to " + MOST_ENTRIES + " entries");
            for (String line : lines) {
                WebvhEntry entry = WebvhEntry.parse(line);
                versions.add(versions.isEmpty()
                        ? first(did, entry, now, WebvhDid::of)
                        : next(versions.getLast(), entry, now, WebvhDid::of));
            }
            BadLog.unless(versions.stream().anyMatch(version -> version.did().equals(did.did())),
                    "no entry is of this DID");
            return new WebvhLog(versions, Optional.empty());
        } catch (MalformedInput e) {
            boolean ours = versions.stream().anyMatch(version -> version.did().equals(did.did()));
            return new WebvhLog(ours ? versions : List.of(),
                    Optional.of("entry " + (versions.size() + 1) + ": " + e.getMessage()));
        }
    }

    /** @param places what is known of the DID that a document has as its id */
    static Version first(WebvhDid did, WebvhEntry entry, Instant now, Function<Did, WebvhDid> places) {
        Parameters parameters = Parameters.first(entry.parameters());
        BadLog.unless(parameters.scid().equals(did.scid()), "the log is that of another SCID");
        BadLog.unless(entry.begins(did.scid()), "the SCID is not the hash of the first entry");
        check(entry, 1, did.scid().text(), parameters.updateKeys(), now);
        return version(entry, parameters, parameters.witness(), places);
    }

    static Version next(Version before, WebvhEntry entry, Instant now, Function<Did, WebvhDid> places) {
        BadLog.unless(!before.parameters().deactivated(), "the DID was deactivated before");
        Parameters parameters = before.parameters().next(entry.parameters());
        check(entry, before.number() + 1, before.versionId(),
                before.parameters().preRotates() ? parameters.updateKeys() : before.parameters().updateKeys(), now);
        BadLog.unless(entry.time().isAfter(before.time()), "the versionTime is not after the one before");
        Version version = version(entry, parameters,
                before.parameters().witness().isActive() ? before.parameters().witness() : parameters.witness(),
                places);
        boolean moved = !version.did().equals(before.did());
        BadLog.unless(!moved || before.parameters().portable(), "the DID moved and is not portable");
        BadLog.unless(!moved || entry.aliases().contains(before.did().toString()),
                "the DID moved without naming where it was");
        return version;
    }

    private static void check(WebvhEntry entry, long number, String previous, List<String> keys, Instant now) {
        BadLog.unless(entry.number() == number, "the version number is not " + number);
        BadLog.unless(entry.follows(previous), "the entry's hash is not that of its content");
        BadLog.unless(entry.isSignedBy(keys), "the proof is not by a key that may sign this entry");
        BadLog.unless(!entry.time().isAfter(now.plus(AHEAD)), "the versionTime lies in the future");
    }

    static Version version(WebvhEntry entry, Parameters parameters, WitnessRule witness,
            Function<Did, WebvhDid> places) {
        WebvhDid did = places.apply(Did.parse(entry.state().path("id").asString("")));
        BadLog.unless(did.scid().equals(parameters.scid()), "the document is that of another SCID");
        return new Version(entry.number(), entry.versionId(), entry.time(),
                DidDocument.published(did.did(), did.withImplicitServices(entry.state())), parameters, witness);
    }

    /** Whether any entry needs the approval of witnesses. */
    boolean needsWitnesses() {
        return versions.stream().anyMatch(version -> version.witness().isActive());
    }

    /**
     * "Verifying Witness Proofs During Resolution": a proof for an entry approves all entries before it as well; one for an
     * entry that is not published approves nothing.
     *
     * @param file {@code did-witness.json}
     */
    WebvhLog witnessed(byte[] file) {
        Map<String, Long> approved;
        try {
            approved = approved(StrictJson.parse(file));
        } catch (MalformedInput e) {
            return unwitnessed("the file of witness proofs is none: " + e.getMessage());
        }
        for (int i = 0; i < versions.size(); i++) {
            Version version = versions.get(i);
            long count = version.witness()
                    .witnesses()
                    .stream()
                    .filter(witness -> approved.getOrDefault(witness, 0L) >= version.number())
                    .count();
            if (count < version.witness().threshold()) {
                return new WebvhLog(versions.subList(0, i), Optional.of("entry " + version.number() + ": " + count
                        + " of its witnesses approve it, " + version.witness().threshold() + " are needed"));
            }
        }
        return this;
    }

    /** As if no witness had approved anything. */
    WebvhLog unwitnessed(String why) {
        int first = 0;
        while (first < versions.size() && !versions.get(first).witness().isActive()) {
            first++;
        }
        return new WebvhLog(versions.subList(0, first), Optional.of("entry " + (first + 1) + ": " + why));
    }

    /** For each witness the number of the newest published entry that it approved. */
    private Map<String, Long> approved(JsonNode file) {
        BadLog.unless(file.isArray() && file.size() <= MOST_ENTRIES, "it is a list");
        Map<String, Long> numbers = new HashMap<>();
        versions.forEach(version -> numbers.put(version.versionId(), version.number()));
        Map<String, Long> approved = new HashMap<>();
        for (JsonNode row : file) {
            Long number = numbers.get(row.path("versionId").asString(""));
            if (number == null || !(row instanceof ObjectNode object) || object.path("proof").isEmpty()) {
                continue;
            }
            SecuredDocument document = SecuredDocument.parse(object);
            for (DataIntegrityProof proof : document.proofs()) {
                String witness = WebvhEntry.signer(document, proof);
                if (!witness.isEmpty()) {
                    approved.merge(witness, number, Math::max);
                }
            }
        }
        return approved;
    }
}
