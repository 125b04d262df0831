package id.signet.registry.evidence;

import id.signet.ledger.state.View;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.TenantId;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.author.AuthorRules.ChainHead;
import id.signet.registry.did.Did;
import id.signet.registry.evidence.EvidenceTables.Held;
import id.signet.registry.evidence.Signers.Standing;
import id.signet.registry.operation.VerifiedOperation;
import java.util.Optional;
import java.util.Set;

/** Who may say what about evidence that is held: judged by the chain and by who signs, never by what a request claims. */
final class StatementRules {

    private static final long LONGEST_CHAIN = 1_000;
    /** Whose history is made of operations of ADR 0010, or who has none. */
    private static final Set<String> AUTHORS = Set.of("weid", "key", "jwk", "web");

    private final String origin;

    StatementRules(String origin) {
        this.origin = origin;
    }

    /** Either the signers as they stand after the statement, or why it is refused. */
    sealed interface Judgement {

        record Stands(Signers after) implements Judgement {}

        record Refused(RegistryRefusal refusal) implements Judgement {}
    }

    Optional<RegistryRefusal> checkDeposit(View rows, VerifiedOperation operation) {
        return check(rows, operation, Optional.empty());
    }

    private Optional<RegistryRefusal> check(View rows, VerifiedOperation operation, Optional<ChainHead> head) {
        return whyNoAuthor(operation.operation().party().did())
                .or(() -> AuthorRules.check(rows, origin, operation, head));
    }

    /** Why the DID can say nothing about evidence, whoever has its keys. */
    static Optional<RegistryRefusal> whyNoAuthor(Did did) {
        if (did.isTooLongForLog()) {
            return Optional.of(RegistryRefusal.malformed("the DID is longer than those of the log"));
        }
        return AUTHORS.contains(did.method())
                ? Optional.empty()
                : Optional.of(RegistryRefusal.forbidden("a did:" + did.method()
                        + " makes no statements about evidence"));
    }

    /** Of one more deposit by a key that was checked in the same decision. */
    Optional<RegistryRefusal> checkAnother(VerifiedOperation operation, VerifiedOperation checked) {
        boolean alike = operation.operation().origin().equals(origin)
                && operation.operation().party().equals(checked.operation().party())
                && operation.operation().sequence() == 1
                && operation.signed().verificationMethod().equals(checked.signed().verificationMethod())
                && operation.signer().equals(checked.signer());
        return alike
                ? Optional.empty()
                : Optional.of(RegistryRefusal.malformed("the deposits of a batch are signed by one key"));
    }

    /** @param caller the tenant that hands the statement in */
    Judgement judge(View rows, VerifiedOperation operation, Statement statement, Held held, TenantId caller) {
        Optional<RegistryRefusal> refusal = check(rows, operation,
                Optional.of(new ChainHead(held.sequence(), held.head())));
        if (refusal.isPresent()) {
            return new Judgement.Refused(refusal.get());
        }
        if (held.sequence() >= LONGEST_CHAIN) {
            return refused("more than " + LONGEST_CHAIN + " statements are not made about one piece of evidence");
        }
        Did author = operation.operation().party().did();
        Optional<Standing> standing = held.signers().standing(author);
        return switch (statement) {
            case Statement.Deposit _ -> refused("a deposit begins a chain");
            case Statement.Signature _ -> {
                boolean asked = standing.filter(Standing.INVITED::equals).isPresent()
                        || (standing.isEmpty() && held.tenant().equals(caller));
                if (!asked) {
                    yield refused("the author was not asked to sign, or has signed");
                }
                yield standing.isPresent() || held.signers().standings().size() < Signers.MOST
                        ? stands(held, author, Standing.SIGNED)
                        : refused("a piece of evidence has at most " + Signers.MOST + " signers");
            }
            case Statement.Note _ -> standing.filter(one -> one != Standing.INVITED).isPresent()
                    ? new Judgement.Stands(held.signers())
                    : notASigner();
            case Statement.Revocation _ -> standing.filter(Standing.SIGNED::equals).isPresent()
                    ? stands(held, author, Standing.REVOKED)
                    : notASigner();
            case Statement.Reinstatement _ -> standing.filter(Standing.REVOKED::equals).isPresent()
                    ? stands(held, author, Standing.SIGNED)
                    : refused("the author has revoked nothing here");
        };
    }

    private static Judgement stands(Held held, Did author, Standing standing) {
        return new Judgement.Stands(held.signers().with(author, standing));
    }

    private static Judgement notASigner() {
        return refused("the author is no signer of this evidence that stands by it; nobody speaks for another");
    }

    private static Judgement refused(String message) {
        return new Judgement.Refused(RegistryRefusal.forbidden(message));
    }
}
