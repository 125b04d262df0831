package id.signet.app.api.weidentity;

import id.signet.credential.MalformedCredential;
import id.signet.credential.weidentity.PojoChecks;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.ChainSignatures;
import id.signet.crypto.key.KeyType;
import id.signet.registry.RegistryNames;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.TenantId;
import id.signet.registry.did.Did;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.evidence.Digests;
import id.signet.registry.evidence.EvidenceId;
import id.signet.registry.evidence.EvidenceOutcome;
import id.signet.registry.evidence.EvidenceRegistry;
import id.signet.registry.evidence.EvidenceRegistry.Evidence;
import id.signet.registry.evidence.EvidenceRegistry.Told;
import id.signet.registry.evidence.EvidenceRegistry.Wish;
import id.signet.registry.evidence.Signers.Standing;
import id.signet.registry.evidence.Statement;
import id.signet.registry.evidence.Statement.Description;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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

    private static final Pattern HASH = Pattern.compile("0x[0-9a-fA-F]{64}");
    private static final int MOST_SIGNERS = 64;
    private static final int LARGEST_BATCH = 100;
    private static final String WEIDENTITY = "weidentity";
    private static final String EMPTY_LOG = "empty log";

    private final EvidenceRegistry evidence;
    private final Weids weids;
    private final String network;

    EvidenceFunctions(EvidenceRegistry evidence, Weids weids, RegistryNames names) {
        this.evidence = evidence;
        this.weids = weids;
        this.network = names.network();
    }

    @Override
    public Path path() {
        return Path.INVOKE;
    }

    @Override
    public List<WeidFunction> functions() {
        return List.of(WeidFunction.changing("createEvidence", this::create),
                WeidFunction.changing("delegateCreateEvidence", call -> delegate(call, call.arguments())),
                WeidFunction.making("delegateCreateEvidenceB", this::delegateMany, (call, subject) -> Optional.empty()),
                WeidFunction.changing("createEvidenceWithLogAndCustomKey", this::createByItself),
                WeidFunction.reading("getEvidence", call -> told(call, hash(call.arguments().text("hashValue")))),
                WeidFunction.reading("getEvidenceByCustomKey", call -> toldByKey(call, "customKey")),
                WeidFunction.reading("verifyLiteCredential", call -> toldByKey(call, "id")),
                WeidFunction.changing("addLog", this::addLog),
                WeidFunction.changing("addLogByHash", this::addLog),
                WeidFunction.changing("addLogByCustomKey", this::addLog),
                WeidFunction.changing("addSignatureAndLogByHash", this::addSignature),
                WeidFunction.changing("addSignatureAndLogByCustomKey", this::addSignature),
                WeidFunction.changing("revoke", call -> done(evidence.revoke(call.caller(), own(call), signer(call),
                        Optional.empty()))),
                WeidFunction.changing("unRevoke", call -> done(evidence.reinstate(call.caller(), own(call),
                        signer(call), Optional.empty()))),
                WeidFunction.asking("isRevoked", this::isRevoked),
                WeidFunction.asking("verifySigner", this::verifySigner));
    }

    // --- making ------------------------------------------------------------------------------------------------------

    private void create(Invocation call) {
        Arguments arguments = call.arguments();
        deposit(call, hash(arguments.text("hash")), Optional.of(arguments.text("proof")), arguments.text("log"),
                Optional.of(arguments.text("id")));
    }

    private void delegate(Invocation call, Arguments arguments) {
        deposit(call, hash(arguments.text("hash")), Optional.of(arguments.text("sign")),
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
            return false;
        }
    }

    private void createByItself(Invocation call) {
        deposit(call, hash(call.arguments().text("hash")), Optional.empty(),
                call.arguments().optionalText("log").orElse(EMPTY_LOG), call.arguments().optionalText("customKey"));
    }

    private void addSignature(Invocation call) {
        Bytes hash = call.arguments()
                .optionalText("customKey")
                .map(key -> digest(byKey(call, key)))
                .orElseGet(() -> hash(call.arguments().text("hash")));
        if (found(call, hash).isEmpty()) {
            throw WeidCode.EVIDENCE_ABSENT.refusal();
        }
        deposit(call, hash, Optional.empty(), call.arguments().optionalText("log").orElse(EMPTY_LOG),
                Optional.empty());
    }

    /**
     * @param proof the signature of a WeIdentity DID over the text of the hash, who need not be the caller
     */
    private void deposit(Invocation call, Bytes hash, Optional<String> proof, String log,
            Optional<String> customKey) {
        ObjectNode metadata = Json.object();
        ObjectNode ours = metadata.putObject(WEIDENTITY);
        group(call).ifPresent(group -> ours.put("groupId", group));
        Optional<Did> signer = proof.map(text -> signer(hash, text));
        signer.ifPresent(did -> ours.put("signer", did.toString()).put("proof", proof.orElse("")));
        ours.put("log", log);
        Did author = signer.filter(did -> weids.hosts(call.caller(), did)).orElseGet(() -> author(call));
        Did shown = signer.orElse(author);
        boolean again = found(call, hash).stream().anyMatch(one -> isSigner(one, shown));
        if (again) {
            throw WeidCode.EVIDENCE_EXISTS.refusal();
        }
        done(evidence.deposit(call.caller(), Optional.of(author), List.of(new Wish(Digests.ofUnspecified(hash),
                new Description(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.of(metadata)),
                Optional.empty(), customKey, true))));
    }

    /** Who signed the text of the hash: the signature tells, and nobody's word. */
    private Did signer(Bytes hash, String proof) {
        byte[] signature;
        try {
            signature = Base64.getDecoder().decode(proof);
        } catch (IllegalArgumentException e) {
            throw WeidCode.SIGNATURE_BROKEN.refusal();
        }
        return ChainSignatures.signers(Bytes.utf8(text(hash)).toArray(), signature)
                .stream()
                .map(address -> new WeidIdentifier(network, "0x" + address.hex()).did())
                .filter(weids::exists)
                .findFirst()
                .orElseThrow(WeidCode.SIGNATURE_BROKEN::refusal);
    }

    private Did author(Invocation call) {
        return call.transaction().optionalText("invokerWeId").isPresent()
                ? weids.invoker(call)
                : weids.registrar(call);
    }

    private Optional<Did> signer(Invocation call) {
        return Optional.of(weids.invoker(call));
    }

    private void addLog(Invocation call) {
        String log = call.arguments().text("log");
        done(evidence.note(call.caller(), own(call), signer(call), log));
    }

    /** The invoker's own deposit: nobody speaks about another's. */
    private EvidenceId own(Invocation call) {
        Did invoker = weids.invoker(call);
        List<Evidence> all = call.arguments()
                .optionalText("customKey")
                .map(key -> List.of(byKey(call, key)))
                .orElseGet(() -> found(call, hash(call.arguments().text("hash"))));
        if (all.isEmpty()) {
            throw WeidCode.EVIDENCE_ABSENT.refusal();
        }
        return all.stream()
                .filter(one -> one.held().signers().standing(invoker).isPresent())
                .map(Evidence::id)
                .findFirst()
                .orElseThrow(() -> WeidCode.NO_PERMISSION
                        .refusal("The invoker is no signer of this evidence; nobody speaks for another."));
    }

    private static void done(EvidenceOutcome outcome) {
        if (outcome instanceof EvidenceOutcome.Refused(RegistryRefusal refusal)) {
            WeidCode code = switch (refusal.kind()) {
                case MALFORMED, TOO_LARGE -> WeidCode.ILLEGAL_INPUT;
                case NOT_FOUND -> WeidCode.EVIDENCE_ABSENT;
                case FORBIDDEN -> WeidCode.NO_PERMISSION;
                case DEACTIVATED -> WeidCode.DEACTIVATED;
                case CONFLICT -> WeidCode.EVIDENCE_EXISTS;
                case STALE_VERSION -> WeidCode.NOT_EXECUTED;
                case IDEMPOTENCY_KEY_REUSED, ALREADY_DONE -> WeidCode.REPEATED;
            };
            throw code.refusal();
        }
    }

    // --- reading -----------------------------------------------------------------------------------------------------

    private JsonNode told(Invocation call, Bytes hash) {
        List<Evidence> all = found(call, hash);
        if (all.isEmpty()) {
            throw WeidCode.EVIDENCE_ABSENT.refusal();
        }
        return told(hash, all);
    }

    private JsonNode toldByKey(Invocation call, String member) {
        Evidence one = byKey(call, call.arguments().text(member));
        return told(digest(one), List.of(one));
    }

    private static ObjectNode told(Bytes hash, List<Evidence> all) {
        ObjectNode json = Json.object().put("credentialHash", text(hash));
        ObjectNode signers = json.putObject("signInfo");
        all.forEach(one -> signers.set(name(signer(one)), signInfo(one)));
        return json;
    }

    private static ObjectNode signInfo(Evidence one) {
        ObjectNode info = Json.object();
        ArrayNode logs = info.putArray("logs");
        weidentity(one).flatMap(said -> Optional.ofNullable(said.get("log"))).ifPresent(logs::add);
        one.statements()
                .stream()
                .map(Told::statement)
                .filter(Statement.Note.class::isInstance)
                .map(Statement.Note.class::cast)
                .forEach(note -> logs.add(note.text()));
        info.put("revoked", one.revoked());
        info.put("signature", weidentity(one).map(said -> said.path("proof").asString(""))
                .filter(proof -> !proof.isEmpty())
                .orElseGet(() -> Base64.getEncoder()
                        .encodeToString(one.statements().getFirst().operation().signature().toArray())));
        info.put("timestamp", Long.toString(one.held().loggedAt().getEpochSecond()));
        return info;
    }

    private boolean isRevoked(Invocation call) {
        Did did = weids.weid(call.arguments());
        List<Evidence> all = call.arguments()
                .optionalText("customKey")
                .map(key -> List.of(byKey(call, key)))
                .orElseGet(() -> found(call, hash(call.arguments().text("hash"))));
        return all.stream()
                .filter(one -> isSigner(one, did))
                .findFirst()
                .orElseThrow(WeidCode.EVIDENCE_ABSENT::refusal)
                .revoked();
    }

    /** Whether the DID stands by evidence of exactly this credential. */
    private boolean verifySigner(Invocation call) {
        Did did = weids.weid(call.arguments());
        Bytes hash;
        try {
            hash = hash(PojoChecks.credentialPojoHash(call.arguments().object("credential"),
                    Optional.of(KeyType.SECP256K1)));
        } catch (MalformedCredential e) {
            throw WeidCode.CREDENTIAL_ERROR.refusal();
        }
        List<Evidence> all = call.arguments()
                .optionalText("customKey")
                .map(key -> List.of(byKey(call, key)))
                .orElseGet(() -> found(call, call.arguments()
                        .optionalText("hash")
                        .map(EvidenceFunctions::hash)
                        .orElse(hash)));
        if (all.isEmpty()) {
            throw WeidCode.EVIDENCE_ABSENT.refusal();
        }
        if (all.stream().noneMatch(one -> digest(one).equals(hash))) {
            throw WeidCode.EVIDENCE_HASH.refusal();
        }
        return all.stream()
                .anyMatch(one -> isSigner(one, did)
                        && one.held()
                                .signers()
                                .standing(one.held().depositor())
                                .filter(Standing.SIGNED::equals)
                                .isPresent());
    }

    // --- finding -----------------------------------------------------------------------------------------------------

    /** Of the hash, in the group asked for, or in any. */
    private List<Evidence> found(Invocation call, Bytes hash) {
        Optional<String> group = group(call);
        return evidence.find(hash, Optional.of(call.caller().tenant()), MOST_SIGNERS)
                .held()
                .stream()
                .flatMap(id -> evidence.find(id).stream())
                .filter(one -> group.isEmpty() || group.equals(
                        weidentity(one).flatMap(said -> Optional.of(said.path("groupId").asString("")))))
                .toList();
    }

    private Evidence byKey(Invocation call, String key) {
        TenantId tenant = call.caller().tenant();
        return evidence.find(tenant, key).flatMap(evidence::find).orElseThrow(WeidCode.EVIDENCE_ABSENT::refusal);
    }

    private static boolean isSigner(Evidence one, Did did) {
        return signer(one).equals(did.toString());
    }

    /** Whose signature is shown: his who signed the hash, else the depositor's. */
    private static String signer(Evidence one) {
        return weidentity(one).map(said -> said.path("signer").asString(""))
                .filter(did -> !did.isEmpty())
                .orElseGet(() -> one.held().depositor().toString());
    }

    /** A WeIdentity DID is told by its address alone. */
    private static String name(String did) {
        return did.startsWith("did:weid:") ? did.substring(did.lastIndexOf(':') + 1) : did;
    }

    private static Optional<JsonNode> weidentity(Evidence one) {
        return one.deposit().description().metadata().flatMap(said -> Optional.ofNullable(said.get(WEIDENTITY)));
    }

    private static Bytes digest(Evidence one) {
        Digests digests = one.held().digests();
        return digests.unspecified().or(digests::sha256).or(digests::sm3).orElseThrow();
    }

    private static Optional<String> group(Invocation call) {
        return call.transaction()
                .any("groupId")
                .map(value -> value.asString(""))
                .filter(text -> !text.isEmpty() && text.length() <= 64);
    }

    private static Bytes hash(String text) {
        if (!HASH.matcher(text).matches()) {
            throw WeidCode.VALUE_FORMAT.refusal("A hash is 0x and 64 hex digits.");
        }
        return Bytes.of(HexFormat.of().parseHex(text.substring(2)));
    }

    private static String text(Bytes hash) {
        return "0x" + hash.hex();
    }
}
