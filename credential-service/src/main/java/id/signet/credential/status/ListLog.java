package id.signet.credential.status;

import id.signet.credential.issuer.Issuers;
import id.signet.credential.issuer.Issuers.Method;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.SigningKey;
import id.signet.ledger.Decision;
import id.signet.ledger.LedgerCommand;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.Operation.Party;
import id.signet.registry.operation.VerifiedOperation;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The {@code status.list} entries: one operation of the issuer for each version of a list (docs/adr/0014-status-lists.md). */
final class ListLog {

    private final String origin;
    private final Issuers issuers;

    ListLog(String origin, Issuers issuers) {
        this.origin = origin;
        this.issuers = issuers;
    }

    /** Refused when the list has another newest version than {@code logged}, or the method may not sign any more. */
    LedgerCommand next(StatusListRow list, String url, Optional<StatusTables.Version> logged, Bytes arrayHash,
            Method method,
            SigningKey key) {
        ObjectNode body = Json.object();
        body.put("list", url);
        body.put("kind", list.kind().text());
        body.put("bits", list.kind().bits());
        body.put("size", list.entries());
        body.put("sha256", arrayHash.base64Url());
        var operation = new Operation(StatusListProjection.TYPE, origin, new Party.Author(Did.parse(list.issuer())),
                logged.map(StatusTables.Version::sequence).orElse(0L) + 1, logged.map(StatusTables.Version::operation),
                body);
        return new NextVersion(url, operation.signAndVerify(DidUrl.parseMethodId(method.id()), key), method);
    }

    private final class NextVersion implements LedgerCommand {

        private final String url;
        private final VerifiedOperation operation;
        private final Method method;

        NextVersion(String url, VerifiedOperation operation, Method method) {
            this.url = url;
            this.operation = operation;
            this.method = method;
        }

        @Override
        public void prefetch(Prefetch rows) {
            rows.row(StatusTables.VERSIONS, url);
            issuers.prefetch(rows, method);
        }

        @Override
        public Decision decide(View view, Instant loggedAt) {
            var newest = view.get(StatusTables.VERSIONS, url);
            long sequence = newest.map(StatusTables.Version::sequence).orElse(0L) + 1;
            if (sequence != operation.operation().sequence()
                    || !newest.map(StatusTables.Version::operation).equals(operation.operation().previous())) {
                return new Decision.Refused(RegistryRefusal.stale("The list has a newer version."));
            }
            if (!issuers.stillActive(view, method)) {
                return new Decision.Refused(RegistryRefusal.stale("The issuer's document has a newer version."));
            }
            return new Decision.Accepted(operation.draft());
        }
    }
}
