package id.signet.registry.did.hosting;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyId;
import id.signet.ledger.Ledger;
import id.signet.ledger.Outcome;
import id.signet.ledger.state.StoredRows;
import id.signet.ledger.state.Table;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.TenantId;
import id.signet.registry.Turns;
import id.signet.registry.audit.Caller;
import id.signet.registry.audit.PrivateChange;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.HostedTables.Approval;
import id.signet.registry.did.hosting.HostedTables.ApprovalKey;
import id.signet.registry.did.hosting.HostedTables.HostedDid;
import id.signet.registry.did.hosting.HostedTables.State;
import id.signet.registry.did.hosting.HostedTables.Waiting;
import id.signet.registry.did.log.DidCommand;
import id.signet.registry.did.webvh.Approvers;
import id.signet.registry.did.webvh.LoggedLine;
import id.signet.registry.did.webvh.WebvhRules;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Lines of did:webvh that wait for the approval of their witnesses, and are logged with it
 * (docs/adr/0026-did-webvh-hosted.md).
 */
public final class WaitingLines {

    private static final String WAIT = "did.webvh.wait";
    private static final String APPROVE = "did.webvh.approve";

    private final Ledger ledger;
    private final StoredRows rows;
    private final WebvhRules rules;
    private final LoggedVersions versions;
    private final HostedKeys keys;
    private final PrivateChange change;
    private final RetiredKeys retiredKeys;
    private final BeforeDeactivation beforeDeactivation;
    private final Clock clock;
    private final Turns turns = new Turns();

    public WaitingLines(RegistryNames names, Ledger ledger, StoredRows rows, HostedKeys keys, PrivateChange change,
            RetiredKeys retiredKeys, BeforeDeactivation beforeDeactivation, Clock clock) {
        this.ledger = ledger;
        this.rows = rows;
        this.rules = new WebvhRules(names);
        this.versions = new LoggedVersions(names, rows);
        this.keys = keys;
        this.change = change;
        this.retiredKeys = retiredKeys;
        this.beforeDeactivation = beforeDeactivation;
        this.clock = clock;
    }

    /** The line that waits; of a DID that has none, or of another tenant, nothing. */
    public Optional<WaitingLine> of(TenantId tenant, Did did) {
        return row(did).filter(row -> row.tenant().equals(tenant)).flatMap(row -> {
            try {
                LoggedLine line = LoggedLine.of(StrictJson.parseObject(row.line()));
                Approvers approvers = rules.approvers(rows, line, clock.instant());
                return Optional.of(new WaitingLine(line, approvers,
                        List.copyOf(approvals(line, approvers).keySet())));
            } catch (MalformedInput e) {
                return Optional.empty(); // another line was logged since the row was read
            }
        });
    }

    private Optional<Waiting> row(Did did) {
        return rows.get(HostedTables.WAITING, did)
                .filter(row -> rules.place(rows, LoggedLine.of(StrictJson.parseObject(row.line()))).isEmpty());
    }

    /** A line whose keys are its controller's waits; one that waited before in its place is forgotten. */
    public DidOutcome hold(Caller caller, LoggedLine line) {
        return keptHere(line.did())
                .<DidOutcome>map(DidOutcome.Refused::new)
                .orElseGet(() -> hold(caller, line, KeyChange.none(line.did())));
    }

    /**
     * Why a line that comes from elsewhere is not taken: witnesses were shown lines made here that others may have replaced
     * since, and with such a one this node would lose its place among the keys.
     */
    public Optional<RegistryRefusal> keptHere(Did did) {
        boolean kept = keys.owner(did).isPresent()
                || row(did).filter(waits -> waits.updateMethod().isPresent()).isPresent();
        return kept
                ? Optional.of(RegistryRefusal.forbidden("the DID's keys are kept here, and its lines are made here"))
                : Optional.empty();
    }

    DidOutcome hold(Caller caller, LoggedLine line, KeyChange keyChange) {
        Did did = line.did();
        Waiting row = new Waiting(caller.tenant(), line.versionId(), text(line.json()),
                keyChange.hosted().map(HostedDid::updateMethod), keyChange.hosted().flatMap(HostedDid::nextMethod),
                keyChange.fresh().keySet().stream().toList(), keyChange.retired());
        List<DidUrl> forgotten = new ArrayList<>();
        List<KeyId> replaced = new ArrayList<>();
        Optional<RegistryRefusal> refusal = change.make(caller, WAIT, did.toString(), () -> {
            if (!rows.insertIfAbsent(HostedTables.WAITING, did, row)) {
                Waiting before = rows.lock(HostedTables.WAITING, did).orElseThrow();
                if (!before.tenant().equals(caller.tenant()) && row(did).isPresent()) {
                    return Optional.of(RegistryRefusal.conflict("a line of the DID waits for another tenant"));
                }
                if (LoggedLine.of(StrictJson.parseObject(before.line())).number() == line.number()) {
                    forgotten.addAll(before.made());
                }
                rows.replace(HostedTables.WAITING, did, row);
            }
            forgotten.forEach(method -> rows.lock(HostedTables.KEY, method).ifPresent(key -> {
                replaced.add(key.keyId());
                rows.replace(HostedTables.KEY, method, key.in(State.RETIRED));
            }));
            keyChange.fresh().forEach((method, key) -> put(HostedTables.KEY, method, key));
            return Optional.empty();
        });
        if (refusal.isEmpty()) {
            retiredKeys.destroy(forgotten);
            replaced.forEach(retiredKeys::erase);
        }
        return refusal.<DidOutcome>map(DidOutcome.Refused::new)
                .orElseGet(() -> new DidOutcome.Waiting(of(caller.tenant(), did).orElseThrow()));
    }

