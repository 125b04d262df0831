package id.signet.credential.weidentity;

import id.signet.credential.UnsuitableInput;
import id.signet.credential.UnverifiedCredential;
import id.signet.credential.format.CredentialFormats;
import id.signet.credential.format.sdjwt.SdJwtVcFormat;
import id.signet.credential.format.sdjwt.VcSdJwtFormat;
import id.signet.credential.format.weidentity.LegacyReader;
import id.signet.credential.format.weidentity.LiteFormat;
import id.signet.credential.format.weidentity.OriginalFormat;
import id.signet.credential.issue.IssueCredential;
import id.signet.credential.issue.IssueCredentialCommand;
import id.signet.credential.issue.IssueOutcome;
import id.signet.credential.issue.Origin;
import id.signet.credential.status.StatusPurpose;
import id.signet.credential.verify.VerificationPolicy;
import id.signet.credential.verify.VerificationReport;
import id.signet.credential.verify.VerificationRequest;
import id.signet.credential.verify.VerifyCredential;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.PublicKey;
import id.signet.registry.audit.Caller;
import id.signet.registry.schema.RegisteredSchema;
import id.signet.registry.schema.SchemaRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Exchanges a paper of WeIdentity for a W3C credential with the same claims, and back: by the same issuer, whose keys are kept
 * here, of the same type, for the same time. The paper stays what it is; who wants it gone revokes it.
 */
public final class ExchangeCredential {

    /** Their digests without a disclosure may be decoys, so nobody can tell whether something is withheld. */
    private static final Set<String> WITH_DECOYS = Set.of(SdJwtVcFormat.NAME, VcSdJwtFormat.NAME);

    private static final Set<String> PAPERS = Set.of(OriginalFormat.NAME, LiteFormat.NAME, LegacyReader.NAME);

    private final CredentialFormats formats;
    private final VerifyCredential verifying;
    private final IssueCredential issuing;
    private final SchemaRegistry schemas;

    public ExchangeCredential(CredentialFormats formats, VerifyCredential verifying, IssueCredential issuing,
            SchemaRegistry schemas) {
        this.formats = formats;
        this.verifying = verifying;
        this.issuing = issuing;
        this.schemas = schemas;
    }

    /**
     * @param credential an object, or a token as a JSON string
     * @param receipts texts of C2SP tlog-proofs that came with it
     * @param format of the new one
     * @param validUntil only where the credential has no end of its own
     * @param holderKey the key the new one is bound to
     */
    public record Wish(JsonNode credential, List<String> receipts, String format, Optional<String> cryptosuite,
            Optional<String> verificationMethod, Optional<Instant> validUntil, Set<StatusPurpose> status,
            Optional<PublicKey> holderKey) {

        public Wish {
            receipts = List.copyOf(receipts);
            status = Set.copyOf(status);
        }
    }

    /**
     * Judged by this service's own policy, since what it makes of the credential says the same again.
     *
     * @param authorities DIDs of those whose accreditations count
     * @throws MalformedInput if it is no credential that is read here
     */
    public IssueOutcome exchange(Caller caller, Wish wish, Set<String> authorities) {
        UnverifiedCredential credential = formats.parse(wish.credential());
        return issuing.exchange(caller, credential.issuer(), () -> plan(credential, wish, authorities));
    }

    private IssueCredential.Exchange plan(UnverifiedCredential credential, Wish wish, Set<String> authorities) {
        if (PAPERS.contains(credential.format()) == PAPERS.contains(wish.format())) {
            throw new UnsuitableInput("exchange-unfit",
                    "A paper of WeIdentity is exchanged for a W3C credential, and such a credential for a paper.");
        }
        VerificationReport report = verifying.verify(new VerificationRequest(wish.credential(), wish.receipts(),
                VerificationPolicy.standard(authorities)));
        if (!report.verified()) {
            throw new UnsuitableInput("credential-not-verified",
                    "The credential does not verify: " + report.objection());
        }
        if (!credential.complete() && !WITH_DECOYS.contains(credential.format())) {
            throw new UnsuitableInput("credential-selective",
                    "Something of the credential is withheld, so its claims are not all there.");
        }
        if (!(credential.schemaDocument().get("credentialSubject") instanceof ObjectNode subject)) {
            throw new UnsuitableInput("one-subject-only", "A credential of one subject is exchanged.");
        }
        if (credential.holderKey().isPresent() && !subject.has("id")) {
            throw new UnsuitableInput("holder-key-lost",
                    "The credential is bound to a key alone, which the paper would not name.");
        }
        RegisteredSchema type = type(credential);
        var from = credential.validity().from().or(() -> credential.tokenValidity().from());
        var until = credential.validity().until().or(() -> credential.tokenValidity().until());
        if (until.isPresent() && wish.validUntil().isPresent()) {
            throw new UnsuitableInput("valid-until-kept", "The credential has an end, which stays.");
        }
        var command = new IssueCredentialCommand(credential.issuer(), List.of(), Optional.of(type.id()), subject, from,
                until.or(wish::validUntil), wish.format(), wish.cryptosuite(), Optional.empty(),
                wish.verificationMethod(), Optional.empty(), wish.status(), Optional.empty(), Optional.empty(),
                wish.holderKey(), Optional.empty());
        return new IssueCredential.Exchange(command,
                Origin.of(credential, wish.credential(), type.typeUri(), report));
    }

    /** The newest version of the type that the credential claims. */
    private RegisteredSchema type(UnverifiedCredential credential) {
        return credential.schemas()
                .stream()
                .flatMap(reference -> schemas.find(reference.id()).stream())
                .findFirst()
                .flatMap(version -> schemas.find(version.cptId()))
                .orElseThrow(() -> new UnsuitableInput("type-not-registered",
                        "The credential is of no type that is registered here."));
    }
}
