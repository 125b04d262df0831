package id.signet.app.api.weidentity;

import id.signet.crypto.Bytes;
import id.signet.registry.evidence.EvidenceRegistry;
import id.signet.registry.evidence.EvidenceRegistry.Evidence;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Finds deposits as WeIdentity's clients ask for them. */
@Component
final class ShownEvidence {

    static final String HASH = "hash";
    static final String CUSTOM_KEY = "customKey";

    private static final Pattern HASH_TEXT = Pattern.compile("0x[0-9a-fA-F]{64}");
    private static final int MOST = 64;
    private static final int LONGEST_GROUP = 64;

    private final EvidenceRegistry evidence;
    private final HashProofs proofs;

    ShownEvidence(EvidenceRegistry evidence, HashProofs proofs) {
        this.evidence = evidence;
        this.proofs = proofs;
    }

    /** By the custom key or the hash that the caller names; at least one. */
    List<ShownDeposit> asked(Invocation call) {
        return nonEmpty(call.arguments()
                .optionalText(CUSTOM_KEY)
                .map(key -> List.of(byKey(call, key)))
                .orElseGet(() -> ofHash(call, hash(call.arguments().text(HASH)))));
    }

    Bytes hashAsked(Invocation call) {
        return call.arguments()
                .optionalText(CUSTOM_KEY)
                .map(key -> byKey(call, key).hash())
                .orElseGet(() -> hash(call.arguments().text(HASH)));
    }

    /** The caller's tenant's own first; with a group no others, as a group is its tenant's word. */
    List<ShownDeposit> ofHash(Invocation call, Bytes hash) {
        Optional<String> group = group(call);
        return evidence.find(hash, Optional.of(call.caller().tenant()), MOST)
                .held()
                .stream()
                .flatMap(id -> evidence.find(id).stream())
                .map(one -> shown(call, one))
                .filter(shown -> group.isEmpty() || group.filter(shown::isOf).isPresent())
                .toList();
    }

    ShownDeposit byKey(Invocation call, String key) {
        return evidence.find(call.caller().tenant(), key)
                .flatMap(evidence::find)
                .map(one -> shown(call, one))
                .orElseThrow(WeidCode.EVIDENCE_ABSENT::refusal);
    }

    static List<ShownDeposit> nonEmpty(List<ShownDeposit> all) {
        if (all.isEmpty()) {
            throw WeidCode.EVIDENCE_ABSENT.refusal();
        }
        return all;
    }

    /** What a deposit says of a signer is its depositor's word, and its proof is looked at again. */
    private ShownDeposit shown(Invocation call, Evidence one) {
        boolean own = one.held().tenant().equals(call.caller().tenant());
        String proof = ShownDeposit.said(one, ShownDeposit.PROOF);
        return Weids.other(ShownDeposit.said(one, ShownDeposit.SIGNER))
                .filter(did -> proofs.isBy(did, one.held().loggedAt(), ShownDeposit.hash(one), proof))
                .map(did -> new ShownDeposit(one, did, proof, own))
                .orElseGet(() -> new ShownDeposit(one, one.held().depositor(), Base64.getEncoder()
                        .encodeToString(one.statements().getFirst().operation().signature().toArray()), own));
    }

    static Optional<String> group(Invocation call) {
        Optional<String> group = call.transaction()
                .any(ShownDeposit.GROUP)
                .map(value -> value.asString(""))
                .filter(text -> !text.isEmpty());
        if (group.filter(text -> text.length() > LONGEST_GROUP).isPresent()) {
            throw WeidCode.VALUE_FORMAT.refusal("A groupId has at most " + LONGEST_GROUP + " characters.");
        }
        return group;
    }

    static Bytes hash(String text) {
        if (!HASH_TEXT.matcher(text).matches()) {
            throw WeidCode.VALUE_FORMAT.refusal("A hash is 0x and 64 hex digits.");
        }
        return Bytes.of(HexFormat.of().parseHex(text.substring(2)));
    }

    static String text(Bytes hash) {
        return "0x" + hash.hex();
    }
}
