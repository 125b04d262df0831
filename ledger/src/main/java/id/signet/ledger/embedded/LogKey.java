package id.signet.ledger.embedded;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.Signatures;
import id.signet.crypto.key.SigningKey;
import id.signet.ledger.Hash;
import id.signet.ledger.TreeSize;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Signs heads of this log, and recognises them again. What it is given to sign must be on disk. */
final class LogKey {

    private final String origin;
    private final SigningKey key;
    private final byte[] id;

    LogKey(String origin, SigningKey key) {
        if (key.publicKey().type() != KeyType.ED25519) {
            throw new IllegalArgumentException("a log signs with Ed25519, not with " + key.publicKey().type());
        }
        this.origin = origin;
        this.key = key;
        this.id = Arrays.copyOf(Hashes.sha256((origin + "\n").getBytes(StandardCharsets.UTF_8), new byte[]{1},
                key.publicKey().encoded().toArray()), 4);
    }

    /** A head that this key has signed. */
    record SignedHead(TreeSize size, Hash root) {}

    String origin() {
        return origin;
    }

    String verifierKey() {
        byte[] pub = key.publicKey().encoded().toArray();
        byte[] typed = new byte[pub.length + 1];
        typed[0] = 1;
        System.arraycopy(pub, 0, typed, 1, pub.length);
        return origin + "+" + HexFormat.of().formatHex(id) + "+" + Base64.getEncoder().encodeToString(typed);
    }

    /** A checkpoint with the log's own signature line. */
    String sign(TreeSize size, Hash root) {
        String text = origin + "\n" + size.value() + "\n" + Base64.getEncoder().encodeToString(root.bytes()) + "\n";
        byte[] signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
        byte[] line = Arrays.copyOf(id, id.length + signature.length);
        System.arraycopy(signature, 0, line, id.length, signature.length);
        return text + "\n\u2014 " + origin + " " + Base64.getEncoder().encodeToString(line) + "\n";
    }

    /** @throws MalformedInput unless it is a checkpoint of this log under this key */
    SignedHead open(String checkpoint) {
        int end = checkpoint.indexOf("\n\n");
        if (end < 0) {
            throw new MalformedInput("no note");
        }
        String text = checkpoint.substring(0, end + 1);
        String[] lines = text.split("\n", -1);
        String prefix = "\u2014 " + origin + " ";
        for (String line : checkpoint.substring(end + 2).split("\n", -1)) {
            if (line.startsWith(prefix) && lines[0].equals(origin)) {
                byte[] bytes = Base64.getDecoder().decode(line.substring(prefix.length()));
                if (Arrays.equals(Arrays.copyOf(bytes, 4), id) && Signatures.verify(key.publicKey(),
                        text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(bytes, 4, bytes.length))) {
                    return new SignedHead(new TreeSize(Long.parseLong(lines[1])),
                            Hash.of(Base64.getDecoder().decode(lines[2])));
                }
            }
        }
        throw new MalformedInput("no signature of this log");
    }
}
