package id.signet.credential.verify;

import id.signet.credential.Problem;
import id.signet.credential.presentation.HolderProof;
import id.signet.credential.presentation.Presentations;
import id.signet.credential.presentation.UnverifiedPresentation;
import id.signet.credential.presentation.UnverifiedPresentation.SdJwtPresentation;
import id.signet.credential.presentation.UnverifiedPresentation.VcPresentation;
import id.signet.credential.verify.CheckOutcome.Failed;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.credential.verify.VerificationTime.Claimed;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Verifies what a holder hands in by the pipeline of {@link VerifyCredential}. The rows of a presentation with several
 * credentials tell the worst of each check; the report of every credential stands beside them.
 */
public final class VerifyPresentation {

    private final Presentations presentations;
    private final StructureCheck structure;
    private final VerifyCredential credentials;
    private final HolderJudgement holders;
    private final Clock clock;

    public VerifyPresentation(
            Presentations presentations,
            StructureCheck structure,
            VerifyCredential credentials,
            HolderJudgement holders,
            Clock clock) {
        this.presentations = presentations;
        this.structure = structure;
        this.credentials = credentials;
        this.holders = holders;
        this.clock = clock;
    }

    /** @throws MalformedInput.TooLarge for input over a limit; nothing else that is sent makes it throw */
    public VerificationReport verify(PresentationRequest request) {
        var now = clock.instant();
        UnverifiedPresentation presentation;
        try {
            presentation = presentations.parse(request.presentation());
            if (presentation instanceof VcPresentation vc) {
                checkTerms(vc.document(), request.policy());
            }
        } catch (MalformedInput.TooLarge e) {
            throw e;
        } catch (MalformedInput e) {
            return VerificationReport.malformed(
                    StructureCheck.failure(e), "There is no well-formed presentation that the check could look at.",
                    request.policy(), now);
        }
        return switch (presentation) {
            case SdJwtPresentation sdJwt -> sdJwt(sdJwt, request, now);
            case VcPresentation vc -> vc(vc, request, now);
        };
    }

    /** An SD-JWT VC without key binding is a bearer paper: only a policy of the relying party's own may take it. */
    private VerificationReport sdJwt(SdJwtPresentation presentation, PresentationRequest request, Instant now) {
        var policy = request.policy().isTheAskers()
                ? request.policy()
                : request.policy().with(CheckName.HOLDER_BINDING, Mode.REQUIRED);
        var holding = new Holding(Optional.empty(), presentation.proofs(), request.nonce(), request.audience(),
                request.answeredOnce());
        return credentials.report(
                structure.judge(presentation.credential(), policy), policy, request.receipts(), Optional.of(holding),
                now);
    }

    private VerificationReport vc(VcPresentation presentation, PresentationRequest request, Instant now) {
        var policy = request.policy().name().equals(VerificationPolicy.DEFAULT)
                ? request.policy().with(CheckName.HOLDER_BINDING, Mode.REQUIRED)
                : request.policy();
        var holding = new Holding(presentation.holder(), presentation.proofs(), request.nonce(), request.audience(),
                request.answeredOnce());
        var answers = presentation.credentials().stream().map(item -> structure.judge(item, policy)).toList();
        Work.require(presentation, answers, request.receipts());
        var reports = answers.stream()
                .map(answer -> credentials.report(answer, policy, request.receipts(), Optional.of(holding), now))
                .toList();
        var own = ownProof(presentation, holding, policy, now);
        var rows = new ArrayList<CheckRow>();
        for (var name : CheckName.values()) {
            var outcomes = new ArrayList<CheckOutcome>();
            for (var report : reports) {
                outcomes.add(report.check(name).outcome());
            }
            switch (name) {
                case STRUCTURE -> outcomes.add(new Passed("The presentation is well formed.", Evidence.NONE));
                // The presentation's own proof counts like a credential's: a good paper in bad hands is not verified.
                case PROOF -> own.ifPresent(outcomes::add);
                case HOLDER_BINDING -> {
                    if (reports.isEmpty()) {
                        own.ifPresent(outcomes::add);
                    }
                }
                case VALIDITY_PERIOD -> expired(presentation, now).ifPresent(outcomes::add);
                case ISSUER_KEY, STATUS, SCHEMA, ISSUER_TRUST, ANCHOR -> {
                }
            }
            rows.add(new CheckRow(name, policy.mode(name), Worst.of(outcomes, policy.mode(name))
                    .orElseGet(() -> CheckOutcome.notApplicable("The presentation carries no credential."))));
        }
        var time = new VerificationTime(
                new Claimed(
                        presentation.proofs().stream().flatMap(proof -> proof.created().stream()).findFirst(),
                        presentation.tokenValidity().from(),
                        presentation.tokenValidity().until()),
                Optional.empty(),
                reports.stream().flatMap(report -> report.time().status().stream()).toList(),
                now);
        return new VerificationReport(rows, time, policy, Optional.of(presentation.document()), reports);
    }

