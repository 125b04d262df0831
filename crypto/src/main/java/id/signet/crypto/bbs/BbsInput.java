package id.signet.crypto.bbs;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a BBS signature speaks about: a header that every proof shows, and messages of which a proof shows some. In one
 * string of bytes it is what a key of a key ring signs (docs/adr/0029-bbs.md).
 *
 * @param messages at most {@link #MAX_MESSAGES}, in the order in which they are signed
 */
public record BbsInput(Bytes header, List<Bytes> messages) {

    /**
     * As many as an SD-JWT has disclosures here. A verifier pays about 0.4 ms for each, and keeps a table of 6 KB.
     */
    public static final int MAX_MESSAGES = 1_000;

    private static final byte[] DOMAIN = Ciphersuite.ascii("signet:bbs-input:v1");

    /** @throws MalformedInput if there are too many messages */
    public BbsInput {
        if (messages.size() > MAX_MESSAGES) {
            throw new MalformedInput.TooLarge("a BBS signature is over at most " + MAX_MESSAGES + " messages");
        }
        messages = List.copyOf(messages);
    }

    /** A domain tag, then the header, the number of messages and each message; lengths and number in four bytes. */
    public byte[] encode() {
        int length = DOMAIN.length + 8 + header.size();
        for (Bytes message : messages) {
            length = Math.addExact(length, Math.addExact(4, message.size()));
        }
        ByteBuffer encoded = ByteBuffer.allocate(length)
                .put(DOMAIN)
                .putInt(header.size())
                .put(header.toArray())
                .putInt(messages.size());
        messages.forEach(message -> encoded.putInt(message.size()).put(message.toArray()));
        return encoded.array();
    }

    /**
     * The inverse of {@link #encode()}.
     *
     * @throws MalformedInput if the bytes are anything else
     */
    public static BbsInput decode(byte[] encoded) {
        ByteBuffer input = ByteBuffer.wrap(encoded);
        if (!Bytes.of(DOMAIN).equals(take(input, DOMAIN.length))) {
            throw malformed();
        }
        Bytes header = take(input, number(input));
        int count = number(input);
        if (count < 0 || count > MAX_MESSAGES) {
            throw malformed();
        }
        List<Bytes> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            messages.add(take(input, number(input)));
        }
        if (input.hasRemaining()) {
            throw malformed();
        }
        return new BbsInput(header, messages);
    }

    private static int number(ByteBuffer input) {
        if (input.remaining() < 4) {
            throw malformed();
        }
        return input.getInt();
    }

    private static Bytes take(ByteBuffer input, int length) {
        if (length < 0 || length > input.remaining()) {
            throw malformed();
        }
        byte[] taken = new byte[length];
        input.get(taken);
        return Bytes.of(taken);
    }

    private static MalformedInput malformed() {
        return new MalformedInput("not the header and messages of a BBS signature");
    }
}
