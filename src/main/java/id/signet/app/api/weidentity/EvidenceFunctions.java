package id.signet.app.api.weidentity;

import id.signet.credential.MalformedCredential;
import id.signet.credential.weidentity.PojoChecks;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.KeyType;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.TenantId;
import id.signet.registry.did.Did;
import id.signet.registry.evidence.Digests;
import id.signet.registry.evidence.EvidenceId;
import id.signet.registry.evidence.EvidenceOutcome;
import id.signet.registry.evidence.EvidenceRegistry;
import id.signet.registry.evidence.EvidenceRegistry.Evidence;
import id.signet.registry.evidence.EvidenceRegistry.Told;
import id.signet.registry.evidence.EvidenceRegistry.Wish;
import id.signet.registry.evidence.Statement;
import id.signet.registry.evidence.Statement.Description;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Evidence. WeIdentity keeps one row of signers for each hash and compares nobody with what he claims; here each signer has a
 * deposit of his own of the hash, signed by his key, and one who asks by the hash is told of all of them.
 */
@Component
final class EvidenceFunctions implements FunctionFamily {

    private static final int LARGEST_BATCH = 100;
    private static final String EMPTY_LOG = "empty log";

    private static final RefusalCodes CODES = new RefusalCodes(WeidCode.ILLEGAL_INPUT, WeidCode.EVIDENCE_ABSENT,
            WeidCode.NO_PERMISSION, WeidCode.EVIDENCE_EXISTS);

    private final EvidenceRegistry evidence;
    private final HashProofs proofs;
    private final ShownEvidence shown;
    private final Weids weids;

    EvidenceFunctions(EvidenceRegistry evidence, HashProofs proofs, ShownEvidence shown, Weids weids) {
        this.evidence = evidence;
        this.proofs = proofs;
        this.shown = shown;
        this.weids = weids;
    }

    @Override
    public List<WeidFunction> functions() {
        return List.of(WeidFunction.changing("createEvidence", this::create),
                WeidFunction.changing("delegateCreateEvidence", call -> delegate(call, call.arguments())),
                WeidFunction.making("delegateCreateEvidenceB", this::delegateMany, (call, subject) -> Optional.empty()),
                WeidFunction.changing("createEvidenceWithLogAndCustomKey", this::createByItself),
                WeidFunction.reading("getEvidence",
                        call -> told(call, ShownEvidence.hash(call.arguments().text("hashValue")))),
                WeidFunction.reading("getEvidenceByCustomKey", call -> toldByKey(call, ShownEvidence.CUSTOM_KEY)),
                WeidFunction.reading("verifyLiteCredential", call -> toldByKey(call, "id")),
                WeidFunction.changing("addLog", this::addLog),
                WeidFunction.changing("addLogByHash", this::addLog),
                WeidFunction.changing("addLogByCustomKey", this::addLog),
                WeidFunction.changing("addSignatureAndLogByHash", this::addSignature),
                WeidFunction.changing("addSignatureAndLogByCustomKey", this::addSignature),
                WeidFunction.changing("revoke", call -> done(evidence.revoke(call.caller(), own(call), signer(call),
                        Optional.empty())), this::publishChange),
                WeidFunction.changing("unRevoke", call -> done(evidence.reinstate(call.caller(), own(call),
                        signer(call), Optional.empty())), this::publishChange),
                WeidFunction.asking("isRevoked", this::isRevoked),
                WeidFunction.asking("verifySigner", this::verifySigner));
    }

    // --- making ------------------------------------------------------------------------------------------------------

    private void create(Invocation call) {
        Arguments arguments = call.arguments();
        deposit(call, ShownEvidence.hash(arguments.text(ShownEvidence.HASH)),
                Optional.of(arguments.text(ShownDeposit.PROOF)),
                arguments.text("log"),
                Optional.of(arguments.text("id")));
    }

    private void delegate(Invocation call, Arguments arguments) {
        deposit(call, ShownEvidence.hash(arguments.text(ShownEvidence.HASH)), Optional.of(arguments.text("sign")),
                arguments.optionalText("log").orElse(EMPTY_LOG), Optional.empty());
    }

    /** One answer for each; what is refused holds up no other. */
    private JsonNode delegateMany(Invocation call) {
        if (!(call.arguments().any("list").orElse(null) instanceof ArrayNode list) || list.isEmpty()
                || list.size() > LARGEST_BATCH) {
            throw WeidCode.INPUT_ILLEGAL.refusal("The member list must be a list of 1 to " + LARGEST_BATCH + ".");
        }
        ArrayNode answers = Json.array();
        for (JsonNode one : list) {
            answers.add(isDelegated(call, one));
        }
        return answers;
    }

    private boolean isDelegated(Invocation call, JsonNode one) {
        try {
            delegate(new Invocation(call.caller().withoutClaim(), call.envelope()),
                    new Arguments(one instanceof ObjectNode object ? object : Json.object()));
            return true;
        } catch (WeidRefused refused) {
            return refused.code() == WeidCode.EVIDENCE_EXISTS; // also where the answer of an earlier call was lost
        } catch (MalformedInput malformed) {
            return false;
        }
    }

    private void createByItself(Invocation call) {
        deposit(call, ShownEvidence.hash(call.arguments().text(ShownEvidence.HASH)), Optional.empty(),
                call.arguments().optionalText("log").orElse(EMPTY_LOG),
                call.arguments().optionalText(ShownEvidence.CUSTOM_KEY));
    }

    private void addSignature(Invocation call) {
        Bytes hash = shown.hashAsked(call);
        if (shown.ofHash(call, hash).isEmpty()) {
            throw WeidCode.EVIDENCE_ABSENT.refusal();
        }
        deposit(call, hash, Optional.empty(), call.arguments().optionalText("log").orElse(EMPTY_LOG),
                Optional.empty());
    }

