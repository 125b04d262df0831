package id.signet.ledger.note;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import java.util.Arrays;

/**
 * One signature line of a note: {@code — <name> base64(key id || signature)}.
 *
 * @param keyId four bytes
 */
public record NoteSignature(String name, Bytes keyId, Bytes signature) {

    static final int KEY_ID_LENGTH = 4;

    /** Em dash and space. */
    private static final String START = "\u2014 ";

    public NoteSignature {
        if (!NoteText.isKeyName(name) || keyId.size() != KEY_ID_LENGTH || signature.size() == 0) {
            throw new MalformedInput("a signature line has a key name, a key id of four bytes and a signature");
        }
    }

    static NoteSignature parse(String line) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(START) || space < START.length()) {
            throw new MalformedInput("a signature line starts with an em dash, a space, a key name and a space");
        }
        byte[] bytes = Base64Text.decode(line.substring(space + 1), "a signature");
        if (bytes.length <= KEY_ID_LENGTH) {
            throw new MalformedInput("a signature is longer than its key id");
        }
        return new NoteSignature(
                line.substring(START.length(), space),
                Bytes.of(Arrays.copyOf(bytes, KEY_ID_LENGTH)),
                Bytes.of(Arrays.copyOfRange(bytes, KEY_ID_LENGTH, bytes.length)));
    }

    /** The line with its newline. */
    public String line() {
        byte[] bytes = Arrays.copyOf(keyId.toArray(), KEY_ID_LENGTH + signature.size());
        System.arraycopy(signature.toArray(), 0, bytes, KEY_ID_LENGTH, signature.size());
        return START + name + " " + Base64Text.encode(bytes) + "\n";
    }

    /** Whether name and key id are those of the key; the signature itself is not looked at. */
    public boolean isBy(VerifierKey key) {
        return name.equals(key.name()) && keyId.equals(key.keyId());
    }
}
