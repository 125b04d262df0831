package id.signet.ledger.note;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.Hash;
import id.signet.ledger.TreeSize;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a log asks of a witness (C2SP tlog-witness, add-checkpoint). Nothing in it is checked but its form.
 *
 * @param old the size of the tree that the witness cosigned last
 * @param proof that the tree of the checkpoint starts with that tree
 */
public record AddCheckpoint(TreeSize old, List<Hash> proof, SignedCheckpoint checkpoint) {

    /** "The client MUST NOT send more than 63 consistency proof lines." */
    private static final int LONGEST_PROOF = 63;

    private static final String OLD = "old ";

    public AddCheckpoint {
        proof = List.copyOf(proof);
        if (proof.size() > LONGEST_PROOF) {
            throw new MalformedInput("a consistency proof has at most " + LONGEST_PROOF + " hashes");
        }
    }

    /** @throws MalformedInput unless it is exactly an old size line, proof lines, an empty line and a checkpoint */
    public static AddCheckpoint parse(byte[] body) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedInput("a request is UTF-8", e);
        }
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new MalformedInput("a request is an old size, a proof, an empty line and a checkpoint");
        }
        List<String> lines = List.of(text.substring(0, blank).split("\n", -1));
        if (!lines.getFirst().startsWith(OLD)) {
            throw new MalformedInput("the first line of a request is 'old' and a size");
        }
        if (lines.size() > 1 + LONGEST_PROOF) {
            throw new MalformedInput("a consistency proof has at most " + LONGEST_PROOF + " hashes");
        }
        return new AddCheckpoint(
                new TreeSize(NoteText.decimal(lines.getFirst().substring(OLD.length()), "the old size")),
                lines.subList(1, lines.size())
                        .stream()
                        .map(line -> CheckpointCodec.hash(line, "a hash of the proof"))
                        .toList(),
                SignedCheckpoint.parse(text.substring(blank + 2)));
    }

    public String encode() {
        StringBuilder text = new StringBuilder(OLD).append(old.value()).append('\n');
        proof.forEach(hash -> text.append(Base64Text.encode(hash.bytes())).append('\n'));
        return text.append('\n').append(checkpoint.text()).toString();
    }
}
