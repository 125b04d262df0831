package id.signet.credential.verify.checks;

import id.signet.credential.Problem;
import id.signet.credential.StatusEntry;
import id.signet.credential.format.CredentialFormats;
import id.signet.credential.verify.Check;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.CheckOutcome.Unknown;
import id.signet.credential.verify.Evidence;
import id.signet.credential.verify.NewestStatusLists;
import id.signet.credential.verify.SignatureJudgement;
import id.signet.credential.verify.SignerResolution;
import id.signet.credential.verify.StatusLists;
import id.signet.credential.verify.Verification;
import java.util.function.Function;

/** No status list that the credential names says that it is revoked or suspended. */
public final class StatusCheck implements Check {

    private final StatusLists lists;
    private final BitstringStatus bitstrings;
    private final TokenStatus tokens;

    /** @param formats the formats in which the credential of a Bitstring list may be secured */
    public StatusCheck(StatusLists lists, CredentialFormats formats, SignerResolution signers) {
        var newest = new NewestStatusLists();
        this.lists = lists;
        this.bitstrings = new BitstringStatus(formats, signers, newest);
        this.tokens = new TokenStatus(signers, newest);
    }

    @Override
    public CheckName name() {
        return CheckName.STATUS;
    }

    @Override
    public CheckOutcome run(Verification verification) {
        var outcomes = verification.credential()
                .status()
                .stream()
                .map(entry -> judge(entry, verification))
                .toList();
        if (outcomes.isEmpty()) {
            return CheckOutcome.notApplicable(verification.credential().complete()
                    ? "The credential names no status list."
                    : "The credential names no status list in what is shown of it.");
        }
        return SignatureJudgement.worst(outcomes, outcomes.getFirst());
    }

    private CheckOutcome judge(StatusEntry entry, Verification verification) {
        return switch (entry) {
            case StatusEntry.UnknownEntry(var type) ->
                new Unknown(
                        Problem.STATUS_RETRIEVAL,
                        "status-type-unsupported",
                        "This service does not know status entries of the type " + type + ".",
                        Evidence.NONE);
            case StatusEntry.BitstringEntry bitstring ->
                fetched(bitstring.list(), found -> bitstrings.judge(bitstring, found, verification));
            case StatusEntry.TokenEntry token ->
                fetched(token.list(), found -> tokens.judge(token, found, verification));
        };
    }

    private CheckOutcome fetched(String list, Function<StatusLists.Answer.Found, CheckOutcome> judge) {
        return switch (lists.fetch(list)) {
            case StatusLists.Answer.Found found -> judge.apply(found);
            case StatusLists.Answer.Missing missing -> unknown(list, "status-list-missing",
                    "There is no status list at its address.");
            case StatusLists.Answer.Unreachable(var reason) -> unknown(list, "status-source-unreachable",
                    "The status list could not be fetched: " + reason + ".");
        };
    }

    private static CheckOutcome unknown(String list, String code, String message) {
        return new Unknown(Problem.STATUS_RETRIEVAL, code, message, Evidence.NONE.with("list", list));
    }
}
