package id.signet.credential.status;

import id.signet.credential.status.codec.BitstringCodec;
import id.signet.credential.status.codec.TokenStatusCodec;
import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;

/** The uncompressed bits of one list, in the bit order of its kind. All entries start as valid. */
public final class StatusArray {

    /** The values of a 2-bit token entry (Token Status List §7.1). */
    private static final int INVALID = 1;
    private static final int SUSPENDED = 2;

    private final StatusKind kind;
    private final byte[] bits;

    public StatusArray(StatusKind kind, int entries) {
        this.kind = kind;
        this.bits = new byte[Math.ceilDiv(entries * kind.bits(), 8)];
    }

    /** Sets one entry by what is known of it; a revoked entry is never shown as merely suspended. */
    public void set(int index, boolean revoked, boolean suspended, int message) {
        switch (kind) {
            case BITSTRING_REVOCATION -> BitstringCodec.write(bits, 1, index, revoked ? 1 : 0);
            case BITSTRING_SUSPENSION -> BitstringCodec.write(bits, 1, index, suspended ? 1 : 0);
            case TOKEN -> TokenStatusCodec.write(bits, 2, index, revoked ? INVALID : suspended ? SUSPENDED : 0);
            case MESSAGE_1, MESSAGE_2, MESSAGE_4, MESSAGE_8 -> BitstringCodec.write(bits, kind.bits(), index, message);
        }
    }

    /** SHA-256 of the bits: what the log's {@code status.list} entry names. */
    public Bytes hash() {
        return Bytes.of(Hashes.sha256(bits));
    }

    /** Compressed as Token Status List §4.1 says. */
    Bytes compressed() {
        return Bytes.of(TokenStatusCodec.compress(bits));
    }

    /** Compressed and encoded as the kind's format wants it: {@code encodedList} or {@code lst}. */
    public String encoded() {
        return switch (kind) {
            case BITSTRING_REVOCATION, BITSTRING_SUSPENSION, MESSAGE_1, MESSAGE_2, MESSAGE_4, MESSAGE_8 ->
                BitstringCodec.encode(bits);
            case TOKEN -> TokenStatusCodec.encode(bits);
        };
    }
}
