package id.signet.registry.evidence;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.PublicKey;
import id.signet.ledger.Hash;
import id.signet.ledger.Receipt;
import id.signet.ledger.note.TlogProofCodec;
import id.signet.ledger.receipt.Commitment;
import id.signet.ledger.receipt.CommitmentOpening;
import id.signet.ledger.receipt.ReceiptResult;
import id.signet.ledger.receipt.ReceiptResult.Verified;
import id.signet.ledger.receipt.ReceiptVerifier;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.VerificationMethod;
import id.signet.registry.did.log.LoggedDids;
import id.signet.registry.did.method.DidJwk;
import id.signet.registry.did.method.DidKey;
import id.signet.registry.did.resolution.ResolutionOptions;
import id.signet.registry.did.resolution.ResolutionResult;
import id.signet.registry.evidence.EvidenceReport.Check;
import id.signet.registry.evidence.EvidenceReport.Outcome;
import id.signet.registry.evidence.EvidenceReport.Row;
import id.signet.registry.evidence.Signers.Standing;
import id.signet.registry.operation.SignedOperation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks statements that somebody hands in with their receipts: what the program of a package does offline, and besides
 * whether this service knows of more that was said. Nothing handed in is believed.
 */
public final class EvidenceVerification {

    /** Statements in one question. */
    public static final int MOST = 100;

    private final String origin;
    private final ReceiptVerifier receipts;
    private final LoggedDids dids;
    private final EvidenceRegistry evidence;
    private final Clock clock;

