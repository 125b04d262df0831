package id.signet.registry.issuer;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.author.AuthorCommand;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.author.AuthorRules.ChainHead;
import id.signet.registry.did.Did;
import id.signet.registry.did.log.DidTables;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.method.DidJwk;
import id.signet.registry.did.method.DidKey;
import id.signet.registry.issuer.TrustTables.AuthorityChainKey;
import id.signet.registry.issuer.TrustTables.Chain;
import id.signet.registry.issuer.TrustTables.Grant;
import id.signet.registry.issuer.TrustTables.PairKey;
import id.signet.registry.issuer.TrustTables.RootKey;
import id.signet.registry.operation.Operation;
import id.signet.registry.operation.VerifiedOperation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether a trust operation may be logged. The first authority of a log signs itself and is its root; only the root makes
 * or ends others; an active authority accredits and delegates, and those it delegated to within what they were left
 * (docs/adr/0016-trust-registry.md, 0035-delegated-authorities.md).
 */
public final class TrustRules implements AuthorCommand.Rules {

    /** How many authorities under others may ever speak of one issuer or authority. */
    static final int MAX_SOURCES = 64;

    private final RegistryNames names;

    public TrustRules(RegistryNames names) {
        this.names = names;
    }

    @Override
    public void prefetch(Prefetch rows, VerifiedOperation verified) {
        Operation operation = verified.operation();
        Did author = operation.party().did();
        try {
            switch (operation.type()) {
                case TrustProjection.AUTHORITY -> {
                    rows.row(TrustTables.ROOT, RootKey.ONLY);
                    rows.row(TrustTables.AUTHORITY_CHAIN,
                            new AuthorityChainKey(TrustBody.Authority.parse(operation.body()).authority(), author));
                }
                case TrustProjection.DELEGATE -> {
                    Did authority = TrustBody.Delegate.parse(operation.body()).authority();
                    rows.row(TrustTables.AUTHORITY_HEAD, author);
                    rows.row(TrustTables.DELEGATION_CHAIN, new PairKey(author, authority));
                    rows.row(TrustTables.DELEGATE, authority);
                    rows.row(DidTables.HEAD, authority);
                }
                default -> {
                    Did issuer = TrustBody.Accredit.parse(operation.body()).issuer();
                    rows.row(TrustTables.AUTHORITY_HEAD, author);
                    rows.row(TrustTables.ACCREDITATION_CHAIN, new PairKey(author, issuer));
                    rows.row(DidTables.HEAD, issuer);
                }
            }
        } catch (MalformedInput e) {
            // the check refuses it
        }
    }

