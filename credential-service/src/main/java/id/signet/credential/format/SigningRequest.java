package id.signet.credential.format;

import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * What must be signed, and what the signature will be joined to. Kept sealed between logging and signing, so that a
 * retry signs exactly the input that was logged.
 *
 * @param format the name of the format that prepared it
 * @param signedInput what every valid presentation reveals of what is signed
 * @param message the very bytes the key signs; others than the signed input only where the suite signs statements besides
 * @param pending what {@link CredentialFormat#assemble} needs besides the signature; personal data
 */
public record SigningRequest(String format, Bytes signedInput, Bytes message, ObjectNode pending) {

    /** The signed input is all that the key signs. */
    public SigningRequest(String format, Bytes signedInput, ObjectNode pending) {
        this(format, signedInput, signedInput, pending);
    }

    /** SHA-256 of the signed input: the part of the commitment that every valid presentation reveals. */
    public Bytes signedInputHash() {
        return Bytes.of(Hashes.sha256(signedInput.toArray()));
    }

    public byte[] toBytes() {
        var json = Json.object();
        json.put("format", format);
        json.put("signedInput", signedInput.base64Url());
        if (!message.equals(signedInput)) {
            json.put("message", message.base64Url());
        }
        json.set("pending", pending);
        return Bytes.utf8(json.toString()).toArray();
    }

    /** Reads what {@link #toBytes} wrote. */
    public static SigningRequest fromBytes(byte[] bytes) {
        var json = StrictJson.parseObject(bytes);
        if (!(json.get("pending") instanceof ObjectNode pending)) {
            throw new IllegalStateException("a stored signing request has no pending part");
        }
        var signedInput = json.get("signedInput").stringValue();
        return new SigningRequest(
                json.get("format").stringValue(),
                Bytes.of(Base64Url.decode(signedInput)),
                Bytes.of(Base64Url.decode(json.path("message").asString(signedInput))),
                pending);
    }
}
