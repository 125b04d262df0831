package id.signet.registry.did.weidentity;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.KeyType;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.author.AuthorCommand;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.VerificationMethod;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.did.log.DidRules;
import id.signet.registry.did.log.DidState;
import id.signet.registry.did.log.DidTables;
import id.signet.registry.did.log.ImportBody;
import id.signet.registry.issuer.TrustFacts;
import id.signet.registry.issuer.TrustTables;
import id.signet.registry.issuer.TrustTables.RootKey;
import id.signet.registry.operation.VerifiedOperation;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether an import may be logged, by the numbers of docs/adr/0025-imported-weidentity-documents.md. The same rules serve the
 * decision before an entry is logged and the re-verification of a log.
 */
public final class ImportRules implements AuthorCommand.Rules {

    /** WeIdentity's chains have keys of one of these kinds. */
    static final Set<KeyType> KEY_TYPES = Set.of(KeyType.SECP256K1, KeyType.SM2);
    /** What WeIdentity calls a key; longer names could tell more than the log should know. */
    static final Pattern OLD_FRAGMENT = Pattern.compile("keys-[0-9a-z]{1,8}");

    private static final Pattern FRAGMENT = Pattern
            .compile(OLD_FRAGMENT.pattern() + "|key-[1-9][0-9]{0,2}|update-1");
    private static final Set<Relationship> RELATIONSHIPS = Set.of(Relationship.AUTHENTICATION,
            Relationship.ASSERTION_METHOD, Relationship.CAPABILITY_INVOCATION);

    private final RegistryNames names;
    private final DidRules didRules;

    public ImportRules(RegistryNames names) {
        this.names = names;
        this.didRules = new DidRules(names);
    }

    @Override
    public void prefetch(Prefetch rows, VerifiedOperation verified) {
        rows.row(TrustTables.ROOT, RootKey.ONLY);
        try {
            rows.row(DidTables.HEAD, ImportBody.parse(verified.operation().body()).did());
        } catch (MalformedInput e) {
            // the check refuses it
        }
    }

    @Override
    public Optional<RegistryRefusal> check(View rows, VerifiedOperation verified, Instant loggedAt) {
        return check(rows, verified);
    }

    public Optional<RegistryRefusal> check(View rows, VerifiedOperation verified) {
        try {
            ImportBody body = ImportBody.parse(verified.operation().body());
            // 1. the operator's word, for this log
            Optional<RegistryRefusal> refusal = AuthorRules.check(rows, names.origin(), verified, Optional.empty());
            if (refusal.isPresent()) {
                return refusal;
            }
            boolean root = new TrustFacts(rows, names.publicUrl()).root()
                    .equals(Optional.of(verified.operation().party().did()));
            if (!root) {
                return Optional.of(RegistryRefusal.forbidden("only the root authority of a log imports DIDs"));
            }
            // 2. to 4., as for every first version
            refusal = didRules.checkFirst(rows, body.did(), body.state());
            if (refusal.isEmpty()) {
                origin(body);
                document(body.state());
            }
            return refusal;
        } catch (MalformedInput e) {
            return Optional.of(RegistryRefusal.malformed(String.valueOf(e.getMessage())));
        }
    }

    /** 3. The same address there and here. */
    private static void origin(ImportBody body) {
        boolean same = WeidIdentifier.of(body.did())
                .filter(identifier -> identifier.address().equals(body.source().address()))
                .isPresent();
        if (!same) {
            throw new MalformedInput("an imported DID keeps its address");
        }
    }

    /** 4. and 5. */
    private static void document(DidState state) {
        if (!state.document().controllers().equals(Set.of(state.document().id()))) {
            throw new MalformedInput("an import names no controller; who has the key may");
        }
        for (VerificationMethod method : state.document().verificationMethods()) {
            if (!KEY_TYPES.contains(method.key().type()) || method.expires().isPresent()
                    || method.id().fragment().filter(name -> FRAGMENT.matcher(name).matches()).isEmpty()) {
                throw new MalformedInput(
                        "an imported key is secp256k1 or SM2, without an end, and named as WeIdentity or this log names keys");
            }
        }
        for (Relationship relationship : Relationship.values()) {
            if (!RELATIONSHIPS.contains(relationship) && !state.document().methods(relationship).isEmpty()) {
                throw new MalformedInput("an imported document has no " + relationship.member());
            }
        }
        if (!state.nextUpdateKeyHashes().isEmpty() || !state.recoveryKeyHashes().isEmpty()) {
            throw new MalformedInput("an import commits to no keys; its controller may");
        }
    }
}
