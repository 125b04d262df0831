package id.signet.credential.verify.checks;

import id.signet.credential.verify.CheckOutcome.Failed;
import java.util.stream.Stream;
import id.signet.crypto.Bytes;
import id.signet.credential.verify.RecordedStatus;
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
    private final RecordedStatus recorded;

    /**
     * @param newest of each list, as far as it was seen
     * @param formats the formats in which the credential of a Bitstring list may be secured
     */
    public StatusCheck(StatusLists lists, NewestStatusLists newest, CredentialFormats formats,
            SignerResolution signers) {
        this(lists, newest, formats, signers, RecordedStatus.ELSEWHERE);
    }

    /** @param recorded the status of credentials that name none */
    public StatusCheck(StatusLists lists, NewestStatusLists newest, CredentialFormats formats,
            SignerResolution signers, RecordedStatus recorded) {
        this.recorded = recorded;
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
            return tooMany();
        }
        var outcomes = entries.stream()
                .flatMap(entry -> outcomes(entry, verification))
                .toList();
        if (outcomes.isEmpty()) {
            return CheckOutcome.notApplicable(verification.credential().complete()
                    ? "The credential names no status list."
                    : "The credential names no status list in what is shown of it.");
        }
        return SignatureJudgement.worst(outcomes, all(outcomes));
    }

    private static CheckOutcome tooMany() {
        return new Unknown(Problem.STATUS_RETRIEVAL, "status-entries-too-many",
                "The credential has more than " + MOST + " places in status lists.", Evidence.NONE);
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

    private Stream<CheckOutcome> outcomes(StatusEntry entry, Verification verification) {
        return entry instanceof StatusEntry.RecordEntry(var signedInputHash)
                ? recorded(signedInputHash, verification)
                : Stream.of(judge(entry, verification));
    }

    /** The format names no list: whoever has the record of its issuance knows where its status stands. */
    private Stream<CheckOutcome> recorded(Bytes signedInputHash, Verification verification) {
        return switch (recorded.find(verification.credential().issuer(), signedInputHash)) {
            case RecordedStatus.Answer.Issued(var places) when places.size() > MOST -> Stream.of(tooMany());
            case RecordedStatus.Answer.Issued(var places) -> places.isEmpty()
                    ? Stream.of(CheckOutcome.notApplicable(
                            "The credential was issued here without a status: nothing can be said of it later."))
                    : places.stream().map(place -> judge(place, verification));
            case RecordedStatus.Answer.NeverSigned _ -> Stream.of(new Failed(Problem.STATUS_VERIFICATION,
                    "issuance-voided", "The issuance of this credential was given up before it was signed."));
            case RecordedStatus.Answer.NotIssued _ -> verification.leaf().isEmpty()
                    ? Stream.of(CheckOutcome.notApplicable(
                            "The format names no status, and no record here says that this service issued the credential."))
                    : Stream.of(elsewhere());
            case RecordedStatus.Answer.Elsewhere _ -> Stream.of(elsewhere());
        };
    }

    private static CheckOutcome elsewhere() {
        return new Unknown(Problem.STATUS_RETRIEVAL, "status-record-elsewhere",
                "The format names no status; the node that issued the credential has the record, and this is another.",
                Evidence.NONE);
    }

    private CheckOutcome judge(StatusEntry entry, Verification verification) {
        return switch (entry) {
            case StatusEntry.RecordEntry _ ->
                throw new IllegalStateException("a record names places in lists, and no other record");
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
