package id.signet.app.migrate;

import id.signet.app.migrate.RowResult.Already;
import id.signet.app.migrate.RowResult.Imported;
import id.signet.app.migrate.RowResult.Refused;
import id.signet.app.migrate.Service.Answer;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.multiformats.Multikey;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes an export row by row: a row that is refused holds up no other, and the whole may be run again, as each has a name that is
 * given once (a DID, a number, a custom key). Where the name is taken, what bears it is compared. What the old deployment
 * said is kept as what it said; nothing is imported in anybody else's name than the operator's.
 */
public final class Migration {

    private static final int CONFLICT = 409;
    private static final String COMMENT = "$comment";

    private final Service service;
    private final PrintStream report;
    private final OldNames names;
    private final Map<String, Collection<PublicKey>> keys = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /**
     * @param report gets one line of JSON for each row
     * @throws IOException if the service cannot be asked for its network
     */
    public Migration(Service service, PrintStream report) throws IOException, InterruptedException {
        this.service = service;
        this.report = report;
        Answer start = service.get("/api/v1/ledger/entries/0");
        String network = start.json().at("/body/network").asString("");
        if (!start.isGood() || network.isEmpty()) {
            throw new IOException("the service does not tell its network: " + start.detail());
        }
        this.names = new OldNames(network);
    }

    /**
     * How many rows came to what.
     *
     * @param refused none: everything is here
     */
    public record Summary(int imported, int already, int refused) {}

    public Summary run(WeIdentityExport export) throws IOException, InterruptedException {
        for (ExportFile file : ExportFile.values()) {
            export.read(file, this::take);
        }
        return new Summary(counts.getOrDefault("imported", 0), counts.getOrDefault("already", 0),
                counts.getOrDefault("refused", 0));
    }

    private void take(ExportRow row) throws IOException, InterruptedException {
        Told told;
        try {
            told = switch (row.file()) {
                case DOCUMENTS -> document(row);
                case ISSUERS -> issuer(row);
                case ISSUER_TYPES -> issuerType(row);
                case CPTS -> cpt(row);
                case EVIDENCE -> evidence(row);
            };
        } catch (MalformedInput e) {
            told = new Told(Optional.empty(), new Refused(String.valueOf(e.getMessage())));
        }
        ObjectNode line = told.result().toJson(row, told.what());
        counts.merge(line.get("result").stringValue(), 1, Integer::sum);
        report.println(line);
    }

    /** @param what the row is about, in the old words */
    private record Told(Optional<String> what, RowResult result) {}

    private static Told told(String what, RowResult result) {
        return new Told(Optional.of(what), result);
    }

    /** A document, or {@code {"document": text or object, "block"?, "time"?}}. */
    private Told document(ExportRow row) throws IOException, InterruptedException {
        ObjectNode body = Json.object().put("document", row.text());
        ObjectNode json = StrictJson.parseObject(Bytes.utf8(row.text()).toArray(),
                StrictJson.Limits.DEFAULT.withBytes(1 << 18));
        if (json.has("document")) {
            JsonNode inside = json.get("document");
            body.put("document", inside.isString() ? inside.stringValue() : inside.toString());
            for (String member : List.of("block", "time")) {
                Optional.ofNullable(json.get(member)).ifPresent(value -> body.put(member, value.asString("")));
            }
        }
        Answer answer = service.post("/api/v1/dids:import", body);
        String what = answer.json().at("/imported/did").asString("document");
        if (!answer.isGood()) {
            return told(what, notDone(answer));
        }
        List<String> remarks = answer.json()
                .at("/report/leftOut")
                .valueStream()
                .map(left -> left.path("part").asString("") + ": " + left.path("reason").asString(""))
                .toList();
        return told(what, new Imported(answer.json().path("did").asString(""), remarks));
    }

    private Told issuer(ExportRow row) throws IOException, InterruptedException {
        ObjectNode json = row.answer();
        String old = json.path("weId").asString("");
        String did = names.here(old);
        ObjectNode body = Json.object().put("did", did).put("name", json.path("name").asString(""));
        String description = json.path("description").asString("");
        if (!description.isBlank()) {
            body.put("description", description);
        }
        Answer registered = service.post("/api/v1/issuers/applications", body);
        Answer here = service.get("/api/v1/issuers/applications/" + did);
        if (!registered.isGood() && !isSame(here.json(), body, "name")) {
            return told(old, new Refused(registered.detail()));
        }
        boolean recognize = json.path("recognized").asBoolean(false)
                && !here.json().path("recognized").asBoolean(false);
        if (!recognize) {
            return told(old, registered.isGood() ? new Imported(did, List.of()) : new Already(registered.detail()));
        }
        Answer recognized = service.post("/api/v1/issuers/applications:recognize", Json.object().put("did", did));
        return told(old, recognized.isGood()
                ? new Imported(did, List.of("recognized by the authority of this log, from now on"))
                : new Refused("registered, and not recognized: " + recognized.detail()));
    }

    private static boolean isSame(JsonNode here, JsonNode sent, String member) {
        return here.has(member) && here.get(member).equals(sent.get(member));
    }

