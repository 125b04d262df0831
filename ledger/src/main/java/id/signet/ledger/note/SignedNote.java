package id.signet.ledger.note;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.Signatures;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A text with signature lines (C2SP signed-note). Its text means nothing until {@link #verify} answered.
 *
 * @param text ends in a newline
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

    /** Room for the 16 post-quantum signatures of nearly 5 kB that the format asks verifiers to accept. */
    private static final int LARGEST = 128 * 1024;

    private static final int MOST_SIGNATURES = 64;

    public SignedNote {
        if (!text.endsWith("\n")) {
            throw new MalformedInput("the text of a note ends in a newline");
        }
        NoteText.requireCharacters(text);
        signatures = List.copyOf(signatures);
        if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
            throw new MalformedInput("a note has 1 to " + MOST_SIGNATURES + " signatures");
        }
    }

    public static SignedNote parse(byte[] utf8) {
        if (utf8.length > LARGEST) {
            throw tooLarge();
        }
        try {
            return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
        } catch (CharacterCodingException e) {
            throw new MalformedInput("a note is UTF-8", e);
        }
    }

    public static SignedNote parse(String note) {
        if (note.length() > LARGEST) {
            throw tooLarge();
        }
        NoteText.requireCharacters(note);
        // "the text is separated from the signatures by the last empty line in the note"
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n")) {
            throw new MalformedInput("a note is a text, an empty line and signature lines");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (int at = blank + 2; at < note.length();) {
            int end = note.indexOf('\n', at);
            signatures.add(NoteSignature.parse(note.substring(at, end)));
            at = end + 1;
        }
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }

    /** The whole note: text, empty line, signature lines. */
    public String encode() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString();
    }

    /** The same note with one more signature line, such as a cosignature, at its end. */
    public SignedNote with(NoteSignature signature) {
        List<NoteSignature> more = new ArrayList<>(signatures);
        more.add(signature);
        return new SignedNote(text, more);
    }

    /**
     * Which of the known keys signed the text, in the order of their lines. Signatures of unknown keys are ignored.
     *
     * @throws MalformedInput if no known key signed, or if a line names a known key and its signature does not fit
     */
    public List<Verified> verify(Collection<VerifierKey> known) {
        List<Verified> verified = new ArrayList<>();
        for (NoteSignature signature : signatures) {
            for (VerifierKey key : known) {
                if (signature.isBy(key)) {
                    Verified line = verify(signature, key).orElseThrow(
                            () -> new MalformedInput("the signature of " + key.name() + " does not fit the note"));
                    if (verified.stream().noneMatch(earlier -> earlier.key().equals(key))) {
                        verified.add(line);
                    }
                }
            }
        }
        if (verified.isEmpty()) {
            throw new MalformedInput("no known key signed the note");
        }
        return List.copyOf(verified);
    }

    /**
     * A known key signed.
     *
     * @param time what a cosigner says about when, in whole seconds; a log signs without time
     */
    public record Verified(VerifierKey key, Optional<Instant> time) {}

    private Optional<Verified> verify(NoteSignature signature, VerifierKey key) {
        return switch (key.type()) {
            case ED25519 -> Signatures.verify(
                    key.key(), text.getBytes(StandardCharsets.UTF_8), signature.signature().toArray())
                            ? Optional.of(new Verified(key, Optional.empty()))
                            : Optional.empty();
            case COSIGNATURE_V1 -> Cosignature.parse(signature.signature())
                    .filter(cosignature -> Signatures.verify(
                            key.key(), cosignature.message(text), cosignature.signature().toArray()))
                    .map(cosignature -> new Verified(key, Optional.of(cosignature.time())));
        };
    }

    private static MalformedInput.TooLarge tooLarge() {
        return new MalformedInput.TooLarge("a note has at most " + LARGEST + " bytes");
    }

    /** Signs a text as the only signer, as a log does. */
    public static SignedNote sign(String text, NoteSigner signer) {
        return new SignedNote(text, List.of(signer.sign(text)));
    }
}