    public EvidenceVerification(String origin, ReceiptVerifier receipts, LoggedDids dids, EvidenceRegistry evidence,
            Clock clock) {
        this.origin = origin;
        this.receipts = receipts;
        this.dids = dids;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** A statement as a package has it. */
    public record Stated(String type, ObjectNode operation) {}

    /**
     * @param statements from the deposit on
     * @param receipts of the statements, with their openings
     * @param digests of the work that is in question
     */
    public record Question(List<Stated> statements, List<String> receipts, Optional<Digests> digests) {

        public Question {
            statements = List.copyOf(statements);
            receipts = List.copyOf(receipts);
            if (statements.isEmpty() || statements.size() > MOST || receipts.size() != statements.size()) {
                throw new MalformedInput("there are 1 to " + MOST + " statements and as many receipts");
            }
        }
    }

    public EvidenceReport verify(Question question) {
        List<Link> links = new ArrayList<>();
        EvidenceId id;
        try {
            for (int i = 0; i < question.statements().size(); i++) {
                links.add(link(i + 1, question.statements().get(i), question.receipts().get(i)));
            }
            id = EvidenceId.of(links.getFirst().signedBytes());
        } catch (MalformedInput e) {
            return unreadable("malformed", "Statement " + (links.size() + 1) + ": " + e.getMessage() + ".");
        }
        Optional<Fault> shape = fault(links, link -> shape(link, id)).map(Faulty::fault);
        if (shape.isPresent()) {
            return unreadable(shape.get().code(), shape.get().message());
        }
        List<Row> rows = new ArrayList<>();
        rows.add(passed(Check.STRUCTURE, links.size() + " statement(s) about one piece of evidence.", Json.object()));
        Optional<Faulty> key = fault(links, Link::keyFault);
        rows.add(key.isPresent()
                ? skipped(Check.SIGNATURE, "The key of statement " + key.get().number() + " is not known for good.")
                : row(Check.SIGNATURE, fault(links, EvidenceVerification::signature), "Every signature is good."));
        rows.add(row(Check.AUTHOR_KEY, key, "Every key was its author's when the statement was logged."));
        rows.add(row(Check.CHAIN, chain(links), "Each statement follows the one before, by whom it may be made."));
        rows.add(anchor(links));
        rows.add(standing(id, links));
        rows.add(content(links.getFirst(), question.digests()));
        return new EvidenceReport(Optional.of(id), rows, clock.instant());
    }

    // --- reading -------------------------------------------------------------------------------------------------

    private record Fault(String code, String message) {}

    private record Faulty(int number, Fault fault) {}

    /** A statement with what the log and its author's DID say of it. */
    private record Link(int number, SignedOperation signed, Statement statement, Hash signedBytes,
            CommitmentOpening opening, ReceiptResult inLog, Key key) {

        Did author() {
            return signed.operation().party().did();
        }

        Optional<Fault> keyFault() {
            return switch (key) {
                case Key.Good _ -> Optional.empty();
                case Key.Bad(Fault fault) -> Optional.of(fault);
            };
        }
    }

    /** The key behind a verification method, as it counts at a leaf. */
    private sealed interface Key {

        record Good(PublicKey key) implements Key {}

        record Bad(Fault fault) implements Key {}
    }

    private Link link(int number, Stated stated, String receiptText) {
        SignedOperation signed = SignedOperation.parse(stated.type(), stated.operation());
        Statement statement = Statement.parse(stated.type(), signed.operation().body());
        Hash signedBytes = signed.operation().signedHash();
        Receipt receipt = TlogProofCodec.decode(receiptText);
        CommitmentOpening opening = CommitmentOpening.of(receipt);
        ReceiptResult inLog = receipts.verifyCommitment(Commitment.ofEvidence(opening.salt(),
                signed.operation().party().did().toString(), opening.versionId(),
                signed.verificationMethod().toString(), signedBytes), receipt);
        return new Link(number, signed, statement, signedBytes, opening, inLog, key(signed, opening, inLog));
    }

    private Optional<Fault> shape(Link link, EvidenceId id) {
        if (!link.signed().operation().origin().equals(origin)) {
            return Optional.of(new Fault("other-log", "Statement " + link.number() + " was made for another log."));
        }
        boolean fits = link.statement()
                .about()
                .map(about -> link.number() > 1 && about.equals(id))
                .orElse(link.number() == 1);
        return fits
                ? Optional.empty()
                : Optional.of(new Fault("other-evidence", "Statement " + link.number()
                        + " is about other evidence, or no deposit comes first."));
    }

    // --- keys ----------------------------------------------------------------------------------------------------

    private Key key(SignedOperation signed, CommitmentOpening opening, ReceiptResult inLog) {
        DidUrl method = signed.verificationMethod();
        Did did = signed.operation().party().did();
        if (!method.did().equals(did)) {
            return bad("key-of-another", "The method " + method + " is not the author's.");
        }
        if (!(inLog instanceof Verified logged)) {
            return bad("not-anchored", "Without a place in the log nobody can tell which key was in force.");
        }
        return switch (did.method()) {
            case DidKey.NAME -> itself(DidKey.document(did), method, opening);
            case DidJwk.NAME -> itself(DidJwk.document(did), method, opening);
            default -> ofLog(did, method, opening.versionId(), logged);
        };
    }

    private static Key itself(DidDocument document, DidUrl method, CommitmentOpening opening) {
        return opening.versionId().isEmpty()
                ? listed(document, method)
                : bad("key-not-in-force", "A DID that is its key has no versions.");
    }

    private Key ofLog(Did did, DidUrl method, String versionId, Verified logged) {
        long version = LoggedDids.number(versionId);
        if (!dids.versionAt(did, logged.index()).equals(Optional.of(version))) {
            return bad("key-not-in-force", "Version " + versionId + " of " + did + " was not in force at leaf "
                    + logged.index().value() + ".");
        }
        return switch (dids.resolve(did, ResolutionOptions.atNumber(version))) {
            case ResolutionResult.Resolved resolved -> later(resolved.document(), method, logged);
            case ResolutionResult.Deactivated _,ResolutionResult.NotFound _,ResolutionResult.Unreachable _,ResolutionResult.Refused _ ->
                bad("key-not-found", "The log knows no such version of " + did + ".");
        };
    }

    /** A document of the log also tells what became of its methods later. */
    private static Key later(DidDocument document, DidUrl method, Verified logged) {
        Optional<VerificationMethod> known = document.method(method);
        if (known.flatMap(VerificationMethod::removed).isPresent()) {
            return bad("key-revoked",
                    "The key was taken out of the author's document later: nothing it signed counts.");
        }
        return known.flatMap(VerificationMethod::revoked)
                .filter(since -> !logged.loggedAt().isBefore(since))
                .map(since -> bad("key-compromised", "The key is in wrong hands since " + since + "."))
                .orElseGet(() -> listed(document, method));
    }

    private static Key listed(DidDocument document, DidUrl method) {
        return document.method(method)
                .filter(one -> document.allows(method, Relationship.ASSERTION_METHOD) && one.expires().isEmpty())
                .<Key>map(one -> new Key.Good(one.key()))
                .orElseGet(() -> bad("key-not-in-force",
                        "The method " + method + " was not one for statements, or had its end."));
    }

    private static Key bad(String code, String message) {
        return new Key.Bad(new Fault(code, message));
    }

    private static Optional<Fault> signature(Link link) {
        return link.key() instanceof Key.Good(PublicKey key) && link.signed().verify(key).isPresent()
                ? Optional.empty()
                : Optional.of(new Fault("bad-signature", "The signature is not that of the method it names."));
    }

    // --- what they say together ----------------------------------------------------------------------------------

    private static Optional<Faulty> chain(List<Link> links) {
        Optional<Bytes> before = Optional.empty();
        Signers signers = Signers.of(links.getFirst().author());
        for (Link link : links) {
            if (link.signed().operation().sequence() != link.number()
                    || !link.signed().operation().previous().equals(before)) {
                return Optional.of(new Faulty(link.number(),
                        new Fault("broken-chain", "The statement does not follow the one before.")));
            }
            Optional<Signers> after = after(signers, link);
            if (after.isEmpty()) {
                return Optional.of(new Faulty(link.number(),
                        new Fault("not-a-signer", "The author was not one to say so at that point.")));
            }
            signers = after.get();
            before = Optional.of(link.signed().hash());
        }
        return Optional.empty();
    }

    /** Who was asked to sign is private, so a first signature stands by itself. */
    private static Optional<Signers> after(Signers signers, Link link) {
        Optional<Standing> now = signers.standing(link.author());
        return switch (link.statement()) {
            case Statement.Deposit _ -> Optional.of(signers);
            case Statement.Signature _ when now.isEmpty() -> Optional.of(signers.with(link.author(), Standing.SIGNED));
            case Statement.Note _ when now.isPresent() -> Optional.of(signers);
            case Statement.Revocation _ when now.equals(Optional.of(Standing.SIGNED)) ->
                Optional.of(signers.with(link.author(), Standing.REVOKED));
            case Statement.Reinstatement _ when now.equals(Optional.of(Standing.REVOKED)) ->
                Optional.of(signers.with(link.author(), Standing.SIGNED));
            case Statement.Signature _,Statement.Note _,Statement.Revocation _,Statement.Reinstatement _ ->
                Optional.empty();
        };
    }

    private Row anchor(List<Link> links) {
        Optional<Faulty> fault = fault(links, link -> switch (link.inLog()) {
            case Verified _ -> Optional.empty();
            case ReceiptResult.NotVerified(String reason) ->
                Optional.of(new Fault("not-anchored", "The receipt does not prove the statement: " + reason + "."));
        });
        if (fault.isPresent() || !(links.getFirst().inLog() instanceof Verified first)) {
            return row(Check.ANCHOR, fault, "");
        }
        int witnesses = first.witnesses().size();
        ObjectNode facts = Json.object()
                .put("leaf", first.index().value())
                .put("loggedAt", first.loggedAt().toString())
                .put("vouchedBy", witnesses == 0
                        ? "the log alone vouches for the time"
                        : "the log and " + witnesses + " of the " + receipts.witnesses()
                                + " witnesses known here vouch for the time");
        return passed(Check.ANCHOR, "Every statement is in the log; the deposit since " + first.loggedAt() + ".",
                facts);
    }

    /** What is held here goes before what was published, and this before what was handed in. */
    private Row standing(EvidenceId id, List<Link> links) {
        Optional<EvidenceTables.Held> held = evidence.held(id);
        if (held.isPresent()) {
            long more = held.get().sequence() - links.size();
            String known = more > 0 ? " " + more + " further statement(s) are known here." : "";
            return standing(held.get().revoked(), "as this service knows it." + known, "held-here");
        }
        Did depositor = links.getFirst().author();
        return evidence.publication(depositor, id)
                .map(one -> standing(one.revoked(), "as its newest publication in the log says.", "published"))
                .orElseGet(() -> standing(revoked(links),
                        "as far as these statements tell; this service holds nothing of it.", "handed-in"));
    }

    private static boolean revoked(List<Link> links) {
        boolean revoked = false;
        for (Link link : links) {
            if (link.author().equals(links.getFirst().author())) {
                revoked = switch (link.statement()) {
                    case Statement.Revocation _ -> true;
                    case Statement.Reinstatement _ -> false;
                    case Statement.Deposit _,Statement.Signature _,Statement.Note _ -> revoked;
                };
            }
        }
        return revoked;
    }

    private static Row standing(boolean revoked, String source, String knownBy) {
        ObjectNode facts = Json.object().put("state", revoked ? "revoked" : "standing").put("knownBy", knownBy);
        return revoked
                ? new Row(Check.STANDING, new Outcome.Failed("revoked"), "The depositor took it back, " + source, facts)
                : passed(Check.STANDING, "The depositor stands by it, " + source, facts);
    }

    /** A deposit whose hash was made in an unknown way fits either of the known ones. */
    private static Row content(Link deposit, Optional<Digests> given) {
        if (given.isEmpty() || !(deposit.statement() instanceof Statement.Deposit said)) {
            return skipped(Check.CONTENT, "No digest was given.");
        }
        Digests mine = given.get();
        Digests known = said.digests();
        List<Boolean> compared = new ArrayList<>();
        known.sha256().ifPresent(digest -> mine.sha256().ifPresent(one -> compared.add(one.equals(digest))));
        known.sm3().ifPresent(digest -> mine.sm3().ifPresent(one -> compared.add(one.equals(digest))));
        if (compared.isEmpty()) {
            known.unspecified()
                    .ifPresent(digest -> compared.add(List.of(mine.sha256(), mine.sm3(), mine.unspecified())
                            .contains(Optional.of(digest))));
        }
        if (compared.isEmpty()) {
            return new Row(Check.CONTENT, new Outcome.Failed("no-common-digest"),
                    "The deposit has no digest of the kind that was given.", Json.object());
        }
        return compared.contains(false)
                ? new Row(Check.CONTENT, new Outcome.Failed("other-content"),
                        "The digest is not that of what was deposited.", Json.object())
                : passed(Check.CONTENT, "The digest is that of what was deposited.", Json.object());
    }

    // --- rows ----------------------------------------------------------------------------------------------------

    private static Optional<Faulty> fault(List<Link> links, Function<Link, Optional<Fault>> check) {
        return links.stream()
                .flatMap(link -> check.apply(link).map(fault -> new Faulty(link.number(), fault)).stream())
                .findFirst();
    }

    private static Row row(Check check, Optional<Faulty> fault, String otherwise) {
        return fault.map(one -> new Row(check, new Outcome.Failed(one.fault().code()), one.fault().message(),
                Json.object().put("statement", one.number())))
                .orElseGet(() -> passed(check, otherwise, Json.object()));
    }

    private static Row passed(Check check, String message, ObjectNode facts) {
        return new Row(check, new Outcome.Passed(), message, facts);
    }

    private static Row skipped(Check check, String message) {
        return new Row(check, new Outcome.Skipped(), message, Json.object());
    }

    /** Nothing else is asked of what cannot be read. */
    private EvidenceReport unreadable(String code, String message) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(Check.STRUCTURE, new Outcome.Failed(code), message, Json.object()));
        for (Check check : Check.values()) {
            if (check != Check.STRUCTURE) {
                rows.add(skipped(check, "The statements cannot be read."));
            }
        }
        return new EvidenceReport(Optional.empty(), rows, clock.instant());
    }
}
