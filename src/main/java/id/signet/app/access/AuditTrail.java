package id.signet.app.access;

import id.signet.registry.TenantId;
import id.signet.registry.audit.AuditRow;
import java.util.List;
import java.util.Optional;

/** Reads the audit of one tenant. */
public interface AuditTrail {

    /** @param id names the row; the next page begins behind it */
    record Entry(String id, AuditRow row) {}

    /**
     * The newest rows first.
     *
     * @param before only rows older than this one
     */
    List<Entry> read(TenantId tenant, Optional<String> before, int limit);
}