    /** @param proof of the signer, who need not be the caller */
    private void deposit(Invocation call, Bytes hash, Optional<String> proof, String log,
            Optional<String> customKey) {
        ObjectNode metadata = Json.object();
        ObjectNode ours = metadata.putObject(ShownDeposit.WEIDENTITY);
        ShownEvidence.group(call).ifPresent(group -> ours.put(ShownDeposit.GROUP, group));
        Optional<Did> signer = proof.map(text -> proofs
                .signer(hash, text, Optional.of(call).filter(Weids::namesInvoker).map(weids::invoker))
                .orElseThrow(WeidCode.SIGNATURE_BROKEN::refusal));
        signer.ifPresent(
                did -> ours.put(ShownDeposit.SIGNER, did.toString()).put(ShownDeposit.PROOF, proof.orElse("")));
        ours.put("log", log);
        Did author = signer.filter(did -> weids.hosts(call.caller(), did)).orElseGet(() -> author(call));
        boolean again = shown.ofHash(call, hash)
                .stream()
                .anyMatch(shown -> shown.one().held().depositor().equals(author)
                        && shown.signer().equals(signer.orElse(author)));
        if (again) {
            throw WeidCode.EVIDENCE_EXISTS.refusal();
        }
        done(evidence.deposit(call.caller(), Optional.of(author), List.of(new Wish(Digests.ofUnspecified(hash),
                new Description(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.of(metadata)),
                Optional.empty(), customKey, true))));
    }

    private Did author(Invocation call) {
        return Weids.namesInvoker(call) ? weids.invoker(call) : weids.registrar(call);
    }

    private Optional<Did> signer(Invocation call) {
        return Optional.of(weids.invoker(call));
    }

    private void addLog(Invocation call) {
        String log = call.arguments().text("log");
        done(evidence.note(call.caller(), own(call), signer(call), log));
    }

    private void publishChange(Invocation call) {
        evidence.publishChange(call.caller(), own(call));
    }

    /** The invoker's own deposit: nobody speaks about another's. */
    private EvidenceId own(Invocation call) {
        Did invoker = weids.invoker(call);
        return shown.asked(call)
                .stream()
                .map(ShownDeposit::one)
                .filter(one -> one.held().depositor().equals(invoker))
                .map(Evidence::id)
                .findFirst()
                .orElseThrow(() -> WeidCode.NO_PERMISSION
                        .refusal("The invoker is no signer of this evidence; nobody speaks for another."));
    }

    private static void done(EvidenceOutcome outcome) {
        if (outcome instanceof EvidenceOutcome.Refused(RegistryRefusal refusal)) {
            throw CODES.refused(refusal);
        }
    }

    // --- reading -----------------------------------------------------------------------------------------------------

    private JsonNode told(Invocation call, Bytes hash) {
        return told(hash, ShownEvidence.nonEmpty(shown.ofHash(call, hash)));
    }

    private JsonNode toldByKey(Invocation call, String member) {
        ShownDeposit one = shown.byKey(call, call.arguments().text(member));
        return told(one.hash(), List.of(one));
    }

    private static ObjectNode told(Bytes hash, List<ShownDeposit> all) {
        ObjectNode json = Json.object().put("credentialHash", ShownEvidence.text(hash));
        ObjectNode signers = json.putObject("signInfo");
        all.stream()
                .map(ShownDeposit::signer)
                .distinct()
                .forEach(
                        signer -> signers.set(ShownDeposit.name(signer),
                                signInfo(ShownDeposit.of(signer, all).orElseThrow())));
        return json;
    }

    private static ObjectNode signInfo(ShownDeposit shown) {
        ObjectNode info = Json.object();
        ArrayNode logs = info.putArray("logs");
        Evidence one = shown.one();
        if (shown.own()) {
            shown.said().flatMap(said -> Optional.ofNullable(said.get("log"))).ifPresent(logs::add);
            one.statements()
                    .stream()
                    .map(Told::statement)
                    .filter(Statement.Note.class::isInstance)
                    .map(Statement.Note.class::cast)
                    .forEach(note -> logs.add(note.text()));
        }
        info.put("revoked", one.revoked());
        info.put("signature", shown.proof());
        info.put("timestamp", Long.toString(one.held().loggedAt().getEpochSecond()));
        return info;
    }

    private boolean isRevoked(Invocation call) {
        return ShownDeposit.of(weids.signer(call.arguments()), shown.asked(call))
                .orElseThrow(WeidCode.EVIDENCE_ABSENT::refusal)
                .one()
                .revoked();
    }

    /** Whether the DID stands by evidence of exactly this credential. */
    private boolean verifySigner(Invocation call) {
        Did did = weids.signer(call.arguments());
        Bytes hash;
        try {
            hash = ShownEvidence.hash(PojoChecks.credentialPojoHash(call.arguments().object("credential"),
                    Optional.of(KeyType.SECP256K1)));
        } catch (MalformedCredential e) {
            throw WeidCode.CREDENTIAL_ERROR.refusal();
        }
        boolean named = call.arguments()
                .optionalText(ShownEvidence.CUSTOM_KEY)
                .or(() -> call.arguments().optionalText(ShownEvidence.HASH))
                .isPresent();
        List<ShownDeposit> ofIt = ShownEvidence.nonEmpty(named ? shown.asked(call) : shown.ofHash(call, hash))
                .stream()
                .filter(shown -> shown.holds(hash))
                .toList();
        if (ofIt.isEmpty()) {
            throw WeidCode.EVIDENCE_HASH.refusal();
        }
        return ShownDeposit.of(did, ofIt).filter(shown -> !shown.one().revoked()).isPresent();
    }
}
