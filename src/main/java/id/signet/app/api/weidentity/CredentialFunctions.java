package id.signet.app.api.weidentity;

import id.signet.app.api.problem.Refusals;
import id.signet.credential.MalformedCredential;
import id.signet.credential.UnsuitableInput;
import id.signet.credential.format.weidentity.ClaimPolicy;
import id.signet.credential.format.weidentity.CredentialPojo;
import id.signet.credential.format.weidentity.DataAuthorization;
import id.signet.credential.format.weidentity.SelectiveDisclosure;
import id.signet.credential.issue.IssuanceRefusal;
import id.signet.credential.issue.IssueOutcome;
import id.signet.credential.status.StatusPurpose;
import id.signet.credential.weidentity.IssuePojo;
import id.signet.credential.weidentity.UnsignedPojo;
import id.signet.credential.weidentity.NewPojo;
import id.signet.credential.weidentity.PojoChecks;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.registry.did.Did;
import id.signet.registry.schema.Cpts;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Credentials (SDK {@code CredentialPojoService}). Each is logged before it is signed, by an issuer whom an authority
 * recognizes; a verdict asks for the issuer's standing and the credential's status too, of which WeIdentity asks nothing.
 */
@Component
final class CredentialFunctions implements FunctionFamily {

    private static final int MOST_MEMBERS = 32;
    private static final String LIST = "credentialList";
    private static final String CREDENTIAL = "credential";
    private static final String LITE = "lite";
    private static final Set<StatusPurpose> STATUS = Set.of(StatusPurpose.REVOCATION, StatusPurpose.SUSPENSION);

    private final IssuePojo issuing;
    private final UnsignedPojo unsigned;
    private final PojoVerdicts verdicts;
    private final Cpts cpts;
    private final Weids weids;
    private final WeidDocuments documents;
    private final Clock clock;

    CredentialFunctions(IssuePojo issuing, UnsignedPojo unsigned, PojoVerdicts verdicts, Cpts cpts, Weids weids,
            WeidDocuments documents, Clock clock) {
        this.issuing = issuing;
        this.unsigned = unsigned;
        this.documents = documents;
        this.verdicts = verdicts;
        this.cpts = cpts;
        this.weids = weids;
        this.clock = clock;
    }

    @Override
    public List<WeidFunction> functions() {
        return List.of(WeidFunction.signing("createCredentialPojo", this::issue),
                WeidFunction.signing("createCredential",
                        call -> Weids.namesInvoker(call) ? issue(call) : unsigned(call)),
                WeidFunction.asking("verifyCredentialPojo", this::verify),
                WeidFunction.asking("verifyCredential", this::verify),
                WeidFunction.reading("createSelectiveCredential", this::disclose),
                WeidFunction.signing("addSignature", this::addSignature),
                WeidFunction.signing("createTrustedTimestamp", this::stamp),
                WeidFunction.signing("createDataAuthToken", this::authorize),
                WeidFunction.reading("getCredentialPojoHash", CredentialFunctions::hash),
                WeidFunction.reading("createCredentialPojo", this::encode).at(Path.ENCODE));
    }

    // --- issuing ------------------------------------------------------------------------------------------------------

    /** What is to be issued, read in the order in which WeIdentity complains. */
    private record Wish(long cptId, Did issuer, ObjectNode claim, Optional<Instant> issued, Instant expires) {}

    private Wish wish(Arguments arguments) {
        long cptId = arguments.number("cptId");
        Did issuer = weids.weid(arguments.text("issuer"));
        Instant now = clock.instant();
        Optional<Instant> issued = time(arguments, "issuanceDate", WeidCode.ISSUANCE_DATE);
        if (issued.filter(time -> time.isAfter(now)).isPresent()) {
            throw WeidCode.ISSUANCE_DATE.refusal();
        }
        Instant expires = time(arguments, "expirationDate", WeidCode.EXPIRATION_DATE)
                .filter(time -> time.isAfter(now))
                .orElseThrow(WeidCode.EXPIRATION_DATE::refusal);
        ObjectNode claim = arguments.any("claim").isPresent() ? arguments.object("claim") : Json.object();
        if (claim.isEmpty()) {
            throw WeidCode.CLAIM_ABSENT.refusal();
        }
        return new Wish(cptId, issuer, claim, issued, expires);
    }

    private static Optional<Instant> time(Arguments arguments, String name, WeidCode otherwise) {
        return arguments.any(name).map(value -> WeidTime.parse(value).orElseThrow(otherwise::refusal));
    }

    private JsonNode issue(Invocation call) {
        if (!Weids.namesInvoker(call)) {
            throw WeidCode.SIGNING_KEY_ABSENT.refusal();
        }
        Did invoker = weids.invoker(call);
        Wish wish = wish(call.arguments());
        if (!invoker.equals(wish.issuer())) {
            throw WeidCode.ISSUER_INVALID.refusal("The issuer is another than the one who signs.");
        }
        NewPojo.Kind kind = kind(call.arguments());
        return issued(status -> issuing.createCredentialPojo(call.caller(), new NewPojo(kind, wish.cptId(),
                wish.issuer().toString(), wish.claim(), wish.issued(), wish.expires(), Optional.empty(), status)));
    }

