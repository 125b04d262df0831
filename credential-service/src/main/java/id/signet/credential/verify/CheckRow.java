package id.signet.credential.verify;

/** One line of a report. */
public record CheckRow(CheckName name, Mode mode, CheckOutcome outcome) {

    /** Whether the row stands in the way of a good verdict. */
    public boolean blocks() {
        return switch (mode) {
            case REQUIRED -> !(outcome instanceof CheckOutcome.Passed);
            case IF_PRESENT -> switch (outcome) {
                case CheckOutcome.Passed passed -> false;
                case CheckOutcome.Skipped skipped -> skipped.reason() == CheckOutcome.Skipped.Reason.NOT_RUN;
                case CheckOutcome.Failed failed -> true;
                case CheckOutcome.Unknown unknown -> true;
            };
            case ADVISORY -> false;
        };
    }
}
