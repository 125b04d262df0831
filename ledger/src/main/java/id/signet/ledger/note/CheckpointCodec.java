package id.signet.ledger.note;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.Hash;
import id.signet.ledger.TreeSize;
import java.util.List;

/** The note text of a checkpoint (C2SP tlog-checkpoint): origin, size, root, extensions, a line each. */
public final class CheckpointCodec {

    private CheckpointCodec() {}

    public static String encode(Checkpoint checkpoint) {
        StringBuilder text = new StringBuilder();
        line(text, checkpoint.origin());
        line(text, Long.toString(checkpoint.size().value()));
        line(text, Base64Text.encode(checkpoint.root().bytes()));
        checkpoint.extensions().forEach(extension -> line(text, extension));
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        if (line.isEmpty() || line.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a line of a checkpoint is not empty and is one line");
        }
        text.append(line).append('\n');
    }

    public static Checkpoint decode(String text) {
        if (!text.endsWith("\n")) {
            throw new MalformedInput("a checkpoint ends in a newline");
        }
        List<String> lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
        if (lines.size() < 3 || lines.contains("")) {
            throw new MalformedInput("a checkpoint has at least three lines, none of them empty");
        }
        return new Checkpoint(
                lines.get(0),
                new TreeSize(NoteText.decimal(lines.get(1), "the size of a tree")),
                hash(lines.get(2), "a root hash"),
                lines.subList(3, lines.size()));
    }

    static Hash hash(String base64, String what) {
        byte[] bytes = Base64Text.decode(base64, what);
        if (bytes.length != Hash.LENGTH) {
            throw new MalformedInput(what + " has 32 bytes");
        }
        return Hash.of(bytes);
    }
}
