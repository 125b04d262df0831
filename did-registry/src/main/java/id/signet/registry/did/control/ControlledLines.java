package id.signet.registry.did.control;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.ledger.Ledger;
import id.signet.ledger.Outcome;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.Services;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.LoggedVersions;
import id.signet.registry.did.hosting.WaitingLines;
import id.signet.registry.did.log.DidCommand;
import id.signet.registry.did.log.DidState;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.log.DocumentDraft;
import id.signet.registry.did.log.LoggedDids;
import id.signet.registry.did.webvh.LoggedLine;
import id.signet.registry.did.webvh.LoggedWebvh;
import id.signet.registry.did.webvh.NextLine;
import id.signet.registry.did.webvh.WebvhHash;
import id.signet.registry.did.webvh.WebvhRules;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * did:webvh DIDs whose controllers hold their own keys (docs/adr/0026-did-webvh-hosted.md): the service makes the next line
 * without its proof, and logs what comes back with one. Nothing here can sign.
 */
public final class ControlledLines {

    private final RegistryNames names;
    private final Ledger ledger;
    private final View rows;
    private final LoggedDids logged;
    private final LoggedWebvh webvh;
    private final LoggedVersions versions;
    private final WebvhRules rules;
    private final WaitingLines waiting;
    private final Clock clock;

    public ControlledLines(RegistryNames names, Ledger ledger, View rows, WaitingLines waiting, Clock clock) {
        this.names = names;
        this.ledger = ledger;
        this.rows = rows;
        this.logged = new LoggedDids(rows);
        this.webvh = new LoggedWebvh(rows, names.publicUrl());
        this.versions = new LoggedVersions(names, rows);
        this.rules = new WebvhRules(names);
        this.waiting = waiting;
        this.clock = clock;
    }

    /** What became of a wish for a line. */
    public sealed interface Prepared {

        /** @param signer whose proof it needs */
        record Ready(NextLine line, PublicKey signer) implements Prepared {}

        record Refused(RegistryRefusal refusal) implements Prepared {}
    }

    /** Makes the next line; nothing is written. */
    public Prepared prepare(LineWish wish) {
        try {
            if (wish.signer().type() != KeyType.ED25519) {
                throw new MalformedInput("an update key of a did:webvh is an Ed25519 key");
            }
            return wish.did().isEmpty() ? first(wish) : next(wish, wish.did().get());
        } catch (MalformedInput e) {
            return new Prepared.Refused(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
        }
    }

    private Prepared first(LineWish wish) {
        ObjectNode parameters = wish.parameters().first();
        keys(parameters, Optional.of(wish.updateKeys().orElse(List.of(wish.signer()))), wish.nextKeyHashes());
        return new Prepared.Ready(NextLine.first(names.publicUrl(), clock.instant(), parameters, did -> {
            DocumentDraft draft = DocumentDraft.of(did);
            draft.alsoKnownAs(webvh.webBeside(did));
            ControlledDids.addKeys(draft, 1, wish.change(did).add());
            wish.services().ifPresent(services -> draft.services(Services.parse(did, services)));
            return draft.document();
        }), wish.signer());
    }

    private Prepared next(LineWish wish, Did did) {
        Optional<Head> head = logged.head(did);
        Optional<RegistryRefusal> refusal = ControlledDids.mayChange(head);
        if (refusal.isPresent()) {
            return new Prepared.Refused(refusal.get());
        }
        long newest = head.orElseThrow().version();
        var before = webvh.line(did, newest)
                .orElseThrow(() -> new MalformedInput("a did:" + did.method() + " has no lines"));
        DidState state = logged.state(did).orElseThrow();
        ObjectNode parameters = wish.parameters().toJson();
        keys(parameters, wish.updateKeys(), wish.nextKeyHashes());
        if (wish.deactivate()) {
            parameters.put("deactivated", true);
        }
        DidDocument document = wish.deactivate() ? state.document() : changed(wish, state, did);
        return new Prepared.Ready(NextLine.after(before, newest + 1, clock.instant(), parameters, document),
                wish.signer());
    }

    private DidDocument changed(LineWish wish, DidState before, Did did) {
        DocumentDraft draft = ControlledDids.draft(wish.change(did), before, clock.instant());
        ControlledDids.addKeys(draft, logged.freeNumber(did, DocumentDraft.KEY_PREFIX), wish.change(did).add());
        return draft.document();
    }

    private static void keys(ObjectNode parameters, Optional<List<PublicKey>> updateKeys,
            Optional<List<WebvhHash>> nextKeyHashes) {
        updateKeys.ifPresent(
                keys -> parameters.set("updateKeys", Json.array(keys.stream().map(Multikey::encode).toList())));
        nextKeyHashes.ifPresent(hashes -> parameters.set("nextKeyHashes",
                Json.array(hashes.stream().map(WebvhHash::text).toList())));
    }

    /**
     * Logs a signed line, or lets it wait for its witnesses.
     *
     * @param json the line with its proof
     */
    public DidOutcome submit(Caller caller, ObjectNode json) {
        Optional<RegistryRefusal> repeated = caller.alreadyDone(rows, clock.instant());
        if (repeated.isPresent()) {
            return new DidOutcome.Refused(repeated.get());
        }
        try {
            LoggedLine line = LoggedLine.of(json);
            Optional<RegistryRefusal> refusal = waiting.keptHere(line.did()).or(() -> rules.place(rows, line));
            if (refusal.isPresent()) {
                return new DidOutcome.Refused(refusal.get());
            }
            if (rules.approvers(rows, line, clock.instant()).areNeeded()) {
                return waiting.hold(caller, line);
            }
            return switch (ledger
                    .submit(new DidCommand(caller, rules.change(line), DidCommand.Condition.NONE, List.of()))) {
                case Outcome.Appended appended ->
                    DidOutcome.logged(versions.at(line.did(), line.number()), line.did(), Optional.empty(),
                            appended.receipt());
                case Outcome.Refused refused -> new DidOutcome.Refused(RegistryRefusal.of(refused.refusal()));
            };
        } catch (MalformedInput e) {
            return new DidOutcome.Refused(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
        }
    }
}