    /** {@code {"issuerType": name, "members": [DID, ..]}}. */
    private Told issuerType(ExportRow row) throws IOException, InterruptedException {
        ObjectNode json = row.answer();
        String name = json.path("issuerType").asString(json.path("typeName").asString(""));
        Answer made = service.post("/api/v1/issuer-types", Json.object().put("name", name));
        if (!made.isGood() && made.status() != CONFLICT) {
            return told(name, new Refused(made.detail()));
        }
        boolean news = made.isGood();
        List<String> missing = new ArrayList<>();
        for (JsonNode member : json.path("members")) {
            String did = names.here(member.asString(""));
            if (service.get("/api/v1/issuer-types/" + name + "/members/" + did)
                    .json()
                    .path("member")
                    .asBoolean(false)) {
                continue;
            }
            Answer added = service.post("/api/v1/issuer-types/" + name + "/members", Json.object().put("did", did));
            news |= added.isGood();
            if (!added.isGood() && added.status() != CONFLICT) {
                missing.add(did + ": " + added.detail());
            }
        }
        if (!missing.isEmpty()) {
            return told(name, new Refused("the list is here, but not all its members: " + String.join("; ", missing)));
        }
        return told(name, news ? new Imported(name, List.of()) : new Already(made.detail()));
    }

    /** The number stays; whose word it was stands in a comment, because he did not sign it here. */
    private Told cpt(ExportRow row) throws IOException, InterruptedException {
        ObjectNode json = row.answer();
        long number = json.path("cptId").asLong(json.at("/cptBaseInfo/cptId").asLong(0));
        if (!(json.get("cptJsonSchema") instanceof ObjectNode schema) || number < 1) {
            throw new MalformedInput("a CPT has a cptId and a cptJsonSchema");
        }
        ObjectNode claim = schema.deepCopy();
        claim.put(COMMENT, "Of WeIdentity: CPT " + number + ", version "
                + json.path("cptVersion").asLong(json.at("/cptBaseInfo/cptVersion").asLong(1)) + ", published by "
                + json.path("cptPublisher").asString("nobody who is named") + ".");
        ObjectNode body = Json.object().put("cptId", number);
        body.set("claimSchema", claim);
        Answer answer = service.post("/api/v1/schemas", body);
        if (answer.status() == CONFLICT) {
            Answer here = service.get("/api/v1/cpts/" + number + "?version=1");
            return told("CPT " + number, isSame(here.json().path("claimSchema"), claim, COMMENT)
                    ? new Already(answer.detail())
                    : new Refused(answer.detail()));
        }
        return told("CPT " + number, answer.isGood()
                ? new Imported(answer.json().path("id").asString(""), List.of())
                : new Refused(answer.detail()));
    }

    private Told evidence(ExportRow row) throws IOException, InterruptedException {
        OldEvidence old = OldEvidence.parse(row.answer());
        String what = "0x" + old.hash().hex();
        for (OldEvidence.Signer signer : old.signers()) {
            learnKeys(signer.address());
        }
        List<String> unconfirmed = old.unconfirmed(address -> keys.getOrDefault(address, List.of()));
        ObjectNode body = Json.object().put("findable", true).put("title", "Evidence of WeIdentity");
        body.set("digests", Json.object().put("unspecified", old.hash().hex()));
        body.set("metadata", old.provenance(names, unconfirmed));
        String key = old.customKey().orElseGet(row::key);
        body.put("customKey", key);
        Answer answer = service.post("/api/v1/evidence", body);
        JsonNode here = answer.status() == CONFLICT
                ? service.get("/api/v1/evidence/lookup?customKey=" + URLEncoder.encode(key, StandardCharsets.UTF_8))
                        .json()
                        .at("/found/0")
                : answer.json();
        if (!here.path("digests").equals(body.get("digests"))) {
            return told(what, new Refused(answer.detail()));
        }
        List<String> remarks = new ArrayList<>();
        unconfirmed.forEach(address -> remarks.add("no key known here made the signature of " + address));
        boolean revoke = old.isRevoked() && !here.path("state").asString("").equals("revoked");
        if (revoke) {
            Answer revoked = service.post("/api/v1/evidence/" + here.path("id").asString("") + "/statements",
                    Json.object()
                            .put("type", "evidence.revoke")
                            .put("reason", "revoked in WeIdentity by all who signed"));
            if (!revoked.isGood()) {
                return told(what, new Refused("deposited, and not revoked: " + revoked.detail()));
            }
            remarks.add("revoked, as it was");
        }
        return told(what, answer.isGood() || revoke
                ? new Imported(here.path("url").asString(""), remarks)
                : new Already(answer.detail()));
    }

    /** The keys of a signer as this log has them; none if it does not know him. */
    private void learnKeys(String address) throws IOException, InterruptedException {
        if (keys.containsKey(address)) {
            return;
        }
        Answer resolved = service.get("/api/v1/dids/" + names.here(address));
        List<PublicKey> found = new ArrayList<>();
        resolved.json()
                .at("/didDocument/verificationMethod")
                .valueStream()
                .map(method -> method.path("publicKeyMultibase").asString(""))
                .filter(multikey -> !multikey.isEmpty())
                .forEach(multikey -> found.add(Multikey.decode(multikey)));
        keys.put(address, found);
    }

    private static RowResult notDone(Answer answer) {
        return answer.status() == CONFLICT ? new Already(answer.detail()) : new Refused(answer.detail());
    }
}
