package id.signet.ledger.note;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.ledger.Hash;
import id.signet.ledger.LeafIndex;
import id.signet.ledger.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The text of a receipt (C2SP tlog-proof), usually kept in a file named {@code *.tlog-proof}. */
public final class TlogProofCodec {

    public static final String MEDIA_TYPE = "text/plain; charset=utf-8";

    private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";

    /** A note at its largest, an opening at its largest, and the longest path there is. */
    private static final int LARGEST = 256 * 1024;

    /** A tree of 2^63 leaves has no longer path. */
    private static final int LONGEST_PATH = 63;

    private TlogProofCodec() {}

    public static String encode(Receipt receipt) {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        receipt.opening()
                .ifPresent(
                        opening -> text.append(EXTRA).append(Base64Text.encode(opening.toArray())).append('\n'));
        text.append(INDEX).append(receipt.index().value()).append('\n');
        for (Hash hash : receipt.path()) {
            text.append(Base64Text.encode(hash.bytes())).append('\n');
        }
        return text.append('\n').append(receipt.checkpoint()).toString();
    }

    /**
     * Reads a receipt; nothing in it is checked but its form.
     *
     * @throws MalformedInput unless it is exactly the text that {@link #encode} writes
     */
    public static Receipt decode(String text) {
        if (text.length() > LARGEST) {
            throw new MalformedInput.TooLarge("a receipt has at most " + LARGEST + " characters");
        }
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new MalformedInput("a receipt is a proof, an empty line and a checkpoint");
        }
        List<String> lines = new ArrayList<>(List.of(text.substring(0, blank).split("\n", -1)));
        // "The first line MUST be the string c2sp.org/tlog-proof@v1."
        if (!lines.removeFirst().equals(FIRST_LINE)) {
            throw new MalformedInput("the first line of a receipt is " + FIRST_LINE);
        }
        // "The second line MAY start with the string extra [...]. If no extra data is present, this line is omitted."
        Optional<Bytes> opening = Optional.empty();
        if (!lines.isEmpty() && lines.getFirst().startsWith(EXTRA)) {
            Bytes bytes = Bytes.of(Base64Text.decode(lines.removeFirst().substring(EXTRA.length()), "the extra line"));
            if (bytes.size() == 0) {
                throw new MalformedInput("the extra line is omitted if there is nothing in it");
            }
            opening = Optional.of(bytes);
        }
        // "The next line MUST start with the string index"
        if (lines.isEmpty() || !lines.getFirst().startsWith(INDEX)) {
            throw new MalformedInput("a receipt names the index of its leaf");
        }
        long index = NoteText.decimal(lines.removeFirst().substring(INDEX.length()), "the index of a leaf");
        // "The next zero or more non-empty lines are the base64-encoded Merkle inclusion proof"
        if (lines.size() > LONGEST_PATH) {
            throw new MalformedInput("a path has at most " + LONGEST_PATH + " hashes");
        }
        List<Hash> path = lines.stream().map(line -> CheckpointCodec.hash(line, "a hash of the path")).toList();
        // "After the inclusion proof lines and an empty line, the checkpoint issued by the log is included verbatim"
        String checkpoint = text.substring(blank + 2);
        SignedCheckpoint.parse(checkpoint);
        return new Receipt(new LeafIndex(index), path, checkpoint, opening);
    }
}
