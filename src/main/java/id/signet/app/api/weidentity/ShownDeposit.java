package id.signet.app.api.weidentity;

import id.signet.crypto.Bytes;
import id.signet.registry.did.Did;
import id.signet.registry.evidence.Digests;
import id.signet.registry.evidence.EvidenceRegistry.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A deposit as WeIdentity's clients are told of it.
 *
 * @param signer who signed the hash, if another than the depositor did; else the depositor
 * @param proof the signature that shows it, Base64
 * @param own whether it is the caller's tenant's, who alone is told what it says
 */
record ShownDeposit(Evidence one, Did signer, String proof, boolean own) {

    /** The member of a deposit's metadata that is of this door, and its members. */
    static final String WEIDENTITY = "weidentity";
    static final String GROUP = "groupId";
    static final String SIGNER = "signer";
    static final String PROOF = "proof";

    /** Of several by one signer his own stands before a delegate's, who takes it back when he likes. */
    static Optional<ShownDeposit> of(Did signer, List<ShownDeposit> all) {
        List<ShownDeposit> his = all.stream().filter(shown -> shown.signer().equals(signer)).toList();
        return his.stream()
                .filter(shown -> shown.one().held().depositor().equals(signer))
                .findFirst()
                .or(() -> his.stream().findFirst());
    }

    /** A WeIdentity DID is told by its address alone. */
    static String name(Did did) {
        String text = did.toString();
        return text.startsWith("did:weid:") ? text.substring(text.lastIndexOf(':') + 1) : text;
    }

    Bytes hash() {
        return hash(one);
    }

    static Bytes hash(Evidence one) {
        Digests digests = one.held().digests();
        return digests.unspecified().or(digests::sha256).or(digests::sm3).orElseThrow();
    }

    boolean holds(Bytes hash) {
        Digests digests = one.held().digests();
        return Stream.of(digests.sha256(), digests.sm3(), digests.unspecified()).anyMatch(Optional.of(hash)::equals);
    }

    boolean isOf(String group) {
        return own && group.equals(said(one, GROUP));
    }

    Optional<JsonNode> said() {
        return said(one);
    }

    static String said(Evidence one, String member) {
        return said(one).map(said -> said.path(member).asString("")).orElse("");
    }

    private static Optional<JsonNode> said(Evidence one) {
        return one.deposit().description().metadata().flatMap(said -> Optional.ofNullable(said.get(WEIDENTITY)));
    }
}
