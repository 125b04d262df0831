package id.signet.registry.did.webvh;

import id.signet.ledger.state.Table;
import id.signet.registry.did.log.DidTables.VersionKey;
import java.time.Instant;

/** The public rows of did:webvh DIDs hosted here, beside those that every DID in the log has. */
public final class WebvhTables {

    public static final Table<VersionKey, Line> LINE = Table.ofPublic("webvh_line", VersionKey.class, Line.class);

    private WebvhTables() {}

    /**
     * One line of {@code did.jsonl}.
     *
     * @param time its {@code versionTime}
     * @param line RFC 8785 form, with its proof
     * @param approvals RFC 8785 form of a list of the proofs of its witnesses
     * @param parameters RFC 8785 form of all that are in force after it
     */
    public record Line(String versionId, Instant time, String line, String approvals, String parameters) {}
}
