package id.signet.credential.verify;

import id.signet.credential.Problem;
import id.signet.crypto.json.Json;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The one form of a report that all doors show. */
public final class ReportJson {

    private ReportJson() {}

    public static ObjectNode of(VerificationReport report) {
        var json = Json.object();
        json.put("verified", report.verified());
        var checks = json.putArray("checks");
        report.checks().forEach(row -> checks.add(row(row)));
        json.set("time", time(report.time()));
        json.set("policy", policy(report.policy()));
        report.credential().ifPresent(credential -> json.set("credential", credential));
        if (!report.credentials().isEmpty()) {
            var credentials = json.putArray("credentials");
            report.credentials().forEach(inner -> credentials.add(of(inner)));
        }
        return json;
    }

    private static ObjectNode row(CheckRow row) {
        var json = Json.object();
        json.put("name", row.name().text());
        json.put("mode", row.mode().text());
        switch (row.outcome()) {
            case CheckOutcome.Passed passed -> {
                json.put("result", "passed");
                finish(json, passed.message(), passed.evidence());
            }
            case CheckOutcome.Failed failed -> {
                json.put("result", "failed");
                problem(json, failed.code(), failed.problem());
                finish(json, failed.message(), failed.evidence());
            }
            case CheckOutcome.Skipped skipped -> {
                json.put("result", "skipped");
                json.put("code", skipped.reason().text());
                finish(json, skipped.message(), Evidence.NONE);
            }
            case CheckOutcome.Unknown unknown -> {
                json.put("result", "unknown");
                problem(json, unknown.code(), unknown.problem());
                finish(json, unknown.message(), unknown.evidence());
            }
        }
        return json;
    }

    private static void problem(ObjectNode json, String code, Problem problem) {
        json.put("code", code);
        json.put("problem", problem.type());
    }

    private static void finish(ObjectNode json, String message, Evidence evidence) {
        json.put("message", message);
        if (!evidence.facts().isEmpty()) {
            var facts = json.putObject("evidence");
            evidence.facts().forEach(facts::set);
        }
    }

    private static ObjectNode time(VerificationTime time) {
        var json = Json.object();
        var claimed = json.putObject("claimed");
        instant(claimed, "issuedAt", time.claimed().issuedAt());
        instant(claimed, "validFrom", time.claimed().validFrom());
        instant(claimed, "validUntil", time.claimed().validUntil());
        time.logged().ifPresent(logged -> {
            var told = json.putObject("logged");
            told.put("leaf", logged.leaf().value());
            told.put("loggedAt", logged.loggedAt().toString());
            told.put("vouchedBy", logged.vouchedBy());
        });
        if (!time.status().isEmpty()) {
            var lists = json.putArray("statusAsOf");
            for (var seen : time.status()) {
                lists.addObject()
                        .put("list", seen.list())
                        .put("version", seen.version().toString())
                        .put("ageSeconds",
                                Math.max(0, time.checkedAt().getEpochSecond() - seen.version().getEpochSecond()));
            }
        }
        json.put("checkedAt", time.checkedAt().toString());
        return json;
    }

    private static void instant(ObjectNode json, String name, Optional<Instant> instant) {
        instant.ifPresent(value -> json.put(name, value.toString()));
    }

    private static ObjectNode policy(VerificationPolicy policy) {
        var json = Json.object();
        json.put("name", policy.name());
        policy.version().ifPresent(version -> json.put("version", version));
        var checks = json.putObject("checks");
        policy.modes().forEach((check, mode) -> checks.put(check.text(), mode.text()));
        json.set("authorities", Json.array(policy.authorities()));
        if (!policy.issuerTypes().isEmpty()) {
            json.set("issuerTypes", Json.array(policy.issuerTypes()));
        }
        // Who is pinned, not by which key: the relying party has the keys.
        json.set("issuerKeys", Json.array(policy.issuerKeys().keySet().stream().sorted().toList()));
        if (policy.linkedDomains()) {
            json.put("linkedDomains", true);
        }
        return json;
    }
}
