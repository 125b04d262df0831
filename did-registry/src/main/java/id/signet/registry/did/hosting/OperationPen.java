package id.signet.registry.did.hosting;

import id.signet.crypto.json.Json;
import id.signet.crypto.key.SigningKey;
import id.signet.registry.RegistryNames;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.HostedTables.HostedDid;
import id.signet.registry.did.hosting.HostedTables.Purpose;
import id.signet.registry.did.log.DidProjection;
import id.signet.registry.did.log.DidRules;
import id.signet.registry.did.log.DidState;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.operation.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes operations (docs/adr/0010-did-weid.md): did:weid and did:web. */
final class OperationPen implements Pen {

    private final RegistryNames names;
    private final DidRules rules;
    private final HostedKeys keys;

    OperationPen(RegistryNames names, HostedKeys keys) {
        this.names = names;
        this.rules = new DidRules(names);
        this.keys = keys;
    }

    @Override
    public Optional<Signed> write(Caller caller, HostedDid hosted, Head head, DidState before,
            HostedChanges.Next next) {
        Optional<SigningKey> updateKey = keys.open(caller.tenant(), hosted.updateMethod(), Purpose.UPDATE);
        if (updateKey.isEmpty()) {
            return Optional.empty(); // replaced since the row was read
        }
        Did did = before.document().id();
        Operation operation = new Operation(
                next.state().isEmpty() ? DidProjection.DEACTIVATE : DidProjection.UPDATE, names.origin(),
                new Operation.Party.Subject(did), head.version() + 1, Optional.of(head.operationHash()),
                next.state().map(DidState::toJson).orElseGet(Json::object));
        Optional<HostedDid> after = next.added()
                .filter(_ -> next.purpose() == Purpose.UPDATE)
                .map(method -> new HostedDid(caller.tenant(), method));
        return Optional.of(new Signed(rules.change(operation.signAndVerify(hosted.updateMethod(), updateKey.get())),
                Optional.empty(), after, Map.of(), List.of()));
    }
}