    @Override
    public Optional<RegistryRefusal> check(View rows, VerifiedOperation verified, Instant loggedAt) {
        try {
            return switch (verified.operation().type()) {
                case TrustProjection.AUTHORITY -> authority(rows, verified);
                case TrustProjection.DELEGATE -> delegate(rows, verified, loggedAt);
                default -> accredit(rows, verified, loggedAt);
            };
        } catch (MalformedInput e) {
            return Optional.of(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
        }
    }

    private static Optional<ChainHead> head(Optional<Chain> chain) {
        return chain.map(row -> new ChainHead(row.sequence(), row.operationHash()));
    }

    private Optional<RegistryRefusal> authority(View rows, VerifiedOperation verified) {
        Operation operation = verified.operation();
        Did author = operation.party().did();
        TrustBody.Authority body = TrustBody.Authority.parse(operation.body());
        Optional<RegistryRefusal> refusal = AuthorRules.check(rows, names.origin(), verified,
                head(rows.get(TrustTables.AUTHORITY_CHAIN, new AuthorityChainKey(body.authority(), author))));
        if (refusal.isPresent()) {
            return refusal;
        }
        Did root = new TrustFacts(rows, names.publicUrl()).root().orElse(body.authority());
        if (!author.equals(root)) {
            return Optional.of(RegistryRefusal.forbidden("only the root authority makes and ends authorities"));
        }
        if (body.active()) {
            return known(rows, body.authority());
        }
        return body.authority().equals(root)
                ? Optional.of(RegistryRefusal.malformed("the root authority cannot end itself"))
                : Optional.empty();
    }

    private Optional<RegistryRefusal> accredit(View rows, VerifiedOperation verified, Instant loggedAt) {
        Operation operation = verified.operation();
        Did authority = operation.party().did();
        TrustBody.Accredit body = TrustBody.Accredit.parse(operation.body());
        Optional<RegistryRefusal> refusal = AuthorRules.check(rows, names.origin(), verified,
                head(rows.get(TrustTables.ACCREDITATION_CHAIN, new PairKey(authority, body.issuer()))));
        if (refusal.isPresent()) {
            return refusal;
        }
        TrustFacts facts = new TrustFacts(rows, names.publicUrl());
        List<Accreditation> before = facts.grant(authority, body.issuer(), Optional.empty())
                .map(Grant::parsed)
                .orElse(List.of());
        return list(rows, facts, authority, body.issuer(), before, body.accreditations(),
                facts.authorities(body.issuer()), loggedAt);
    }

    private Optional<RegistryRefusal> delegate(View rows, VerifiedOperation verified, Instant loggedAt) {
        Operation operation = verified.operation();
        Did superior = operation.party().did();
        TrustBody.Delegate body = TrustBody.Delegate.parse(operation.body());
        Optional<RegistryRefusal> refusal = AuthorRules.check(rows, names.origin(), verified,
                head(rows.get(TrustTables.DELEGATION_CHAIN, new PairKey(superior, body.authority()))));
        if (refusal.isPresent()) {
            return refusal;
        }
        if (body.authority().equals(superior)) {
            return Optional.of(RegistryRefusal.malformed("nobody delegates to himself"));
        }
        TrustFacts facts = new TrustFacts(rows, names.publicUrl());
        return list(rows, facts, superior, body.authority(),
                facts.delegations(superior, body.authority(), Optional.empty()), body.delegations(),
                facts.superiors(body.authority()), loggedAt);
    }

    /** What an authority may say of another DID, given what it said before and who else ever spoke of it. */
    private static Optional<RegistryRefusal> list(View rows, TrustFacts facts, Did author, Did about,
            List<? extends Right> before, List<? extends Right> after, List<Did> sources, Instant loggedAt) {
        boolean active = facts.isActiveAuthority(author, Optional.empty());
        boolean delegate = facts.isDelegate(author) && !(before.isEmpty() && after.isEmpty())
                && after.stream().allMatch(right -> right.scope().under().isPresent());
        if (!active && !delegate) {
            return Optional.of(RegistryRefusal.forbidden("only an active authority accredits"));
        }
        List<? extends Right> fresh = after.stream().filter(right -> !before.contains(right)).toList();
        for (Right right : fresh) {
            if (right.scope().under().isPresent() && facts.leaveToGrant(author, right, loggedAt).isEmpty()) {
                return Optional.of(RegistryRefusal.forbidden(
                        "its superior does not leave that much to the authority: " + right.scope().credentialType()));
            }
        }
        if (!active && sources.size() >= MAX_SOURCES && !sources.contains(author)) {
            return Optional.of(RegistryRefusal.conflict("too many authorities speak of this DID"));
        }
        // Less can be granted to anybody: also to a DID that is deactivated.
        return fresh.isEmpty() ? Optional.empty() : known(rows, about);
    }

    /** Authorities and issuers are DIDs whose keys the log or the DID itself tells. */
    private static Optional<RegistryRefusal> known(View rows, Did did) {
        switch (did.method()) {
            case DidKey.NAME -> DidKey.document(did);
            case DidJwk.NAME -> DidJwk.document(did);
            default -> {
                Optional<Head> head = rows.get(DidTables.HEAD, did);
                if (head.isEmpty()) {
                    return Optional.of(RegistryRefusal.notFound("the DID is not in the log: " + did));
                }
                if (head.get().deactivated().isPresent()) {
                    return Optional.of(RegistryRefusal.deactivated("the DID is deactivated: " + did));
                }
            }
        }
        return Optional.empty();
    }
}
