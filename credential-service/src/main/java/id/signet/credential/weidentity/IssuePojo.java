package id.signet.credential.weidentity;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.credential.UnsuitableInput;
import id.signet.credential.format.weidentity.CredentialPojo;
import id.signet.credential.format.weidentity.DataAuthorization;
import id.signet.credential.format.weidentity.PojoForm;
import id.signet.credential.issue.IssueCredential;
import id.signet.credential.issue.IssueCredentialCommand;
import id.signet.credential.issue.IssueOutcome;
import id.signet.credential.issue.SystemPaper;
import id.signet.credential.status.StatusPurpose;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.Mode;
import id.signet.credential.verify.VerificationPolicy;
import id.signet.credential.verify.VerificationRequest;
import id.signet.credential.verify.VerifyCredential;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.registry.audit.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Issues papers of WeIdentity in the order of every issuance: log, then sign. A caller with an idempotency key who asks again
 * gets the same answer.
 */
public final class IssuePojo {

    /** As WeIdentity's authority for time. */
    private static final Duration STAMPED_FOR = Duration.ofDays(365);

    private final IssueCredential issuing;
    private final VerifyCredential verifying;
    private final TimestampAuthority time;
    private final Clock clock;

    public IssuePojo(IssueCredential issuing, VerifyCredential verifying, TimestampAuthority time, Clock clock) {
        this.issuing = issuing;
        this.verifying = verifying;
        this.time = time;
        this.clock = clock;
    }

    /**
     * {@code createCredential}: of a registered CPT, by an issuer who is accredited for it.
     *
     * @throws MalformedInput if the issuer is no DID, the claim empty or too deep, or the dates in disorder
     */
    public IssueOutcome createCredentialPojo(Caller caller, NewPojo wish) {
        return issuing.issue(caller, new IssueCredentialCommand(wish.issuer(), List.of(),
                Optional.of(Long.toString(wish.cptId())), wish.claim(), wish.issuanceDate(),
                Optional.of(wish.expirationDate()), wish.kind().format(), Optional.empty(), Optional.empty(),
                wish.verificationMethod(), Optional.empty(), wish.status(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty()));
    }

    /**
     * Who signs papers of others or of himself once more.
     *
     * @param issuer the signer's DID
     */
    public record Signer(String issuer, Optional<String> verificationMethod, Set<StatusPurpose> status) {

        public Signer {
            status = Set.copyOf(status);
        }
    }

    /**
     * {@code addSignature}: a credential of CPT 107 over the given ones, each of which must verify, but for its issuer's
     * accreditation. It ends with the last of them.
     */
    public IssueOutcome addSignature(Caller caller, List<ObjectNode> credentials, Signer signer) {
        return issuing.issue(caller, signer.issuer(), () -> {
            List<CredentialPojo> members = verified(credentials, true);
            Instant expires = members.stream().map(CredentialPojo::expires).max(Instant::compareTo).orElseThrow();
            return paper(CredentialPojo.MULTI_SIGNATURE, list(credentials), signer, now(), expires);
        });
    }

    /**
     * {@code createTrustedTimestamp}: a credential of CPT 108 over the given ones, none of which hides anything. It ends after
     * a year, as WeIdentity's.
     */
    public IssueOutcome createTrustedTimestamp(Caller caller, List<ObjectNode> credentials, Signer signer) {
        return switch (issuing.issue(caller, signer.issuer(), () -> {
            verified(credentials, false);
            return paper(CredentialPojo.TIMESTAMP, list(credentials), signer, now(), now().plus(STAMPED_FOR));
        })) {
            case IssueOutcome.Issued issued -> time.stamp(issued);
            case IssueOutcome.Refused refused -> refused;
        };
    }

    /** {@code createDataAuthToken}: a credential of CPT 101, issued by whose resource it is about. */
    public IssueOutcome createDataAuthToken(Caller caller, DataAuthorization authorization,
            Optional<String> verificationMethod, Set<StatusPurpose> status) {
        Signer signer = new Signer(authorization.from(), verificationMethod, status);
        return issuing.issue(caller, signer.issuer(), () -> paper(CredentialPojo.DATA_AUTHORIZATION,
                authorization.claim(), signer, now(), now().plus(authorization.duration())));
    }

    private static SystemPaper paper(long cptId, ObjectNode claim, Signer signer, Instant issued, Instant expires) {
        return new SystemPaper(cptId, signer.issuer(), claim, issued, expires, signer.verificationMethod(),
                signer.status());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static ObjectNode list(List<ObjectNode> credentials) {
        ObjectNode claim = Json.object();
        ArrayNode list = claim.putArray("credentialList");
        credentials.forEach(credential -> list.add(CredentialPojo.parse(credential).json()));
        return claim;
    }

    /** Nobody signs what does not hold. */
    private List<CredentialPojo> verified(List<ObjectNode> credentials, boolean mayHide) {
        if (credentials.isEmpty()) {
            throw new UnsuitableInput("members-missing", "There is nothing to sign.");
        }
        VerificationPolicy policy = VerificationPolicy.standard(Set.of())
                .with(CheckName.ISSUER_TRUST, Mode.ADVISORY)
                .named("members", 1);
        return credentials.stream().map(credential -> {
            CredentialPojo pojo = parsed(credential);
            if (!mayHide && !pojo.complete()) {
                throw new UnsuitableInput("member-selective",
                        "A time is given to whole credentials, and to none of which something is hidden.");
            }
            var report = verifying.verify(new VerificationRequest(credential, List.of(), policy));
            if (!report.verified()) {
                throw new UnsuitableInput("member-not-verified", "A credential to be signed does not verify: "
                        + report.objection());
            }
            return pojo;
        }).toList();
    }

    private static CredentialPojo parsed(ObjectNode credential) {
        CredentialPojo pojo = CredentialPojo.parse(credential);
        if (pojo.form() == PojoForm.LITE || pojo.form() == PojoForm.LEGACY) {
            throw new MalformedCredential(Problem.MALFORMED_VALUE, "pojo-embedded-form",
                    "Only credentials with salts stand in another: its signature does not cover others.");
        }
        return pojo;
    }
}
