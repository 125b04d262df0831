package id.signet.registry.did.webvh;

import id.signet.crypto.DateTimeStamps;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import id.signet.crypto.proof.SecuredDocument;
import id.signet.ledger.EntryCodec;
import id.signet.ledger.EntryDraft;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.registry.PublicUrl;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.log.DidTables;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.log.DidTables.VersionKey;
import id.signet.registry.did.log.DocumentRules;
import id.signet.registry.did.log.LoggedChange;
import id.signet.registry.did.log.LoggedDids;
import id.signet.registry.did.webvh.WebvhLog.Version;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a line may be the next of its DID, by the numbers of docs/adr/0026-did-webvh-hosted.md. The same rules serve the
 * decision before an entry is logged and the re-verification of a log.
 */
public final class WebvhRules {

    /** As many proofs as one document may have. */
    public static final int MOST_WITNESSES = 16;

    private static final int MOST_KEYS = 8;
    /** An entry is its body and a short envelope. */
    private static final int MOST_BYTES = EntryCodec.LARGEST_ENTRY - 256;
    private static final Set<String> ALIASES = Set.of("alsoKnownAs");
    private static final Set<String> PROOF = Set.of("type", "cryptosuite", "created", "verificationMethod",
            "proofPurpose", "proofValue");

    private final PublicUrl publicUrl;

    public WebvhRules(RegistryNames names) {
        this.publicUrl = names.publicUrl();
    }

    /** A line on its way into the log. */
    public LoggedChange change(LoggedLine line) {
        return new LoggedChange() {

            @Override
            public Did did() {
                return line.did();
            }

            @Override
            public long version() {
                return line.number();
            }

            @Override
            public EntryDraft draft() {
                return line.draft();
            }

            @Override
            public boolean isTooLarge() {
                return Jcs.canonicalize(line.draft().body()).length > MOST_BYTES;
            }

            @Override
            public void prefetch(Prefetch rows) {
                rows.row(WebvhTables.LINE, new VersionKey(line.did(), line.number() - 1));
            }

            @Override
            public Optional<RegistryRefusal> check(View rows, Instant loggedAt) {
                return WebvhRules.this.check(rows, line, loggedAt);
            }
        };
    }

