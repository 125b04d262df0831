package id.signet.registry.recheck;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.LedgerEntry;
import id.signet.ledger.state.View;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.author.AuthorRules;
import id.signet.registry.did.log.DidProjection;
import id.signet.registry.did.log.DidRules;
import id.signet.registry.did.webvh.LoggedLine;
import id.signet.registry.did.webvh.WebvhProjection;
import id.signet.registry.did.webvh.WebvhRules;
import id.signet.registry.did.weidentity.ImportRules;
import id.signet.registry.evidence.EvidenceProjection;
import id.signet.registry.evidence.PublicationRules;
import id.signet.registry.issuer.TrustProjection;
import id.signet.registry.issuer.TrustRules;
import id.signet.registry.operation.SignedOperation;
import id.signet.registry.operation.VerifiedOperation;
import id.signet.registry.policy.PolicyProjection;
import id.signet.registry.policy.PolicyRules;
import id.signet.registry.schema.SchemaProjection;
import id.signet.registry.schema.SchemaRegistrationRules;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks an entry of the registries as it was checked before it was logged: its signature under the key that the log held
 * for the signer then, its chain, and every rule of its type. A follower or an auditor who trusts nobody does this for each
 * entry, over rows made from the entries before it.
 */
public final class EntryRecheck {

    private final DidRules didRules;
    private final ImportRules importRules;
    private final WebvhRules webvhRules;
    private final TrustRules trustRules;
    private final SchemaRegistrationRules schemaRules;
    private final PublicationRules publicationRules;
    private final PolicyRules policyRules;

    public EntryRecheck(RegistryNames names) {
        this.didRules = new DidRules(names);
        this.importRules = new ImportRules(names);
        this.webvhRules = new WebvhRules(names);
        this.trustRules = new TrustRules(names);
        this.schemaRules = new SchemaRegistrationRules(names);
        this.publicationRules = new PublicationRules(names);
        this.policyRules = new PolicyRules(names);
    }

    /** The entry types that can be checked here. */
    public static Set<String> types() {
        Set<String> types = new TreeSet<>(new DidProjection().types());
        types.addAll(new WebvhProjection().types());
        types.addAll(new TrustProjection().types());
        types.addAll(new SchemaProjection().types());
        types.addAll(new EvidenceProjection().types());
        types.addAll(new PolicyProjection().types());
        return types;
    }

    /**
     * @param before the public rows as the entries before this one make them
     * @return what is wrong with the entry; empty if it stands, or if it is of another type
     */
    public Optional<String> check(View before, LedgerEntry entry) {
        if (!types().contains(entry.type())) {
            return Optional.empty();
        }
        return entry.type().equals(WebvhProjection.TYPE) ? line(before, entry) : operation(before, entry);
    }

    /** What its controller signed is a line of did:webvh. */
    private Optional<String> line(View before, LedgerEntry entry) {
        try {
            return webvhRules.check(before, LoggedLine.parse(entry.body()), entry.loggedAt())
                    .map(RegistryRefusal::message);
        } catch (MalformedInput e) {
            return Optional.of("not a line of did:webvh: " + e.getMessage());
        }
    }

    private Optional<String> operation(View before, LedgerEntry entry) {
        SignedOperation operation;
        Optional<VerifiedOperation> verified;
        boolean aboutDid = entry.type().startsWith("did.") && !entry.type().equals(DidProjection.IMPORT);
        try {
            operation = SignedOperation.parse(entry.type(), entry.body());
            verified = aboutDid ? didRules.verify(before, operation) : AuthorRules.verify(before, operation);
        } catch (MalformedInput e) {
            return Optional.of("not an operation: " + e.getMessage());
        }
        if (verified.isEmpty()) {
            return Optional.of("the signature does not verify under a key that the log held for the signer");
        }
        Optional<RegistryRefusal> refusal = switch (entry.type()) {
            case SchemaProjection.REGISTER -> schemaRules.check(before, verified.get(), entry.loggedAt());
            case PolicyProjection.REGISTER -> policyRules.check(before, verified.get(), entry.loggedAt());
            case TrustProjection.AUTHORITY, TrustProjection.ACCREDIT, TrustProjection.DELEGATE ->
                trustRules.check(before, verified.get(), entry.loggedAt());
            case EvidenceProjection.PUBLISH ->
                publicationRules.check(before, verified.get(), entry.loggedAt());
            case DidProjection.IMPORT -> importRules.check(before, verified.get());
            default -> didRules.check(before, verified.get(), entry.loggedAt());
        };
        return refusal.map(RegistryRefusal::message);
    }
}
