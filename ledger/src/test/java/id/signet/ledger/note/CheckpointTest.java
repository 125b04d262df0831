package id.signet.ledger.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.Ed25519PublicKey;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.Hash;
import id.signet.ledger.TreeSize;
import id.signet.ledger.merkle.MerkleTree;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    /** Printed in C2SP tlog-cosignature, which names no keys for it. */
    private static final String EXAMPLE = """
                                          example.com/behind-the-sofa
                                          20852163
                                          CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

                                          \u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
                                          \u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
                                          """;

    private static final String ORIGIN = "log.example/one";
    private static final NoteSigner LOG = new NoteSigner(ORIGIN, SoftwareSigningKey.generate(KeyType.ED25519));
    private static final Checkpoint CHECKPOINT = new Checkpoint(ORIGIN, new TreeSize(3), MerkleTree.EMPTY_ROOT);
    private static final SignedCheckpoint SIGNED = SignedCheckpoint.sign(CHECKPOINT, LOG);
    private static final SigningKey WITNESS = SoftwareSigningKey.generate(KeyType.ED25519);
    private static final VerifierKey WITNESS_KEY = new VerifierKey(
            "witness.example", SignatureType.COSIGNATURE_V1, (Ed25519PublicKey) WITNESS.publicKey());
    private static final Instant SEEN = Instant.ofEpochSecond(1_679_315_147);

    @Test
    void theExampleOfTheSpecificationIsReadAndWrittenVerbatim() {
        SignedCheckpoint signed = SignedCheckpoint.parse(EXAMPLE);
        assertThat(signed.checkpoint().origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(signed.checkpoint().size()).isEqualTo(new TreeSize(20_852_163));
        assertThat(signed.checkpoint().root())
                .hasToString("0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62");
        assertThat(signed.checkpoint().extensions()).isEmpty();
        assertThat(signed.text()).isEqualTo(EXAMPLE);
        assertThat(Cosignature.parse(signed.note().signatures().get(1).signature()))
                .map(Cosignature::time)
                .contains(Instant.ofEpochSecond(1_679_315_147));
    }

    @Test
    void theMessageOfACosignatureIsTheOnePrintedInTheSpecification() {
        assertThat(Cosignature.message(SEEN, SignedCheckpoint.parse(EXAMPLE).note().text())).asString()
                .isEqualTo("""
                           cosignature/v1
                           time 1679315147
                           example.com/behind-the-sofa
                           20852163
                           CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
                           """);
    }

    @Test
    void aCheckpointIsVerifiedWithTheKeyOfItsLog() {
        VerifiedCheckpoint verified = SignedCheckpoint.parse(SIGNED.text()).verify(LOG.verifierKey(), List.of());
        assertThat(verified.checkpoint()).isEqualTo(CHECKPOINT);
        assertThat(verified.witnesses()).isEmpty();
    }

    @Test
    void cosignaturesOfKnownWitnessesAreVerifiedAndTellTheirTime() {
        SignedCheckpoint cosigned = cosigned(SEEN, SIGNED.note().text());
        assertThat(cosigned.verify(LOG.verifierKey(), List.of(WITNESS_KEY)).witnesses())
                .containsExactly(new SignedNote.Verified(WITNESS_KEY, Optional.of(SEEN)));
        assertThat(cosigned.verify(LOG.verifierKey(), List.of()).witnesses()).isEmpty();
    }

    @Test
    void aCosignatureForAnotherCheckpointOfAKnownWitnessMakesTheNoteMalformed() {
        String other = CheckpointCodec.encode(new Checkpoint(ORIGIN, new TreeSize(4), CHECKPOINT.root()));
        refused("the signature of witness.example does not fit the note",
                () -> cosigned(SEEN, other).verify(LOG.verifierKey(), List.of(WITNESS_KEY)));
    }

    @Test
    void aCosignatureWithAnotherTimeThanItSignedMakesTheNoteMalformed() {
        NoteSignature good = cosign(SEEN, SIGNED.note().text());
        byte[] later = good.signature().toArray();
        later[7]++;
        SignedCheckpoint cosigned = new SignedCheckpoint(
                CHECKPOINT, SIGNED.note().with(new NoteSignature(good.name(), good.keyId(), Bytes.of(later))));
        refused("the signature of witness.example does not fit the note",
                () -> cosigned.verify(LOG.verifierKey(), List.of(WITNESS_KEY)));
    }

    @Test
    void aWitnessAloneDoesNotMakeACheckpointOfTheLog() {
        SignedCheckpoint unsigned = new SignedCheckpoint(
                CHECKPOINT, new SignedNote(SIGNED.note().text(), List.of(cosign(SEEN, SIGNED.note().text()))));
        refused("the log did not sign the checkpoint",
                () -> unsigned.verify(LOG.verifierKey(), List.of(WITNESS_KEY)));
    }

    @Test
    void G13_aCheckpointOfAnotherOriginIsNotThatOfTheLogEvenIfTheLogSignedIt() {
        String text = CheckpointCodec.encode(new Checkpoint("log.example/two", new TreeSize(3), CHECKPOINT.root()));
        SignedCheckpoint other = SignedCheckpoint.parse(SignedNote.sign(text, LOG).encode());
        refused("the checkpoint is that of another log", () -> other.verify(LOG.verifierKey(), List.of()));
    }

    @Test
    void G13_linesAddedToASignedCheckpointBreakItsSignature() {
        SignedCheckpoint longer = SignedCheckpoint.parse(SIGNED.text().replace("=\n\n", "=\nextension\n\n"));
        assertThat(longer.checkpoint().extensions()).containsExactly("extension");
        refused("the signature of log.example/one does not fit the note",
                () -> longer.verify(LOG.verifierKey(), List.of()));
    }

    @Test
    void extensionLinesThatTheLogSignedAreRead() {
        Checkpoint extended = new Checkpoint(ORIGIN, new TreeSize(3), CHECKPOINT.root(), List.of("one", "two 2"));
        SignedCheckpoint signed = SignedCheckpoint.parse(SignedCheckpoint.sign(extended, LOG).text());
        assertThat(signed.verify(LOG.verifierKey(), List.of()).checkpoint()).isEqualTo(extended);
    }

    @Test
    void aLogSignsUnderTheNameOfItsOriginOnly() {
        Checkpoint foreign = new Checkpoint("log.example/two", new TreeSize(3), CHECKPOINT.root());
        assertThatIllegalArgumentException().isThrownBy(() -> SignedCheckpoint.sign(foreign, LOG));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "\n", "o\n", "o\n1\n", "o\n1\nROOT", "\n1\nROOT\n", "o\n\nROOT\n", "o\n1\n\n", "o\n1\nROOT\n\n",
        "o\n1\nROOT\n\nx\n", "o\n01\nROOT\n", "o\n+1\nROOT\n", "o\n-1\nROOT\n", "o\n1 \nROOT\n", "o\n0x1\nROOT\n",
        "o\n\u0661\nROOT\n", "o\n1\nROOT \n", "o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n",
        "o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n", "o\n1\n47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==\n", "o\n1\n\u0000\n",
        // G08: 2^63 and more
        "o\n9223372036854775808\nROOT\n", "o\n18446744073709551616\nROOT\n"})
    void G13_aCheckpointThatIsNotWrittenExactlyAsSpecifiedIsMalformed(String text) {
        String checkpoint = text.replace("ROOT", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> CheckpointCodec.decode(checkpoint));
    }

    @Test
    void theLargestSizeAndTheEmptyTreeAreRead() {
        String root = "\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";
        assertThat(CheckpointCodec.decode("o\n9223372036854775807" + root).size())
                .isEqualTo(new TreeSize(Long.MAX_VALUE));
        assertThat(CheckpointCodec.decode("o\n0" + root))
                .isEqualTo(new Checkpoint("o", TreeSize.ZERO, Hash.of(MerkleTree.EMPTY_ROOT.bytes())));
    }

    private static SignedCheckpoint cosigned(Instant time, String text) {
        return new SignedCheckpoint(CHECKPOINT, SIGNED.note().with(cosign(time, text)));
    }

    private static NoteSignature cosign(Instant time, String text) {
        byte[] signature = WITNESS.sign(Cosignature.message(time, text));
        byte[] timestamped = ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(time.getEpochSecond())
                .put(signature)
                .array();
        return new NoteSignature(WITNESS_KEY.name(), WITNESS_KEY.keyId(), Bytes.of(timestamped));
    }

    private static void refused(String message, ThrowingCallable call) {
        assertThatExceptionOfType(MalformedInput.class).isThrownBy(call).withMessage(message);
    }
}