    private static NewPojo.Kind kind(Arguments arguments) {
        return arguments.any("type")
                .filter(type -> type.isString() && type.stringValue()
                        .toLowerCase(Locale.ROOT)
                        .startsWith(LITE))
                .map(_ -> NewPojo.Kind.LITE1)
                .orElse(NewPojo.Kind.ORIGINAL);
    }

    /** An issuer whose only key is of SM2 has none for status lists: what he issues cannot be taken back. */
    private static JsonNode issued(Function<Set<StatusPurpose>, IssueOutcome> issue) {
        IssueOutcome outcome = issue.apply(STATUS);
        boolean without = outcome instanceof IssueOutcome.Refused(IssuanceRefusal refusal)
                && refusal.code().equals("no-fitting-key");
        return PojoCodes.issued(without ? issue.apply(Set.of()) : outcome);
    }

    /** The legacy credential before anybody signs it. It is checked as one that is issued would be, and nothing is logged. */
    private JsonNode unsigned(Invocation call) {
        Wish wish = wish(call.arguments());
        boolean fits = cpts.checkClaim(wish.cptId(), wish.claim())
                .orElseThrow(WeidCode.CPT_UNKNOWN::refusal)
                .isEmpty();
        if (!fits) {
            throw WeidCode.CLAIM_ILLEGAL.refusal();
        }
        ObjectNode json = Json.object()
                .put("@context", CredentialPojo.CONTEXT)
                .put("claimHash", CredentialPojo.legacyClaim(wish.claim(), KeyType.SECP256K1))
                .put("cptId", wish.cptId())
                .put("expirationDate", WeidTime.print(wish.expires()))
                .put("id", UUID.randomUUID().toString())
                .put("issuanceDate",
                        WeidTime.print(wish.issued().orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS))))
                .put("issuer", wish.issuer().toString());
        json.set("claim", wish.claim());
        return json;
    }

    /** A paper whose issuer keeps his key: he signs the text in {@code signatureValue} and puts the signature there. */
    private JsonNode encode(Invocation call) {
        Wish wish = wish(call.arguments());
        var signer = SignedFunction.signers(documents.active(wish.issuer())).getFirst();
        try {
            return unsigned.encode(wish.issuer().toString(), wish.cptId(), wish.claim(),
                    wish.issued().orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS)), wish.expires(),
                    signer.key().type(), signer.method().toString());
        } catch (UnsuitableInput e) {
            throw PojoCodes.code(e);
        }
    }

    private JsonNode addSignature(Invocation call) {
        List<ObjectNode> members = call.arguments().objects(LIST, MOST_MEMBERS);
        String signer = weids.invoker(call).toString();
        return issued(status -> issuing.addSignature(call.caller(), members,
                new IssuePojo.Signer(signer, Optional.empty(), status)));
    }

    private JsonNode stamp(Invocation call) {
        List<ObjectNode> members = call.arguments().objects(LIST, MOST_MEMBERS);
        String signer = weids.invoker(call).toString();
        return issued(status -> issuing.createTrustedTimestamp(call.caller(), members,
                new IssuePojo.Signer(signer, Optional.empty(), status)));
    }

    private JsonNode authorize(Invocation call) {
        Arguments arguments = call.arguments();
        Did from = weids.weid(arguments.text("fromWeId"));
        Did to = weids.weid(arguments.text("toWeId"));
        if (from.equals(to)) {
            throw WeidCode.SAME_PARTIES.refusal();
        }
        if (!weids.invoker(call).equals(from)) {
            throw WeidCode.NOT_OWNER.refusal();
        }
        DataAuthorization authorization;
        try {
            authorization = DataAuthorization.parse(Json.object()
                    .put("fromWeId", from.toString())
                    .put("toWeId", to.toString())
                    .put("duration", arguments.number("duration"))
                    .put("serviceUrl", arguments.text("serviceUrl"))
                    .put("resourceId", arguments.text("resourceId")));
        } catch (MalformedCredential e) {
            throw WeidCode.CLAIM_ILLEGAL.refusal(Refusals.sentence(e.getMessage()));
        }
        return issued(status -> issuing.createDataAuthToken(call.caller(), authorization, Optional.empty(), status));
    }

    // --- showing and judging ------------------------------------------------------------------------------------------

    /** The argument is the credential itself. */
    private boolean verify(Invocation call) {
        verdicts.recognized(call.arguments().json());
        return true;
    }

    private JsonNode disclose(Invocation call) {
        ObjectNode credential = call.arguments().object(CREDENTIAL);
        ClaimPolicy policy;
        try {
            policy = ClaimPolicy.parse(call.arguments().objectOrText("claimPolicy"));
        } catch (MalformedInput e) {
            throw WeidCode.POLICY_SHAPE.refusal(Refusals.sentence(String.valueOf(e.getMessage())));
        }
        return switch (SelectiveDisclosure.disclose(credential, policy)) {
            case SelectiveDisclosure.Outcome.Disclosed(ObjectNode disclosed) -> disclosed;
            case SelectiveDisclosure.Outcome.Refused(var fault, String message) ->
                throw PojoCodes.code(fault).refusal(Refusals.sentence(message));
        };
    }

    private static JsonNode hash(Invocation call) {
        try {
            return JsonNodeFactory.instance.stringNode(
                    PojoChecks.credentialPojoHash(call.arguments().object(CREDENTIAL), Optional.empty()));
        } catch (MalformedCredential e) {
            throw WeidCode.CREDENTIAL_ERROR.refusal(Refusals.sentence(e.getMessage()));
        }
    }
}