    /** The holder's proof by itself; a challenge that was asked for and not answered fails it. */
    private Optional<CheckOutcome> ownProof(
            VcPresentation presentation, Holding holding, VerificationPolicy policy, Instant now) {
        if (presentation.proofs().isEmpty()) {
            return holding.nonce().isEmpty() && holding.audience().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Failed(
                            Problem.INVALID_CHALLENGE,
                            "holder-binding-missing",
                            "The presentation has no proof that could answer this verifier."));
        }
        var outcomes = new ArrayList<CheckOutcome>();
        for (var proof : presentation.proofs()) {
            outcomes.add(switch (proof) {
                case HolderProof.Malformed(var code, var reason) ->
                    new Failed(Problem.PROOF_VERIFICATION, code, reason);
                case HolderProof.KeyBinding binding ->
                    throw new IllegalStateException("a W3C presentation has no key binding JWT");
                case HolderProof.PresentationProof own -> once(own, holding, policy, now);
            });
        }
        return Optional.of(SignatureJudgement.worst(outcomes, outcomes.getFirst()));
    }

    private CheckOutcome once(
            HolderProof.PresentationProof proof, Holding holding, VerificationPolicy policy, Instant now) {
        var judged = holders.judge(proof, holding, policy, now);
        if (!(judged.outcome() instanceof Passed) || judged.key().isEmpty()) {
            return judged.outcome();
        }
        return holders.replayed(judged.key().get(), proof, holding)
                .map(CheckOutcome.class::cast)
                .orElse(judged.outcome());
    }

    private static Optional<CheckOutcome> expired(VcPresentation presentation, Instant now) {
        var validity = presentation.tokenValidity();
        if (validity.until().filter(until -> !now.isBefore(until)).isPresent()) {
            return Optional.of(
                    new Failed(Problem.CRYPTOGRAPHIC_SECURITY, "expired", "The presentation has expired."));
        }
        if (validity.from().filter(from -> from.isAfter(now.plus(SignatureJudgement.SKEW))).isPresent()) {
            return Optional.of(
                    new Failed(Problem.CRYPTOGRAPHIC_SECURITY, "not-yet-valid", "The presentation is not valid yet."));
        }
        return Optional.empty();
    }

    /** A presentation of WeIdentity's papers is no JSON-LD. */
    private void checkTerms(ObjectNode document, VerificationPolicy policy) {
        if (document.has("@context")) {
            structure.checkTerms(withoutCredentials(document), policy);
        }
    }

    /** Each credential brings its own contexts and is judged by itself. */
    private static ObjectNode withoutCredentials(ObjectNode document) {
        var copy = Json.object();
        document.properties().forEach(member -> {
            if (!member.getKey().equals("verifiableCredential")) {
                copy.set(member.getKey(), member.getValue());
            }
        });
        return copy;
    }
}
