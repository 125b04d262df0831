package id.signet.app.migrate;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.ChainSignatures;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Evidence as WeIdentity's {@code getEvidence} tells it: a hash, and for each signer his signature over the text of the hash, his
 * logs, the client's time and whether he revoked. The old contract checked none of it, so each signature is checked here.
 *
 * @param hash 32 bytes; how they were made the old service does not say
 */
record OldEvidence(Bytes hash, Optional<String> customKey, Optional<String> group, List<Signer> signers) {

    private static final Pattern HASH = Pattern.compile("0x[0-9a-fA-F]{64}");
    private static final int SIGNATURE = 65;

    /**
     * One signer as the old chain had him.
     *
     * @param time as the client said
     */
    record Signer(String address, String signature, String time, boolean revoked, List<String> logs) {

        Signer {
            logs = List.copyOf(logs);
        }
    }

    OldEvidence {
        signers = List.copyOf(signers);
    }

    static OldEvidence parse(ObjectNode json) {
        String hash = json.path("credentialHash").asString(json.path("hash").asString(""));
        if (!HASH.matcher(hash).matches()) {
            throw new MalformedInput("the hash of old evidence is 0x and 64 hex digits");
        }
        List<Signer> signers = new ArrayList<>();
        json.path("signInfo").properties().forEach(one -> signers.add(signer(one.getKey(), one.getValue())));
        return new OldEvidence(Bytes.of(HexFormat.of().parseHex(hash.substring(2))), text(json, "customKey"),
                text(json, "groupId"), signers);
    }

    private static Signer signer(String address, JsonNode told) {
        return new Signer(address, told.path("signature").asString(""), told.path("timestamp").asString(""),
                told.path("revoked").asBoolean(false),
                told.path("logs").valueStream().map(log -> log.asString("")).toList());
    }

    private static Optional<String> text(ObjectNode json, String member) {
        return Optional.of(json.path(member).asString("")).filter(text -> !text.isEmpty());
    }

    /** Whether all who signed took it back. */
    boolean isRevoked() {
        return !signers.isEmpty() && signers.stream().allMatch(Signer::revoked);
    }

    /** Those of whom nobody here can say that they signed. */
    List<String> unconfirmed(Function<String, Collection<PublicKey>> keysOf) {
        return signers.stream()
                .filter(signer -> keysOf.apply(signer.address()).stream().noneMatch(key -> isSigned(key, signer)))
                .map(Signer::address)
                .toList();
    }

    /** The old SDKs sign the text of the hash; the recovery value, which is not needed, stands behind r‖s or before. */
    private boolean isSigned(PublicKey key, Signer signer) {
        byte[] text = Bytes.utf8("0x" + hash.hex()).toArray();
        byte[] signature;
        try {
            signature = Base64.getDecoder().decode(signer.signature());
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (signature.length != SIGNATURE || !(key.type() == KeyType.SECP256K1 || key.type() == KeyType.SM2)) {
            return false;
        }
        return Stream.of(Arrays.copyOf(signature, SIGNATURE - 1),
                Arrays.copyOfRange(signature, 1, SIGNATURE))
                .anyMatch(points -> ChainSignatures.verify(key, text, points));
    }

    /** What is kept of it beside the hash, word for word. */
    ObjectNode provenance(OldNames names, List<String> unconfirmed) {
        ObjectNode json = Json.object();
        ObjectNode old = json.putObject("weidentity");
        group.ifPresent(one -> old.put("groupId", one));
        ArrayNode all = old.putArray("signers");
        for (Signer signer : signers) {
            ObjectNode one = all.addObject();
            one.put("did", names.here(signer.address()));
            one.put("signature", signer.signature());
            one.put("confirmed", !unconfirmed.contains(signer.address()));
            one.put("timeByClient", signer.time());
            one.put("revoked", signer.revoked());
            if (!signer.logs().isEmpty()) {
                one.set("logs", Json.array(signer.logs()));
            }
        }
        return json;
    }
}
