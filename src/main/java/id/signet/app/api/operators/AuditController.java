package id.signet.app.api.operators;

import id.signet.app.access.Allowed;
import id.signet.app.access.AuditTrail;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Role;
import id.signet.app.api.wire.Answers;
import id.signet.app.api.wire.PathText;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.registry.audit.AuditRow;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** What was changed, by whom, under which request. */
@RestController
public class AuditController {

    private static final int USUAL = 100;
    private static final int MOST = 500;

    private final AuditTrail trail;

    AuditController(AuditTrail trail) {
        this.trail = trail;
    }

    @Allowed(Role.AUDITOR)
    @GetMapping("/api/v1/audit")
    ResponseEntity<byte[]> read(KnownCaller caller,
            @RequestParam(value = "before", required = false) @Nullable String before,
            @RequestParam(value = "limit", required = false) @Nullable String limit) {
        long many = limit == null ? USUAL : PathText.number(limit, "limit");
        if (many < 1 || many > MOST) {
            throw new MalformedInput("limit is 1 to " + MOST);
        }
        if (before != null && !before.matches("[0-9a-f-]{36}")) {
            throw new MalformedInput("before is the id of a row");
        }
        ObjectNode json = Json.object();
        var rows = json.putArray("rows");
        for (AuditTrail.Entry entry : trail.read(caller.tenant(), Optional.ofNullable(before), Math.toIntExact(many))) {
            AuditRow row = entry.row();
            ObjectNode item = rows.addObject();
            item.put("id", entry.id());
            item.put("at", row.at().toString());
            item.put("actor", row.actor());
            item.put("action", row.action());
            item.put("subject", row.subject());
            item.put("outcome", row.outcome());
            item.put("requestId", row.requestId());
            row.leafIndex().ifPresent(leaf -> item.put("leaf", leaf.value()));
        }
        return Answers.ok(json);
    }
}
