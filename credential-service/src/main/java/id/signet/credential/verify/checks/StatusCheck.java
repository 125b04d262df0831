package id.signet.credential.verify.checks;

import id.signet.credential.Problem;
import id.signet.credential.StatusEntry;
import id.signet.credential.format.CredentialFormats;
import id.signet.credential.verify.Check;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.credential.verify.CheckOutcome.Unknown;
import id.signet.credential.verify.Evidence;
import id.signet.credential.verify.NewestStatusLists;
import id.signet.credential.verify.SignatureJudgement;
import id.signet.credential.verify.SignerResolution;
import id.signet.credential.verify.StatusLists;
import id.signet.credential.verify.Verification;
import id.signet.crypto.json.Json;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** No status list that the credential names says that it is revoked or suspended. */
public final class StatusCheck implements Check {

    /** So many lists are asked for at most for the sake of one credential. */
    private static final int MOST = 16;

    private final StatusLists lists;
    private final BitstringStatus bitstrings;
    private final TokenStatus tokens;

    /**
     * @param newest of each list, as far as it was seen
     * @param formats the formats in which the credential of a Bitstring list may be secured
     */
    public StatusCheck(StatusLists lists, NewestStatusLists newest, CredentialFormats formats,
            SignerResolution signers) {
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
        var entries = verification.credential().status();
        if (entries.size() > MOST) {
            return new Unknown(Problem.STATUS_RETRIEVAL, "status-entries-too-many",
                    "The credential names more than " + MOST + " places in status lists.", Evidence.NONE);
        }
        var outcomes = entries.stream()
                .map(entry -> judge(entry, verification))
                .toList();
        if (outcomes.isEmpty()) {
            return CheckOutcome.notApplicable(verification.credential().complete()
                    ? "The credential names no status list."
                    : "The credential names no status list in what is shown of it.");
        }
        return SignatureJudgement.worst(outcomes, all(outcomes));
    }

    /** The first, with what was read for the others: one of them may be a message. */
    private static CheckOutcome all(List<CheckOutcome> outcomes) {
        if (outcomes.size() == 1 || !(outcomes.getFirst() instanceof Passed(var message, var evidence))) {
            return outcomes.getFirst();
        }
        var further = Json.array();
        for (var outcome : outcomes.subList(1, outcomes.size())) {
            if (outcome instanceof Passed passed) {
                further.add(Json.object().setAll(passed.evidence().facts()));
            }
        }
        return new Passed(message, evidence.with("furtherEntries", further));
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
                fetched(bitstring.list(), BitstringStatus.MEDIA_TYPES,
                        found -> bitstrings.judge(bitstring, found, verification));
            case StatusEntry.TokenEntry token ->
                fetched(token.list(), TokenStatus.MEDIA_TYPES, found -> tokens.judge(token, found, verification));
        };
    }

    private CheckOutcome fetched(String list, Set<String> mediaTypes,
            Function<StatusLists.Answer.Found, CheckOutcome> judge) {
        return switch (lists.fetch(list, mediaTypes)) {
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
