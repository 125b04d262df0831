package id.signet.registry.did.webvh;

import id.signet.crypto.DateTimeStamps;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.multiformats.Multikey;
import id.signet.crypto.proof.DataIntegrityProof;
import id.signet.crypto.proof.SecuredDocument;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A line of {@code did.jsonl}, read and not believed.
 *
 * @param number from 1
 * @param versionId {@code number-hash}
 */
record WebvhEntry(long number, String versionId, WebvhHash hash, Instant time, ObjectNode parameters, ObjectNode state,
        SecuredDocument secured) {

    /** The only suite of did:webvh:1.0, for entries and for witnesses. */
    static final String SUITE = "eddsa-jcs-2022";

    private static final Set<String> MEMBERS = Set.of("versionId", "versionTime", "parameters", "state", "proof");
    private static final Pattern VERSION_ID = Pattern.compile("([1-9][0-9]{0,8})-([1-9A-HJ-NP-Za-km-z]+)");
    private static final String PLACEHOLDER = "{SCID}";
    static final String PURPOSE = "assertionMethod";
    private static final String DID_KEY = "did:key:";

    static WebvhEntry parse(String line) {
        return of(StrictJson.parseObject(line));
    }

    static WebvhEntry of(ObjectNode json) {
        BadLog.unless(Set.copyOf(json.propertyNames()).equals(MEMBERS), "an entry has exactly the members " + MEMBERS);
        Matcher id = VERSION_ID.matcher(json.path("versionId").asString(""));
        BadLog.unless(id.matches(), "a versionId is a number, a dash and a hash");
        String text = json.path("versionTime").asString("");
        Instant time = DateTimeStamps.parse(text)
                .filter(at -> text.endsWith("Z") || text.endsWith("+00:00"))
                .orElseThrow(() -> new BadLog("a versionTime is a time in UTC"));
        if (!(json.get("parameters") instanceof ObjectNode parameters)
                || !(json.get("state") instanceof ObjectNode state)) {
            throw new BadLog("parameters and state are objects");
        }
        return new WebvhEntry(Long.parseLong(id.group(1)), id.group(), new WebvhHash(id.group(2)), time, parameters,
                state, SecuredDocument.parse(json));
    }

    /** "Verify SCID": the hash of the first entry with placeholders where the SCID stands. */
    boolean begins(WebvhHash scid) {
        ObjectNode unsecured = secured.unsecured();
        unsecured.put("versionId", PLACEHOLDER);
        return WebvhHash.of(StrictJson.parseObject(unsecured.toString().replace(scid.text(), PLACEHOLDER)))
                .equals(scid);
    }

    /** "Verify The Entry Hash"; the previous versionId of the first entry is the SCID. */
    boolean follows(String previous) {
        ObjectNode unsecured = secured.unsecured();
        unsecured.put("versionId", previous);
        return WebvhHash.of(unsecured).equals(hash);
    }

    /** "Authorized Keys": every proof of the entry is good and made by one of these keys. */
    boolean isSignedBy(List<String> updateKeys) {
        return secured.proofs().stream().allMatch(proof -> updateKeys.contains(signer(secured, proof)));
    }

    /** The Multikey that made a proof by the rules of the method; empty if none did. */
    static String signer(SecuredDocument document, DataIntegrityProof proof) {
        String method = proof.verificationMethod();
        int hash = method.indexOf('#');
        if (!proof.cryptosuite().equals(SUITE) || !proof.proofPurpose().equals(PURPOSE) || hash < 0
                || !method.startsWith(DID_KEY)) {
            return "";
        }
        String key = method.substring(DID_KEY.length(), hash);
        try {
            return method.substring(hash + 1).equals(key) && document.verify(proof, Multikey.decode(key)) ? key : "";
        } catch (MalformedInput e) {
            return "";
        }
    }

    /** The texts of {@code alsoKnownAs}. */
    List<String> aliases() {
        JsonNode aliases = state.path("alsoKnownAs");
        return aliases.isArray() ? aliases.valueStream().map(alias -> alias.asString("")).toList() : List.of();
    }
}