    /**
     * Empty if the line may be logged over these rows.
     *
     * @param loggedAt of its entry
     */
    public Optional<RegistryRefusal> check(View rows, LoggedLine line, Instant loggedAt) {
        Optional<RegistryRefusal> refusal = place(rows, line);
        if (refusal.isPresent()) {
            return refusal;
        }
        try {
            Version version = judged(rows, line, loggedAt);
            approvals(line, version.witness());
            return Optional.empty();
        } catch (MalformedInput e) {
            return Optional.of(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
        }
    }

    /**
     * What the line's witnesses have to say about it: all that is judged without their proofs.
     *
     * @throws MalformedInput if it may not be the next line
     */
    public Approvers approvers(View rows, LoggedLine line, Instant now) {
        WitnessRule rule = judged(rows, line, now).witness();
        return new Approvers(rule.threshold(), rule.witnesses());
    }

    /** Empty if the line is the next one of a DID of this place. */
    public Optional<RegistryRefusal> place(View rows, LoggedLine line) {
        if (WebvhDid.hosted(publicUrl, line.did()).isEmpty()) {
            return Optional.of(RegistryRefusal.malformed(LoggedWebvh.form(publicUrl)));
        }
        Optional<Head> head = rows.get(DidTables.HEAD, line.did());
        if (head.flatMap(Head::deactivated).isPresent()) {
            return Optional.of(RegistryRefusal.deactivated("the DID is deactivated, which is final"));
        }
        long newest = head.map(Head::version).orElse(0L);
        if (line.number() == newest + 1) {
            return Optional.empty();
        }
        return Optional.of(newest == 0
                ? RegistryRefusal.notFound("the DID is not in the log")
                : RegistryRefusal.stale("the newest version is " + newest));
    }

    private Version judged(View rows, LoggedLine line, Instant loggedAt) {
        WebvhEntry entry = line.entry();
        LoggedWebvh logged = new LoggedWebvh(rows, publicUrl);
        Optional<Version> before = logged.version(line.did(), line.number() - 1);
        // 1. and 2.
        Version version = before.isPresent()
                ? WebvhLog.next(before.get(), entry, loggedAt, logged::place)
                : WebvhLog.first(logged.place(line.did()), entry, loggedAt, logged::place);
        // 3.
        BadLog.unless(DocumentRules.isMoment(line.json().path("versionTime").asString("")),
                "a versionTime in this log is a moment in UTC, such as 2026-11-24T10:00:00Z");
        BadLog.unless(!entry.time().isAfter(loggedAt), "the versionTime lies in the future");
        // 4.
        DidDocument document = DidDocument.parse(line.did(), entry.state());
        DocumentRules.require(document, ALIASES);
        BadLog.unless(entry.state()
                .path("alsoKnownAs")
                .equals(Json.array().add(publicUrl.didWebBeside(version.parameters().scid().text()))),
                "the document's alsoKnownAs is the did:web beside it");
        BadLog.unless(document.methods(Relationship.CAPABILITY_INVOCATION).isEmpty(),
                "the update keys of a did:webvh stand in its parameters alone");
        // 5.
        parameters(entry.parameters(), version.parameters());
        proofs(line.json().path("proof"));
        if (before.isPresent()) {
            DidDocument earlier = new LoggedDids(rows).state(line.did()).orElseThrow().document();
            DocumentRules.requireNext(rows, earlier, document, loggedAt);
            // 6.
            BadLog.unless(!version.parameters().deactivated() || document.equals(earlier),
                    "a line that deactivates leaves the document as it was");
        } else {
            DocumentRules.requireFirst(document);
            BadLog.unless(!version.parameters().deactivated(), "a DID does not begin deactivated");
        }
        return version;
    }

    private static void parameters(ObjectNode json, Parameters parameters) {
        BadLog.unless(json.valueStream().noneMatch(JsonNode::isNull), "a parameter in this log is never null");
        BadLog.unless(!json.has("watchers"), "watchers are not named in this log");
        BadLog.unless(!parameters.updateKeys().isEmpty() && parameters.updateKeys().size() <= MOST_KEYS
                && parameters.nextKeyHashes().size() <= MOST_KEYS,
                "there are 1 to " + MOST_KEYS + " update keys, and at most as many hashes of next ones");
        BadLog.unless(parameters.witness().witnesses().size() <= MOST_WITNESSES,
                "there are at most " + MOST_WITNESSES + " witnesses");
        BadLog.unless(!json.has("witness") || WebvhProjection.text(json.get("witness"))
                .equals(WebvhProjection.text(parameters.witness().toJson())),
                "witness has a threshold and witnesses with their ids, and nothing else");
    }

    private static void proofs(JsonNode proofs) {
        BadLog.unless(proofs.isArray(), "the proofs of a line are a list");
        BadLog.unless(proofs.size() <= MOST_KEYS, "a line has at most " + MOST_KEYS + " proofs");
        proofs.forEach(WebvhRules::plain);
    }

    private static void plain(JsonNode proof) {
        String created = proof.path("created").asString("");
        BadLog.unless(PROOF.containsAll(proof.propertyNames())
                && DateTimeStamps.parse(created).isPresent() && created.endsWith("Z"),
                "a proof in this log has the members " + PROOF + ", and was created at a time in UTC");
    }

    // 7.
    private static void approvals(LoggedLine line, WitnessRule rule) {
        Set<String> approving = new HashSet<>();
        for (JsonNode proof : line.approvals()) {
            BadLog.unless(approving.add(approver(line.versionId(), proof)), "a witness approves a line once");
        }
        BadLog.unless(rule.witnesses().containsAll(approving), "a proof is of nobody whose approval is asked for");
        BadLog.unless(approving.size() >= rule.threshold(), approving.size() + " of the line's witnesses approve it, "
                + rule.threshold() + " are needed");
    }

    /**
     * The Multikey of whoever made this proof over the version.
     *
     * @throws MalformedInput if it is no good proof of a did:key
     */
    static String approver(String versionId, JsonNode proof) {
        plain(proof);
        ObjectNode approved = Json.object().put("versionId", versionId);
        approved.putArray("proof").add(proof);
        SecuredDocument document = SecuredDocument.parse(approved);
        String witness = WebvhEntry.signer(document, document.proofs().getFirst());
        BadLog.unless(!witness.isEmpty(), "a proof does not verify as a witness's approval of " + versionId);
        return witness;
    }
}
