package id.signet.ledger.note;

import id.signet.crypto.MalformedInput;
import id.signet.ledger.Checkpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A checkpoint with its signature lines; nobody has checked them yet. See {@link VerifiedCheckpoint}. */
public record SignedCheckpoint(Checkpoint checkpoint, SignedNote note) {

    public SignedCheckpoint {
        if (!note.text().equals(CheckpointCodec.encode(checkpoint))) {
            throw new IllegalArgumentException("the note is not that of the checkpoint");
        }
    }

    public static SignedCheckpoint parse(String text) {
        SignedNote note = SignedNote.parse(text);
        return new SignedCheckpoint(CheckpointCodec.decode(note.text()), note);
    }

    /** What a log publishes; the signer's name is the origin. */
    public static SignedCheckpoint sign(Checkpoint checkpoint, NoteSigner signer) {
        if (!signer.verifierKey().name().equals(checkpoint.origin())) {
            throw new IllegalArgumentException("a log signs under the name of its origin");
        }
        return new SignedCheckpoint(checkpoint, SignedNote.sign(CheckpointCodec.encode(checkpoint), signer));
    }

    /**
     * The lines by which a witness answered that it cosigns this checkpoint (C2SP tlog-witness). Lines of other keys are
     * left out.
     *
     * @throws MalformedInput if the witness' key did not sign, or its signature does not fit
     */
    public WitnessLine cosignedBy(VerifierKey witness, String answer) {
        SignedNote answered = SignedNote.parse(note.text() + "\n" + answer);
        SignedNote.Verified verified = answered.verify(List.of(witness)).getFirst();
        NoteSignature line = answered.signatures()
                .stream()
                .filter(signature -> signature.isBy(witness))
                .findFirst()
                .orElseThrow();
        return new WitnessLine(witness, line, verified.time()
                .orElseThrow(() -> new MalformedInput("a witness signs with the time")));
    }

    /**
     * A cosignature that was checked.
     *
     * @param time when, by the clock of the witness, in whole seconds
     */
    public record WitnessLine(VerifierKey witness, NoteSignature line, Instant time) {}

    /** The same checkpoint with one more signature line at its end. */
    public SignedCheckpoint with(NoteSignature line) {
        return new SignedCheckpoint(checkpoint, note.with(line));
    }

    /** The same with the signature lines of these keys alone. */
    public SignedCheckpoint signedBy(Collection<VerifierKey> keys) {
        return new SignedCheckpoint(checkpoint, new SignedNote(note.text(),
                note.signatures().stream().filter(line -> keys.stream().anyMatch(line::isBy)).toList()));
    }

    /** Verbatim, with all signature lines. */
    public String text() {
        return note.encode();
    }

    /**
     * Checks the log's signature and those of the witnesses that are known.
     *
     * @param log the key of the log; its name is the only origin accepted
     * @throws MalformedInput if the origin is another one, the log did not sign, or a known key's signature does not fit
     */
    public VerifiedCheckpoint verify(VerifierKey log, Collection<VerifierKey> witnesses) {
        if (!checkpoint.origin().equals(log.name())) {
            throw new MalformedInput("the checkpoint is that of another log");
        }
        List<VerifierKey> known = new ArrayList<>(witnesses);
        known.add(log);
        List<SignedNote.Verified> lines = note.verify(known);
        if (lines.stream().noneMatch(line -> line.key().equals(log))) {
            throw new MalformedInput("the log did not sign the checkpoint");
        }
        return new VerifiedCheckpoint(
                checkpoint, lines.stream().filter(line -> !line.key().equals(log)).toList());
    }
}
