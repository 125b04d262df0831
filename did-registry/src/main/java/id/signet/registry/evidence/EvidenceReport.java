package id.signet.registry.evidence;

import id.signet.crypto.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was found about statements that were handed in: every check once, in its order.
 *
 * @param evidence what they are about; empty if they cannot be read
 */
public record EvidenceReport(Optional<EvidenceId> evidence, List<Row> rows, Instant checkedAt) {

    public EvidenceReport {
        rows = List.copyOf(rows);
    }

    /** What is checked. */
    public enum Check {
        /** They are statements of one chain that begins with a deposit, each with a receipt. */
        STRUCTURE,
        SIGNATURE,
        /** The key was its author's, and in force, at the leaf. */
        AUTHOR_KEY,
        /** None is missing in between, and each author might say what he says. */
        CHAIN,
        /** Each is in the log. */
        ANCHOR,
        /** The depositor stands by it, as far as is known here. */
        STANDING,
        /** The digests that were given are those of the deposit. */
        CONTENT;

        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What one check came to. */
    public sealed interface Outcome {

        record Passed() implements Outcome {}

        /** @param code why, for programs */
        record Failed(String code) implements Outcome {}

        /** There was nothing to check, or what it needs failed. */
        record Skipped() implements Outcome {}
    }

    /**
     * @param message one plain sentence
     * @param facts what the check read
     */
    public record Row(Check check, Outcome outcome, String message, ObjectNode facts) {}

    public boolean verified() {
        return rows.stream().noneMatch(row -> row.outcome() instanceof Outcome.Failed);
    }

    public ObjectNode toJson() {
        ObjectNode json = Json.object().put("verified", verified());
        evidence.ifPresent(id -> json.put("evidence", id.value()));
        var checks = json.putArray("checks");
        for (Row row : rows) {
            ObjectNode one = checks.addObject().put("name", row.check().text());
            switch (row.outcome()) {
                case Outcome.Passed _ -> one.put("result", "passed");
                case Outcome.Failed(String code) -> one.put("result", "failed").put("code", code);
                case Outcome.Skipped _ -> one.put("result", "skipped").put("code", "not-run");
            }
            one.put("message", row.message());
            if (!row.facts().isEmpty()) {
                one.set("evidence", row.facts());
            }
        }
        return json.put("checkedAt", checkedAt.toString());
    }
}
