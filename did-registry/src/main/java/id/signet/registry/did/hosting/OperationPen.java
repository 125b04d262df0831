package id.signet.registry.did.hosting;

import id.signet.crypto.json.Json;
import id.signet.crypto.key.SigningKey;
import id.signet.registry.RegistryNames;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.HostedTables.HostedDid;
import id.signet.registry.did.hosting.HostedTables.Purpose;
import id.signet.registry.did.log.DidProjection;
import id.signet.registry.did.log.DidRules;
import id.signet.registry.did.log.DidState;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.operation.Operation;
import java.util.List;
import id.signet.ledger.state.View;
import id.signet.registry.TenantId;
import java.util.Map;
import java.util.Optional;

/** Writes operations (docs/adr/0010-did-weid.md): did:weid and did:web. */
final class OperationPen implements Pen {

    private final RegistryNames names;
    private final DidRules rules;
    private final View rows;
    private final HostedKeys keys;

    OperationPen(RegistryNames names, View rows, HostedKeys keys) {
        this.names = names;
        this.rules = new DidRules(names);
        this.rows = rows;
        this.keys = keys;
    }

    private record Signer(DidUrl method, SigningKey key) {}

    /** The first key of the tenant that may sign: the DID's own, or that of a controller. */
    private Optional<Signer> signer(TenantId tenant, Did did, DidState before) {
        return rules.signers(rows, did, before)
                .flatMap(method -> keys.openToInvoke(tenant, method).stream().map(key -> new Signer(method, key)))
                .findFirst();
    }

    @Override
    public boolean hasSigner(TenantId tenant, DidState before) {
        return signer(tenant, before.document().id(), before).isPresent();
    }

    @Override
    public Optional<Signed> write(Caller caller, Head head, DidState before, HostedChanges.Next next) {
        Did did = before.document().id();
        Optional<Signer> found = signer(caller.tenant(), did, before);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Signer signer = found.get();
        Operation operation = new Operation(
                next.state().isEmpty() ? DidProjection.DEACTIVATE : DidProjection.UPDATE, names.origin(),
                new Operation.Party.Subject(did), head.version() + 1, Optional.of(head.operationHash()),
                next.state().map(DidState::toJson).orElseGet(Json::object));
        Optional<HostedDid> after = next.added()
                .filter(_ -> next.purpose() == Purpose.UPDATE)
                .map(method -> new HostedDid(caller.tenant(), method));
        return Optional.of(new Signed(rules.change(operation.signAndVerify(signer.method(), signer.key())),
                signer.method(), Optional.empty(), after, Map.of(), List.of()));
    }
}
