package id.signet.credential.weidentity;

import id.signet.credential.MalformedCredential;
import id.signet.credential.format.weidentity.ClaimPolicy;
import id.signet.credential.format.weidentity.CredentialPojo;
import id.signet.credential.format.weidentity.DisclosureFault;
import id.signet.credential.format.weidentity.PojoPresentation;
import id.signet.credential.format.weidentity.PojoSignature;
import id.signet.credential.format.weidentity.SelectiveDisclosure;
import id.signet.credential.verify.PresentationRequest;
import id.signet.credential.verify.VerificationPolicy;
import id.signet.credential.verify.VerificationReport;
import id.signet.credential.verify.VerifyPresentation;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.ChainSignatures;
import id.signet.crypto.key.NoSuchKey;
import id.signet.crypto.key.SigningKey;
import id.signet.ledger.Refusal;
import id.signet.registry.TenantId;
import id.signet.registry.did.Did;
import id.signet.registry.did.Relationship;
import id.signet.registry.did.VerificationMethod;
import id.signet.registry.did.hosting.HostedKeys;
import id.signet.registry.did.resolution.DidResolver;
import id.signet.registry.did.resolution.ResolutionResult;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Presentations of WeIdentity's papers: made for holders whose keys are kept here, and verified against what was asked for. */
public final class PojoPresentations {

    private static final Bytes UNSIGNED = Bytes.of(new byte[ChainSignatures.LENGTH]);

    private final DidResolver resolver;
    private final HostedKeys keys;
    private final VerifyPresentation verifying;
    private final Clock clock;

    public PojoPresentations(DidResolver resolver, HostedKeys keys, VerifyPresentation verifying, Clock clock) {
        this.resolver = resolver;
        this.keys = keys;
        this.verifying = verifying;
        this.clock = clock;
    }

    /** Why nothing was presented, or what is presented is not what was asked for. */
    public enum Fault {
        /** The presentation or a credential in it is not well formed. */
        MALFORMED("presentation-malformed"),
        /** The challenge is for another. */
        HOLDER("challenge-for-another"),
        /** The holder's DID is unknown, deactivated, or its keys are not kept here. */
        HOLDER_KEYS("holder-not-hosted"),
        /** The holder has no key here that signs papers of WeIdentity. */
        NO_KEY("no-fitting-key"),
        /** A CPT that is asked for is not among the credentials, or one that is presented was not asked for. */
        CPT("cpt-mismatch"),
        /** A credential cannot be shown as the policy asks: the disclosure tells why. */
        DISCLOSURE("disclosure-refused"),
        /** A check of the pipeline failed: the report tells which. */
        REPORT("not-verified");

        private final String code;

        Fault(String code) {
            this.code = code;
        }

        /** Stable, lower-case, hyphenated. */
        public String code() {
            return code;
        }
    }

    /** What became of the wish to present. */
    public sealed interface Created {

        record Done(ObjectNode presentation) implements Created {}

        /** @param disclosure why, where the fault is {@link Fault#DISCLOSURE} */
        record Refused(Fault fault, Optional<DisclosureFault> disclosure, String message) implements Created, Refusal {

            @Override
            public String code() {
                return disclosure.map(DisclosureFault::code).orElse(fault.code());
            }
        }
    }

    /** What a verifier may think of a presentation. */
    public sealed interface Verdict {

        record Verified(VerificationReport report) implements Verdict {}

        /**
         * @param disclosure why, where the fault is {@link Fault#DISCLOSURE}
         * @param report absent where the presentation was not looked at so far
         */
        record NotVerified(Fault fault, Optional<DisclosureFault> disclosure, String message,
                Optional<VerificationReport> report) implements Verdict {}
    }

    /**
     * {@code createPresentation}: hides what the policy does not ask to see, and signs.
     *
     * @param holder whose keys are kept here
     * @param verificationMethod the DID URL of the holder's method; absent: the newest that fits
     */
    public Created createPresentation(TenantId tenant, List<ObjectNode> credentials, PresentationPolicy policy,
            Challenge challenge, String holder, Optional<String> verificationMethod) {
        if (challenge.holder().filter(wanted -> !wanted.equals(holder)).isPresent()) {
            return refused(Fault.HOLDER, "The challenge is for " + challenge.holder().get() + ".");
        }
        var shown = new ArrayList<CredentialPojo>();
        try {
            for (ObjectNode credential : credentials) {
                ClaimPolicy fields = policy.policies().get(CredentialPojo.parse(credential).cptId());
                if (fields == null) {
                    continue;
                }
                switch (SelectiveDisclosure.disclose(credential, fields)) {
                    case SelectiveDisclosure.Outcome.Disclosed(var disclosed) ->
                        shown.add(CredentialPojo.parse(disclosed));
                    case SelectiveDisclosure.Outcome.Refused(var fault, var message) -> {
                        return new Created.Refused(Fault.DISCLOSURE, Optional.of(fault), message);
                    }
                }
            }
            var cpts = shown.stream().map(CredentialPojo::cptId).collect(Collectors.toSet());
            if (!policy.policies().keySet().equals(cpts)) {
                return refused(Fault.CPT, "Not every CPT that the policy asks for is among the credentials.");
            }
            return sign(tenant, Did.parse(holder), shown, challenge, verificationMethod);
        } catch (MalformedCredential e) {
            return refused(Fault.MALFORMED, e.getMessage());
        }
    }

