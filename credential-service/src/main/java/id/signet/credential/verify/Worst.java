package id.signet.credential.verify;

import id.signet.credential.verify.CheckOutcome.Failed;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.credential.verify.CheckOutcome.Skipped;
import id.signet.credential.verify.CheckOutcome.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Many outcomes of one check, of which the worst is told. */
final class Worst {

    private Worst() {}

    /** The first of the worst; empty if there is none. */
    static Optional<CheckOutcome> of(List<CheckOutcome> outcomes, Mode mode) {
        return outcomes.stream().max((left, right) -> Integer.compare(rank(left, mode), rank(right, mode)));
    }

    /** The rows of a credential and of those that are in it. */
    static List<CheckRow> of(List<CheckRow> own, List<VerificationReport> members) {
        if (members.isEmpty()) {
            return own;
        }
        var rows = new ArrayList<CheckRow>();
        for (var row : own) {
            var all = Stream.concat(Stream.of(row), members.stream().map(member -> member.check(row.name()))).toList();
            var worst = of(all.stream().map(CheckRow::outcome).toList(), row.mode()).orElseThrow();
            var mode = all.stream().anyMatch(one -> one.mode() == Mode.REQUIRED) ? Mode.REQUIRED : row.mode();
            rows.add(new CheckRow(row.name(), mode, worst));
        }
        return rows;
    }

    private static int rank(CheckOutcome outcome, Mode mode) {
        return switch (outcome) {
            case Failed _ -> 4;
            case Unknown _ -> 3;
            case Skipped skipped when skipped.reason() == Skipped.Reason.NOT_RUN -> 2;
            case Skipped _ -> mode == Mode.REQUIRED ? 1 : -1;
            case Passed _ -> 0;
        };
    }
}
