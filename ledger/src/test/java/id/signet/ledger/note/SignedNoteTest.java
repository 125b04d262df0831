package id.signet.ledger.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.Ed25519PublicKey;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {

    /** Printed in C2SP signed-note, "Verifier keys", "Example". */
    private static final String EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private static final String EXAMPLE = """
                                          This is an example message.

                                          \u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
                                          """;

    private static final NoteSigner SIGNER = signer("log.example/one");
    private static final String SIGNED = SignedNote.sign("A text.\n", SIGNER).encode();

    @Test
    void theExampleOfTheSpecificationVerifies() {
        VerifierKey key = VerifierKey.parse(EXAMPLE_KEY);
        SignedNote note = SignedNote.parse(EXAMPLE.getBytes(StandardCharsets.UTF_8));
        assertThat(note.text()).isEqualTo("This is an example message.\n");
        assertThat(note.verify(List.of(key))).extracting(SignedNote.Verified::key).containsExactly(key);
        assertThat(note.encode()).isEqualTo(EXAMPLE);
        assertThat(key.text()).isEqualTo(EXAMPLE_KEY);
        assertThat(key.name()).isEqualTo("example.com/foo");
        assertThat(key.keyId()).hasToString("530d903a");
    }

    @Test
    void theExampleWithAnotherTextDoesNotVerify() {
        SignedNote note = SignedNote.parse(EXAMPLE.replace("message.", "massage."));
        refused("the signature of example.com/foo does not fit the note",
                () -> note.verify(List.of(VerifierKey.parse(EXAMPLE_KEY))));
    }

    @Test
    void theTextMayHaveEmptyLinesAndEndsBeforeTheLastOfThem() {
        String text = "one\n\ntwo\n\n\nthree\n";
        SignedNote note = SignedNote.parse(SignedNote.sign(text, SIGNER).encode());
        assertThat(note.text()).isEqualTo(text);
        assertThat(note.verify(List.of(SIGNER.verifierKey()))).hasSize(1);
    }

    @Test
    void G13_signaturesOfUnknownKeysAreIgnored() {
        SignedNote note = SignedNote.parse(SIGNED)
                .with(signer("somebody.example").sign("A text.\n"))
                .with(signer("log.example/one").sign("A text.\n"));
        assertThat(SignedNote.parse(note.encode()).verify(List.of(SIGNER.verifierKey())))
                .extracting(SignedNote.Verified::key)
                .containsExactly(SIGNER.verifierKey());
    }

    @Test
    void G13_aSignatureThatSharesOnlyTheNameOfAKnownKeyIsUnknown() {
        SignedNote note = SignedNote.sign("A text.\n", signer("log.example/one"));
        refused("no known key signed the note", () -> note.verify(List.of(SIGNER.verifierKey())));
    }

    @Test
    void G13_aSignatureThatSharesOnlyTheIdOfAKnownKeyIsUnknown() {
        NoteSignature good = SignedNote.parse(SIGNED).signatures().getFirst();
        SignedNote note = new SignedNote(
                "A text.\n", List.of(new NoteSignature("log.example/two", good.keyId(), good.signature())));
        refused("no known key signed the note", () -> note.verify(List.of(SIGNER.verifierKey())));
    }

    @Test
    void G13_aBadSignatureOfAKnownKeyMakesTheWholeNoteMalformedEvenBesideAGoodOne() {
        NoteSigner second = signer("witness.example");
        SignedNote note = SignedNote.parse(SIGNED).with(second.sign("Another text.\n"));
        refused("the signature of witness.example does not fit the note",
                () -> note.verify(List.of(SIGNER.verifierKey(), second.verifierKey())));
        assertThat(note.verify(List.of(SIGNER.verifierKey()))).hasSize(1);
    }

    @Test
    void aKnownKeyThatSignedTwiceCountsOnce() {
        SignedNote note = SignedNote.parse(SIGNED).with(SIGNER.sign("A text.\n"));
        assertThat(note.verify(List.of(SIGNER.verifierKey()))).hasSize(1);
    }

    @Test
    void upTo16SignaturesOfNearlyFiveKilobytesAreRead() {
        SignedNote note = SignedNote.parse(SIGNED);
        for (int i = 0; i < 15; i++) {
            note = note.with(new NoteSignature("w" + i, Bytes.of((byte) 1, (byte) 2, (byte) 3, (byte) 4),
                    Bytes.of(new byte[4_900])));
        }
        assertThat(SignedNote.parse(note.encode()).verify(List.of(SIGNER.verifierKey()))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "\n", "A text.\n", "A text.\n\n", "\n\n\n",
        // the rest is put behind the good note
        "+\n", "+trailing\n", "+ ", "+\u2014 x\n", "+\u2014 x \n", "+\u2014 x AAAA\n", "+\u2014 x AAAAAA==\n",
        "+\u2014 a b AAAAAAA=\n", "+\u2014 a+b AAAAAAA=\n", "+\u2014 a\u00a0b AAAAAAA=\n", "+\u2014  AAAAAAA=\n",
        "+\u2014 x AAAAAAB=\n", "+\u2014 x AAAAAAA\n", "+\u2014 x AAAAAAA= \n", "+- x AAAAAAA=\n",
        "+\u2014 x AAAAAAA=", "+\u2014 x AAAAAAA=\r\n", "+\u2014 x\tAAAAAAA=\n", "+\u2014 x AAAA_AA=\n"})
    void G13_aNoteThatIsNotWrittenExactlyAsSpecifiedIsMalformed(String note) {
        String text = note.startsWith("+") ? SIGNED + note.substring(1) : note;
        assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> SignedNote.parse(text));
    }

    @Test
    void bytesThatAreNotUtf8AreMalformed() {
        byte[] note = SIGNED.getBytes(StandardCharsets.UTF_8);
        note[0] = (byte) 0xff;
        refused("a note is UTF-8", () -> SignedNote.parse(note));
    }

    @Test
    void aTextWithControlCharactersIsMalformed() {
        refused("a note has no control characters but newline", () -> SignedNote.sign("A\ttext.\n", SIGNER));
        refused("a note has no control characters but newline",
                () -> SignedNote.parse(SIGNED.replace("A text", "A\u0000text")));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "example.com/foo", "example.com/foo+530d903a",
        // another name, another id, upper case, short id
        "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+30d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        // an unknown type, no type, a short key
        "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+", "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==",
        // a space in the name
        "example com+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"})
    void aVerifierKeyThatIsNotWrittenExactlyAsSpecifiedIsMalformed(String text) {
        assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> VerifierKey.parse(text));
    }

    @Test
    void oneKeyHasAnotherIdForEachSignatureType() {
        Ed25519PublicKey key = SIGNER.verifierKey().key();
        VerifierKey witness = new VerifierKey("log.example/one", SignatureType.COSIGNATURE_V1, key);
        assertThat(witness.keyId()).isNotEqualTo(SIGNER.verifierKey().keyId());
        assertThat(VerifierKey.parse(witness.text())).isEqualTo(witness);
    }

    private static NoteSigner signer(String name) {
        return new NoteSigner(name, SoftwareSigningKey.generate(KeyType.ED25519));
    }

    private static void refused(String message, ThrowingCallable call) {
        assertThatExceptionOfType(MalformedInput.class).isThrownBy(call).withMessage(message);
    }
}
