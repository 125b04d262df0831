package id.signet.credential.verify;

import id.signet.credential.Problem;

/** What one check found. */
public sealed interface CheckOutcome {

    /** One plain sentence. */
    String message();

    record Passed(String message, Evidence evidence) implements CheckOutcome {}

    /** @param code stable, lower-case, hyphenated */
    record Failed(Problem problem, String code, String message, Evidence evidence) implements CheckOutcome {

        public Failed(Problem problem, String code, String message) {
            this(problem, code, message, Evidence.NONE);
        }
    }

    record Skipped(Reason reason, String message) implements CheckOutcome {

        public enum Reason {
            /** The credential has nothing the check is about. */
            NOT_APPLICABLE("not-applicable"),
            /** An earlier failure made the check pointless or unsafe. */
            NOT_RUN("not-run");

            private final String text;

            Reason(String text) {
                this.text = text;
            }

            public String text() {
                return text;
            }
        }
    }

    /** The source that would tell was not reachable, or what it last said is too old. */
    record Unknown(Problem problem, String code, String message, Evidence evidence) implements CheckOutcome {}

    static Skipped notApplicable(String message) {
        return new Skipped(Skipped.Reason.NOT_APPLICABLE, message);
    }

    static Skipped notRun(String message) {
        return new Skipped(Skipped.Reason.NOT_RUN, message);
    }
}
