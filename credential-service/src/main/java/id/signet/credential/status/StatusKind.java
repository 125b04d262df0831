package id.signet.credential.status;

import id.signet.credential.StatusMessages;

/** The kinds of list an issuer keeps, each with its own indexes. */
public enum StatusKind {

    /** W3C Bitstring Status List of one purpose, 1 bit an entry, most significant bit first. */
    BITSTRING_REVOCATION("revocation", 1),
    BITSTRING_SUSPENSION("suspension", 1),

    /** Token Status List, 2 bits an entry, least significant bits first: 0 valid, 1 revoked, 2 suspended. */
    TOKEN("token", 2),

    /** W3C Bitstring Status List whose values stand for messages, with entries of so many bits. */
    MESSAGE_1("message-1", 1),
    MESSAGE_2("message-2", 2),
    MESSAGE_4("message-4", 4),
    MESSAGE_8("message-8", 8);

    private final String text;
    private final int bits;

    StatusKind(String text, int bits) {
        this.text = text;
        this.bits = bits;
    }

    /** The name in the database and in the log's {@code status.list} entries. */
    public String text() {
        return text;
    }

    /** The bits of one entry. */
    public int bits() {
        return bits;
    }

    /** Whether its values stand for messages, which do not bear on a credential's validity. */
    public boolean isMessage() {
        return purpose().equals(StatusMessages.PURPOSE);
    }

    /** The {@code statusPurpose} of a Bitstring list of this kind; of a Token list its name. */
    String purpose() {
        return switch (this) {
            case BITSTRING_REVOCATION, BITSTRING_SUSPENSION, TOKEN -> text;
            case MESSAGE_1, MESSAGE_2, MESSAGE_4, MESSAGE_8 -> StatusMessages.PURPOSE;
        };
    }

    /** @param messages whose number says how many bits an entry has */
    public static StatusKind of(StatusMessages messages) {
        return of(StatusMessages.PURPOSE + "-" + messages.size());
    }

    /** Whether a list of this kind can say it. */
    public boolean carries(StatusPurpose purpose) {
        return this == TOKEN || this == bitstring(purpose);
    }

    public static StatusKind bitstring(StatusPurpose purpose) {
        return switch (purpose) {
            case REVOCATION -> BITSTRING_REVOCATION;
            case SUSPENSION -> BITSTRING_SUSPENSION;
        };
    }

    /** @throws IllegalArgumentException if there is no such kind */
    public static StatusKind of(String text) {
        for (StatusKind kind : values()) {
            if (kind.text.equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of status list: " + text);
    }
}
