package id.signet.registry.did.hosting;

import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyRing;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.HostedTables.HostedDid;
import id.signet.registry.did.hosting.HostedTables.Purpose;
import id.signet.registry.did.log.DidState;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.method.DidKey;
import id.signet.registry.did.webvh.LoggedLine;
import id.signet.registry.did.webvh.LoggedWebvh;
import id.signet.registry.did.webvh.NextLine;
import id.signet.registry.did.webvh.WebvhHash;
import id.signet.registry.did.webvh.WebvhRules;
import id.signet.registry.did.webvh.WebvhTables.Line;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes lines of did:webvh (docs/adr/0026-did-webvh-hosted.md). Each is signed by the key that the one before committed to,
 * and commits to a key made ahead.
 */
final class LinePen implements Pen {

    /** Two lines are never of the same moment, and the log counts in milliseconds. */
    private static final Duration CLOCK_STEP = Duration.ofMillis(1);

    private final RegistryNames names;
    private final WebvhRules rules;
    private final View rows;
    private final LoggedWebvh logged;
    private final KeyRing keyRing;
    private final HostedKeys keys;
    private final Clock clock;

    LinePen(RegistryNames names, View rows, KeyRing keyRing, HostedKeys keys, Clock clock) {
        this.names = names;
        this.rules = new WebvhRules(names);
        this.rows = rows;
        this.logged = new LoggedWebvh(rows, names.publicUrl());
        this.keyRing = keyRing;
        this.keys = keys;
        this.clock = clock;
    }

    /** The first line of a DID. */
    Signed first(Caller caller, ObjectNode parameters, Function<Did, DidDocument> document) {
        FreshKey update = FreshKey.make(keyRing, KeyType.ED25519);
        FreshKey ahead = FreshKey.make(keyRing, KeyType.ED25519);
        LoggedLine line = NextLine
                .first(names.publicUrl(), clock.instant(), keys(parameters, update.publicKey(), Optional.of(ahead)),
                        document)
                .sign(update.key());
        DidUrl updateMethod = DidKey.methodId(update.publicKey());
        DidUrl nextMethod = DidKey.methodId(ahead.publicKey());
        return signed(line, updateMethod,
                Optional.of(new HostedDid(caller.tenant(), updateMethod, Optional.of(nextMethod))),
                Map.of(updateMethod, update, nextMethod, ahead), List.of());
    }

    @Override
    public boolean hasSigner(TenantId tenant, DidState before) {
        return keys.hosts(tenant, before.document().id());
    }

    @Override
    public Optional<Signed> write(Caller caller, Head head, DidState before, HostedChanges.Next next) {
        Did did = before.document().id();
        HostedDid hosted = rows.get(HostedTables.DID, did).orElseThrow();
        DidUrl method = hosted.nextMethod().orElseThrow();
        Optional<SigningKey> committed = keys.open(caller.tenant(), method, Purpose.UPDATE);
        Line line = logged.line(did, head.version()).orElseThrow();
        if (committed.isEmpty()) {
            return Optional.empty(); // used since the row was read
        }
        Instant now = clock.instant();
        if (!now.truncatedTo(ChronoUnit.MILLIS).isAfter(line.time())) {
            LockSupport.parkNanos(CLOCK_STEP.toNanos());
            return Optional.empty();
        }
        boolean ends = next.state().isEmpty();
        Optional<FreshKey> ahead = ends ? Optional.empty() : Optional.of(FreshKey.make(keyRing, KeyType.ED25519));
        ObjectNode parameters = keys(next.parameters(), committed.get().publicKey(), ahead);
        if (ends) {
            parameters.put("deactivated", true);
        }
        LoggedLine signed = NextLine
                .after(line, head.version() + 1, now, parameters,
                        next.state().orElse(before).document())
                .sign(committed.get());
        List<DidUrl> retired = new ArrayList<>(List.of(hosted.updateMethod()));
        if (ends) {
            retired.add(method);
        }
        Optional<DidUrl> nextMethod = ahead.map(key -> DidKey.methodId(key.publicKey()));
        return Optional.of(signed(signed, method, Optional.of(new HostedDid(caller.tenant(), method, nextMethod)),
                nextMethod.isPresent() ? Map.of(nextMethod.get(), ahead.orElseThrow()) : Map.of(), retired));
    }

    private Signed signed(LoggedLine line, DidUrl signer, Optional<HostedDid> hosted, Map<DidUrl, FreshKey> ahead,
            List<DidUrl> retired) {
        boolean waits = rules.approvers(rows, line, clock.instant()).areNeeded();
        return new Signed(rules.change(line), signer, waits ? Optional.of(line) : Optional.empty(), hosted, ahead,
                retired);
    }

    private static ObjectNode keys(ObjectNode others, PublicKey key, Optional<FreshKey> ahead) {
        ObjectNode parameters = others.deepCopy();
        parameters.set("updateKeys", Json.array(List.of(Multikey.encode(key))));
        parameters.set("nextKeyHashes", Json.array(ahead.stream()
                .map(next -> WebvhHash.ofMultikey(Multikey.encode(next.publicKey())).text())
                .toList()));
        return parameters;
    }
}
