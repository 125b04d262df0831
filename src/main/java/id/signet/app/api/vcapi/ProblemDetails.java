package id.signet.app.api.vcapi;

import id.signet.credential.Problem;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.CheckRow;
import id.signet.credential.verify.VerificationReport;
import id.signet.crypto.json.Json;
import tools.jackson.databind.node.ArrayNode;

/** The rows of a report that are not good, as the problems that W3C specifications name. */
final class ProblemDetails {

    private ProblemDetails() {}

    static ArrayNode of(VerificationReport report) {
        ArrayNode details = Json.array();
        add(report, details);
        return details;
    }

    private static void add(VerificationReport report, ArrayNode details) {
        for (CheckRow row : report.checks()) {
            switch (row.outcome()) {
                case CheckOutcome.Failed failed -> add(row, failed.problem(), failed.code(), failed.message(), details);
                case CheckOutcome.Unknown unknown ->
                    add(row, unknown.problem(), unknown.code(), unknown.message(), details);
                case CheckOutcome.Passed _,CheckOutcome.Skipped _ -> {
                }
            }
        }
        report.credentials().forEach(inner -> add(inner, details));
    }

    private static void add(CheckRow row, Problem problem, String code, String message, ArrayNode details) {
        details.addObject()
                .put("type", problem.type())
                .put("title", problem.title())
                .put("detail", message)
                .put("check", row.name().text())
                .put("code", code)
                .put("severity", row.blocks() ? "error" : "warning");
    }
}
