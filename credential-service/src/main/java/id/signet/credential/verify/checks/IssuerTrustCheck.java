package id.signet.credential.verify.checks;

import id.signet.credential.Problem;
import id.signet.credential.verify.Accreditations;
import id.signet.credential.verify.Accreditations.Accreditation;
import id.signet.credential.verify.Anchors;
import id.signet.credential.verify.Check;
import id.signet.credential.verify.CheckName;
import id.signet.credential.verify.CheckOutcome;
import id.signet.credential.verify.CheckOutcome.Failed;
import id.signet.credential.verify.CheckOutcome.Passed;
import id.signet.credential.verify.Evidence;
import id.signet.credential.verify.CheckOutcome.Unknown;
import id.signet.credential.verify.ListedIssuers;
import id.signet.credential.verify.Types;
import id.signet.credential.verify.Verification;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.ledger.LeafIndex;
import id.signet.registry.did.Did;
import id.signet.registry.issuer.TrustedList;
import id.signet.registry.issuer.TrustedLists;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Authorities that the policy trusts accredited the issuer for every type that the credential claims. */
public final class IssuerTrustCheck implements Check {

    private final Accreditations accreditations;
    private final ListedIssuers lists;
    private final Types types;

    /** @param lists asked where this log says nothing */
    public IssuerTrustCheck(Accreditations accreditations, ListedIssuers lists, Types types) {
        this.accreditations = accreditations;
        this.lists = lists;
        this.types = types;
    }

    @Override
    public CheckName name() {
        return CheckName.ISSUER_TRUST;
    }

    @Override
    public CheckOutcome run(Verification verification) {
        var issuer = verification.credential().issuer();
        var authorities = verification.policy().authorities();
        if (authorities.isEmpty()) {
            return new Failed(
                    Problem.CRYPTOGRAPHIC_SECURITY,
                    "issuer-not-accredited",
                    "The policy trusts no authority, so nobody's accreditation counts.",
                    Evidence.NONE.with("issuer", issuer));
        }
        var at = verification.leaf();
        var when = at.map(leaf -> "when the credential was logged as leaf " + leaf.value())
                .orElse("today; the credential has no known place in the log");
        var found = new ArrayList<Accreditation>();
        var listed = Json.array();
        for (var type : types.claimedBy(verification.credential(), at)) {
            var accreditation = accreditations.find(issuer, type, authorities, at);
            if (accreditation.isPresent()) {
                found.add(accreditation.get());
                continue;
            }
            switch (listed(issuer, type, authorities)) {
                case TrustedLists.Answer.Listed(var list, var service) ->
                    listed.add(json(list, service, verification.now()));
                case TrustedLists.Answer.OutOfDate(var authority, var since) -> {
                    return new Unknown(
                            Problem.CRYPTOGRAPHIC_SECURITY,
                            "trusted-list-out-of-date",
                            "The trusted list of " + authority + " is out of date since " + since + ".",
                            Evidence.NONE.with("issuer", issuer).with("credentialType", type.getFirst()));
                }
                case TrustedLists.Answer.NotListed _ -> {
                    return new Failed(
                            Problem.CRYPTOGRAPHIC_SECURITY,
                            "issuer-not-accredited",
                            "No authority that the policy trusts accredited the issuer for " + type.getFirst()
                                    + ", judged " + when + ".",
                            Evidence.NONE.with("issuer", issuer).with("credentialType", type.getFirst()));
                }
            }
        }
        var member = verification.policy()
                .issuerTypes()
                .stream()
                .flatMap(list -> accreditations.find(issuer, List.of(list), authorities, at).stream())
                .findFirst();
        if (member.isEmpty() && !verification.policy().issuerTypes().isEmpty()) {
            return new Failed(
                    Problem.CRYPTOGRAPHIC_SECURITY,
                    "issuer-not-on-list",
                    "No authority that the policy trusts put the issuer on one of the lists that the policy names, judged "
                            + when + ".",
                    Evidence.NONE.with("issuer", issuer));
        }
        if (found.isEmpty()) {
            return new Passed(
                    "The issuer stands on the trusted list of " + listed.get(0).get("authority").stringValue()
                            + ", which says how it is today, and nothing of the past.",
                    Evidence.NONE.with("issuer", issuer).with("trustedLists", listed));
        }
        var first = found.getFirst();
        var evidence = Evidence.NONE
                .with("authority", first.authority())
                .with("credentialType", first.credentialType())
                .with("accreditedAtLeaf", first.since().value())
                .with("chain", first.chain())
                .with("leaf", at.map(LeafIndex::value))
                .with("issuerType", member.map(Accreditation::credentialType));
        return new Passed(
                "The issuer is accredited for this type by " + first.authority() + ", judged " + when + ".",
                withLists(found.size() == 1 ? evidence : evidence.with("furtherTypes", further(found)), listed));
    }

    private static Evidence withLists(Evidence evidence, ArrayNode listed) {
        return listed.isEmpty() ? evidence : evidence.with("trustedLists", listed);
    }

    private TrustedLists.Answer listed(String issuer, List<String> type, Set<String> authorities) {
        try {
            return lists.find(Did.parse(issuer), type, authorities.stream().map(Did::parse).toList());
        } catch (MalformedInput notDids) {
            return new TrustedLists.Answer.NotListed();
        }
    }

    private static ObjectNode json(TrustedList list, TrustedList.Service service, Instant now) {
        var json = Json.object();
        json.put("authority", list.authority().toString());
        json.put("credentialType", service.credentialType());
        json.put("accreditedBy", service.by().toString());
        json.put("sequence", list.sequence());
        json.put("issued", list.issued().toString());
        json.put("nextUpdate", list.nextUpdate().toString());
        json.put("ageSeconds", Math.max(0, Duration.between(list.issued(), now).toSeconds()));
        return json;
    }

    /** The other types that the credential claims, each with who accredited the issuer for it. */
    private static ArrayNode further(List<Accreditation> found) {
        var further = Json.array();
        for (var accreditation : found.subList(1, found.size())) {
            var json = further.addObject();
            json.put("credentialType", accreditation.credentialType());
            json.put("authority", accreditation.authority());
            json.put("accreditedAtLeaf", accreditation.since().value());
            json.set("chain", accreditation.chain());
        }
        return further;
    }
}
