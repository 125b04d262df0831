package id.signet.registry.did.webvh;

import id.signet.crypto.Bytes;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.multiformats.Multikey;
import id.signet.crypto.proof.Cryptosuites;
import id.signet.crypto.proof.ProofOptions;
import id.signet.crypto.proof.SecuredDocument;
import id.signet.registry.PublicUrl;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.webvh.WebvhTables.Line;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** The next line of a did:webvh hosted here, without its proof: did:webvh 1.0, "Create" and "Update". */
public final class NextLine {

    private static final String PLACEHOLDER = "{SCID}";
    /** Stands for the SCID while it is not known yet: no DID may have the braces of the placeholder. */
    private static final WebvhHash NOT_YET = WebvhHash.ofMultikey("");

    private final ObjectNode json;
    private final Did did;
    private final Instant time;

    private NextLine(ObjectNode json, Did did, Instant time) {
        this.json = json;
        this.did = did;
        this.time = time;
    }

    /**
     * Of a new DID.
     *
     * @param parameters without {@code method} and {@code scid}
     * @param document from the DID, as it is asked for before the DID is known
     */
    public static NextLine first(PublicUrl publicUrl, Instant now, ObjectNode parameters,
            Function<Did, DidDocument> document) {
        Instant time = now.truncatedTo(ChronoUnit.SECONDS);
        ObjectNode all = Json.object().put("method", Parameters.METHOD).put("scid", PLACEHOLDER);
        all.setAll(parameters);
        String state = document.apply(WebvhDid.hosted(publicUrl, NOT_YET).did()).json().toString();
        ObjectNode preliminary = line(PLACEHOLDER, time, all,
                StrictJson.parseObject(state.replace(NOT_YET.text(), PLACEHOLDER)));
        WebvhHash scid = WebvhHash.of(preliminary);
        ObjectNode line = StrictJson.parseObject(preliminary.toString().replace(PLACEHOLDER, scid.text()));
        return new NextLine(numbered(line, 1), WebvhDid.hosted(publicUrl, scid).did(), time);
    }

    /** After a line, at a moment after its own. */
    public static NextLine after(Line before, long number, Instant now, ObjectNode parameters, DidDocument document) {
        Instant seconds = now.truncatedTo(ChronoUnit.SECONDS);
        Instant time = seconds.isAfter(before.time()) ? seconds : now.truncatedTo(ChronoUnit.MILLIS);
        return new NextLine(numbered(line(before.versionId(), time, parameters, document.json()), number),
                document.id(), time);
    }

    private static ObjectNode line(String previous, Instant time, ObjectNode parameters, ObjectNode state) {
        ObjectNode line = Json.object().put("versionId", previous).put("versionTime", time.toString());
        line.set("parameters", parameters);
        line.set("state", state);
        return line;
    }

    private static ObjectNode numbered(ObjectNode line, long number) {
        return line.put("versionId", number + "-" + WebvhHash.of(line));
    }

    public Did did() {
        return did;
    }

    /** A copy. */
    public ObjectNode json() {
        return json.deepCopy();
    }

    /** The proof that a key is to make, without {@code proofValue}. */
    public ObjectNode proof(PublicKey key) {
        return options(key).toJson(json);
    }

    /** What the key signs for that proof: both hashes, 64 bytes. */
    public Bytes signedBytes(PublicKey key) {
        return SecuredDocument.prepare(json, options(key), key).message();
    }

    public LoggedLine sign(SigningKey key) {
        ObjectNode line = SecuredDocument.sign(json, options(key.publicKey()), key);
        line.set("proof", Json.array().add(line.get("proof")));
        return LoggedLine.of(line);
    }

    private ProofOptions options(PublicKey key) {
        String multikey = Multikey.encode(key);
        return ProofOptions.of(Cryptosuites.jcs().named(WebvhEntry.SUITE).orElseThrow(),
                "did:key:" + multikey + "#" + multikey, WebvhEntry.PURPOSE).withCreated(time);
    }
}
