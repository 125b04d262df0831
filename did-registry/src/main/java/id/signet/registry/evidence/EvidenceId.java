package id.signet.registry.evidence;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.ledger.Hash;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Names one deposit for ever: the first 20 bytes, in lower-case hex, of SHA-256 over what its depositor signed
 * (docs/adr/0039-evidence.md).
 */
public record EvidenceId(String value) {

    private static final int LENGTH = 20;
    private static final Pattern GRAMMAR = Pattern.compile("[0-9a-f]{40}");

    public EvidenceId {
        if (!GRAMMAR.matcher(value).matches()) {
            throw new MalformedInput("the id of a piece of evidence is 40 lower-case hex digits");
        }
    }

    /** @param signedBytes SHA-256 of the signed bytes of the deposit */
    static EvidenceId of(Hash signedBytes) {
        return new EvidenceId(Bytes.of(Arrays.copyOf(signedBytes.bytes(), LENGTH)).hex());
    }

    @Override
    public String toString() {
        return value;
    }
}
