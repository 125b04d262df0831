package id.signet.credential.receipt;

import id.signet.credential.UnsuitableInput;
import id.signet.credential.format.CredentialFormats;
import id.signet.credential.format.dataintegrity.DataIntegrityFormat;
import id.signet.credential.format.sdjwt.SdJwtVcFormat;
import id.signet.credential.format.sdjwt.VcSdJwtFormat;
import id.signet.credential.issue.IssueCredential;
import id.signet.credential.issue.IssueCredentialCommand;
import id.signet.credential.issue.IssueOutcome;
import id.signet.credential.verify.ReportJson;
import id.signet.credential.verify.VerificationReport;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import id.signet.registry.audit.Caller;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says in a credential what a verifier was shown and what was found, so that others can hold him to it. It is issued like
 * every credential: of a registered type, by an accredited issuer, logged before it is signed. Of what was shown it carries
 * the digest and the report without the claims; a fact of the past, it has no status.
 */
public final class VerificationReceipts {

    /** The name of the registered type. */
    public static final String TYPE = "VerificationReceipt";

    /** Leaves room for the rest of a token that is to be read here again. */
    private static final int LONGEST_IN_A_TOKEN = 40_000;
    private static final Set<String> SELECTIVE = Set.of(SdJwtVcFormat.NAME, VcSdJwtFormat.NAME);

    private final IssueCredential issuing;
    private final CredentialFormats formats;

    public VerificationReceipts(IssueCredential issuing, CredentialFormats formats) {
        this.issuing = issuing;
        this.formats = formats;
    }

    /**
     * How a receipt is secured.
     *
     * @param issuer a DID whose keys the caller's tenant keeps here
     * @param format, cryptosuite, verificationMethod as at every issuance
     */
    public record Wish(String issuer, String format, Optional<String> cryptosuite,
            Optional<String> verificationMethod) {}

    /**
     * @param shown what was verified, as it was handed in
     * @param verified verifies it, unless this very request was answered before
     */
    public IssueOutcome issue(Caller caller, Wish wish, JsonNode shown, Supplier<VerificationReport> verified) {
        return issuing.issue(caller, wish.issuer(), () -> command(wish, shown, verified.get()));
    }

    /** The report that a receipt carries. */
    public ObjectNode report(IssueOutcome.Issued receipt) {
        return (ObjectNode) formats.parse(receipt.credential())
                .schemaDocument()
                .path("credentialSubject")
                .path("report")
                .deepCopy();
    }

    private static IssueCredentialCommand command(Wish wish, JsonNode shown, VerificationReport found) {
        ObjectNode report = withoutClaims(ReportJson.of(found));
        boolean token = !wish.format().equals(DataIntegrityFormat.NAME);
        if (token && report.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_IN_A_TOKEN) {
            throw new UnsuitableInput("report-too-long",
                    "The report is too long for a token; data-integrity takes it.");
        }
        ObjectNode subject = Json.object();
        subject.put("digestSRI", digest(shown));
        subject.put("verified", found.verified());
        subject.put("checkedAt", found.time().checkedAt().toString());
        subject.set("report", report);
        return new IssueCredentialCommand(wish.issuer(), List.of(TYPE), Optional.empty(), subject,
                Optional.of(found.time().checkedAt().truncatedTo(ChronoUnit.SECONDS)), Optional.empty(),
                wish.format(), wish.cryptosuite(), Optional.empty(), wish.verificationMethod(), Optional.empty(),
                Set.of(), Optional.empty(),
                SELECTIVE.contains(wish.format()) ? Optional.of(List.of()) : Optional.empty(),
                Optional.empty(), Optional.empty());
    }

    /** Of a token its very characters, of JSON the RFC 8785 form; as W3C Subresource Integrity writes it. */
    static String digest(JsonNode shown) {
        byte[] bytes = shown.isString()
                ? shown.stringValue().getBytes(StandardCharsets.UTF_8)
                : Jcs.canonicalize(shown);
        return "sha256-" + Base64.getEncoder().encodeToString(Hashes.sha256(bytes));
    }

    private static ObjectNode withoutClaims(ObjectNode report) {
        report.remove("credential");
        report.path("credentials").forEach(inner -> withoutClaims((ObjectNode) inner));
        return report;
    }
}
