package id.signet.registry.did.webvh;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.multiformats.Multikey;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.Projection;
import id.signet.ledger.state.Changes;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.log.DidState;
import id.signet.registry.did.log.DidTables.VersionKey;
import id.signet.registry.did.log.KeyHash;
import id.signet.registry.did.log.VersionRows;
import id.signet.registry.did.webvh.WebvhTables.Line;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Turns lines of did:webvh logs into rows. It trusts the entry: {@link WebvhRules} judged it before it was logged. */
public final class WebvhProjection implements Projection {

    public static final String TYPE = "did.webvh";

    @Override
    public Set<String> types() {
        return Set.of(TYPE);
    }

    @Override
    public void apply(LedgerEntry entry, Changes rows) {
        LoggedLine logged = LoggedLine.parse(entry.body());
        WebvhEntry line = logged.entry();
        Parameters parameters = rows.get(WebvhTables.LINE, new VersionKey(logged.did(), logged.number() - 1))
                .map(before -> Parameters.first(StrictJson.parseObject(before.parameters())).next(line.parameters()))
                .orElseGet(() -> Parameters.first(line.parameters()));
        VersionKey key = new VersionKey(logged.did(), logged.number());
        String text = text(logged.json());
        rows.put(WebvhTables.LINE, key, new Line(logged.versionId(), line.time(), text, text(logged.approvals()),
                text(parameters.toJson())));
        VersionRows.put(rows, entry, key, Bytes.of(Hashes.sha256(text.getBytes(StandardCharsets.UTF_8))),
                parameters.deactivated() ? Optional.empty() : Optional.of(text(state(logged, parameters).toJson())),
                Optional.empty());
    }

    private static DidState state(LoggedLine line, Parameters parameters) {
        return new DidState(DidDocument.parse(line.did(), line.entry().state()),
                parameters.updateKeys().stream().map(Multikey::decode).toList(),
                parameters.nextKeyHashes().stream().map(hash -> new KeyHash(new WebvhHash(hash).digest())).toList(),
                List.of());
    }

    static String text(JsonNode json) {
        return new String(Jcs.canonicalize(json), StandardCharsets.UTF_8);
    }
}