    private <K, V> void put(Table<K, V> table, K key, V value) {
        if (!rows.insertIfAbsent(table, key, value)) {
            rows.replace(table, key, value);
        }
    }

    /**
     * Takes proofs of witnesses over the line that waits. With enough of them it is logged.
     *
     * @param versionId of the line
     */
    public DidOutcome approve(Caller caller, Did did, String versionId, List<JsonNode> proofs) {
        return turns.take(did, () -> {
            Optional<RegistryRefusal> done = caller.alreadyDone(rows, clock.instant());
            if (done.isPresent()) {
                return new DidOutcome.Refused(done.get());
            }
            Optional<Waiting> row = row(did);
            if (row.isEmpty() || !row.get().versionId().equals(versionId)) {
                return new DidOutcome.Refused(
                        RegistryRefusal.notFound("no line of the DID with this versionId waits for approval"));
            }
            if (!row.get().tenant().equals(caller.tenant())) {
                return new DidOutcome.Refused(RegistryRefusal.forbidden("the line waits for another tenant"));
            }
            try {
                return approve(caller, row.get(), LoggedLine.of(StrictJson.parseObject(row.get().line())), proofs);
            } catch (MalformedInput e) {
                return new DidOutcome.Refused(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
            }
        });
    }

    private DidOutcome approve(Caller caller, Waiting row, LoggedLine line, List<JsonNode> proofs) {
        Did did = line.did();
        Approvers approvers = rules.approvers(rows, line, clock.instant());
        Map<String, JsonNode> fresh = new LinkedHashMap<>();
        proofs.forEach(proof -> fresh.put(approvers.approving(line.versionId(), proof), proof));
        Map<String, JsonNode> all = approvals(line, approvers);
        fresh.forEach(all::putIfAbsent);
        if (all.size() >= approvers.threshold()) {
            return log(caller, row, line.approvedBy(Json.array().addAll(all.values())));
        }
        Optional<RegistryRefusal> refusal = change.make(caller, APPROVE, did.toString(), () -> {
            fresh.forEach((witness, proof) -> rows.insertIfAbsent(HostedTables.APPROVAL,
                    new ApprovalKey(did, line.versionId(), witness), new Approval(text(proof))));
            return Optional.empty();
        });
        return refusal.<DidOutcome>map(DidOutcome.Refused::new)
                .orElseGet(() -> new DidOutcome.Waiting(
                        new WaitingLine(line, approvers, List.copyOf(approvals(line, approvers).keySet()))));
    }

    private Map<String, JsonNode> approvals(LoggedLine line, Approvers approvers) {
        Map<String, JsonNode> approvals = new LinkedHashMap<>();
        for (String witness : approvers.witnesses()) {
            rows.get(HostedTables.APPROVAL, new ApprovalKey(line.did(), line.versionId(), witness))
                    .ifPresent(approval -> approvals.put(witness, StrictJson.parseObject(approval.proof())));
        }
        return approvals;
    }

    private DidOutcome log(Caller caller, Waiting row, LoggedLine approved) {
        Did did = approved.did();
        if (approved.deactivates()) {
            beforeDeactivation.prepare(caller, did);
        }
        KeyChange keyChange = new KeyChange(did,
                row.updateMethod().map(method -> new HostedDid(row.tenant(), method, row.nextMethod())), Map.of(),
                row.retired());
        return switch (ledger.submit(new DidCommand(caller, rules.change(approved), DidCommand.Condition.NONE,
                keyChange.writes(keys, row.tenant())))) {
            case Outcome.Appended appended -> {
                retiredKeys.destroy(keyChange.retired());
                yield DidOutcome.logged(versions.at(did, approved.number()), did, Optional.empty(),
                        appended.receipt());
            }
            case Outcome.Refused refused -> new DidOutcome.Refused(RegistryRefusal.of(refused.refusal()));
        };
    }

    private static String text(JsonNode json) {
        return new String(Jcs.canonicalize(json), StandardCharsets.UTF_8);
    }
}