    private Created sign(TenantId tenant, Did holder, List<CredentialPojo> shown, Challenge challenge,
            Optional<String> wanted) {
        if (!keys.hosts(tenant, holder)
                || !(resolver.resolve(holder) instanceof ResolutionResult.Resolved(var document, var _))) {
            return refused(Fault.HOLDER_KEYS, "The keys of " + holder + " are not kept here, or it is deactivated.");
        }
        List<VerificationMethod> methods = document.methods(Relationship.AUTHENTICATION)
                .reversed()
                .stream()
                .filter(method -> method.expires().isEmpty() && method.revoked().isEmpty())
                .filter(method -> PojoSignature.accepts(method.key().type()))
                .filter(method -> wanted.filter(id -> !id.equals(method.id().toString())).isEmpty())
                .toList();
        for (VerificationMethod method : methods) {
            Optional<SigningKey> key = open(tenant, method);
            if (key.isPresent()) {
                var unsigned = new PojoPresentation(List.of(CredentialPojo.CONTEXT), shown, method.key().type(),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS), method.id().toString(), challenge.nonce(),
                        UNSIGNED);
                byte[] signature = key.get().signForChain(unsigned.text().toArray());
                return new Created.Done(unsigned.signed(Bytes.of(signature)).json());
            }
        }
        return refused(Fault.NO_KEY,
                "No key of the holder that may authenticate, and is of secp256k1 or SM2, is kept here.");
    }

    private Optional<SigningKey> open(TenantId tenant, VerificationMethod method) {
        try {
            return keys.open(tenant, method.id());
        } catch (NoSuchKey e) {
            return Optional.empty(); // destroyed since its row was read
        }
    }

    private static Created refused(Fault fault, String message) {
        return new Created.Refused(fault, Optional.empty(), message);
    }

    /**
     * {@code verify}: the presenter answered this challenge, nobody did before, the credentials show what the policy asks for,
     * and each of them verifies with every check of the pipeline.
     *
     * @param presenter the DID that should have signed
     * @throws MalformedInput.TooLarge for input over a limit
     */
    public Verdict verifyPresentation(String presenter, PresentationPolicy asked, Challenge challenge,
            ObjectNode presentation, List<String> receipts, VerificationPolicy policy) {
        PojoPresentation presented;
        try {
            presented = PojoPresentation.parse(presentation);
        } catch (MalformedCredential e) {
            return new Verdict.NotVerified(Fault.MALFORMED, Optional.empty(), e.getMessage(), Optional.empty());
        }
        if (!presented.verificationMethod().startsWith(presenter + "#")
                || challenge.holder().filter(wanted -> !wanted.equals(presenter)).isPresent()) {
            return new Verdict.NotVerified(Fault.HOLDER, Optional.empty(),
                    "The presentation is signed by another than the one who was asked.", Optional.empty());
        }
        var cpts = presented.credentials().stream().map(CredentialPojo::cptId).toList();
        if (!asked.policies().keySet().containsAll(cpts) || !cpts.containsAll(asked.policies().keySet())) {
            return new Verdict.NotVerified(Fault.CPT, Optional.empty(),
                    "The credentials presented are of other CPTs than the policy asks for.", Optional.empty());
        }
        for (CredentialPojo credential : presented.credentials()) {
            ClaimPolicy fields = asked.policies().get(credential.cptId());
            var objection = fields == null
                    ? Optional.<SelectiveDisclosure.Outcome.Refused>empty()
                    : SelectiveDisclosure.objection(credential, fields);
            if (objection.isPresent()) {
                return new Verdict.NotVerified(Fault.DISCLOSURE, Optional.of(objection.get().fault()),
                        objection.get().message(), Optional.empty());
            }
        }
        var report = verifying.verify(new PresentationRequest(presentation, Optional.of(challenge.nonce()),
                Optional.empty(), receipts, policy));
        return report.verified()
                ? new Verdict.Verified(report)
                : new Verdict.NotVerified(Fault.REPORT, Optional.empty(),
                        report.objection(),
                        Optional.of(report));
    }
}
