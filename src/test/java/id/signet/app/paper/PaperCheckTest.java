package id.signet.app.paper;

import static org.assertj.core.api.Assertions.assertThat;

import id.signet.app.paper.PaperCheck.Name;
import id.signet.app.paper.PaperCheck.Report;
import id.signet.app.paper.PaperCheck.Result;
import id.signet.crypto.Bytes;
import id.signet.crypto.cms.DocumentSigner;
import id.signet.crypto.timestamp.TestAuthority;
import id.signet.crypto.timestamp.TimestampTrust;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One paper, spoiled in one way at a time. */
class PaperCheckTest {

    private static final DocumentSigner SIGNER = PaperSamples.signer();
    private static final TestAuthority AUTHORITY = new TestAuthority(PaperSamples.NOW);
    private static final Paper PAPER = new Paper(new Words("证书", "Certificate"), Optional.empty(), "1",
            Optional.empty(),
            Optional.empty(), List.of(), List.of(new Attachment("credential.json", "application/json", "凭证",
                    Attachment.Relation.SOURCE, Bytes.utf8("{\"a\":1}"))));
    private static final byte[] GOOD = write(Optional.empty(), PAPER);

    private static byte[] write(Optional<TestAuthority> authority, Paper paper) {
        PaperSigning signing = new PaperSigning(SIGNER, authority.map(TestAuthority::source));
        return new Papers(() -> signing, PaperSamples.CLOCK).write(paper, PaperLanguage.BOTH).toArray();
    }

    private static Report check(byte[] file) {
        return check(file, Optional.empty());
    }

    private static Report check(byte[] file, Optional<TimestampTrust> trust) {
        return new PaperCheck(SIGNER.certificate()::equals, trust).check(Bytes.of(file));
    }

    private static void fails(Report report, Name name, String code) {
        assertThat(report.rows()).hasSize(Name.values().length);
        assertThat(report.rows().stream().filter(row -> row.result() instanceof Result.Failed)).singleElement()
                .satisfies(row -> {
                    assertThat(row.name()).isEqualTo(name);
                    assertThat(((Result.Failed) row.result()).code()).isEqualTo(code);
                });
        assertThat(report.good()).isFalse();
        assertThat(report.credential()).isEmpty();
    }

    @Test
    void aPaperOfOursIsGoodAndGivesItsCredentialBack() {
        Report report = check(GOOD);
        assertThat(report.good()).as("%s", report.rows()).isTrue();
        assertThat(report.credential()).contains(Bytes.utf8("{\"a\":1}"));
        assertThat(report.signer()).contains(SIGNER.certificate());
    }

    @Test
    void aTimestampIsFoundAndBelieved() {
        byte[] stamped = write(Optional.of(AUTHORITY), PAPER);
        Report report = check(stamped, Optional.of(AUTHORITY.trust()));
        assertThat(report.good()).as("%s", report.rows()).isTrue();
        assertThat(report.timestamp().orElseThrow().time()).isEqualTo(PaperSamples.NOW);
        assertThat(check(stamped).good()).as("where nobody is trusted, nothing is said of it").isTrue();
    }

    @Test
    void aTimestampOfAnotherAuthorityFails() {
        fails(check(write(Optional.of(AUTHORITY), PAPER), Optional.of(new TestAuthority(PaperSamples.NOW).trust())),
                Name.TIMESTAMP, "bad-timestamp");
    }

    @Test
    void aPaperWithoutAStampBecauseTheAuthorityRejectsIsAPaperStill() {
        byte[] unstamped = write(Optional.of(new TestAuthority(PaperSamples.NOW, TestAuthority.Fault.REJECTS)), PAPER);
        assertThat(check(unstamped, Optional.of(AUTHORITY.trust())).good()).isTrue();
    }

    @Test
    void anyChangedByteIsFound() {
        byte[] changed = GOOD.clone();
        changed[GOOD.length / 2 + 20_000] ^= 1;
        fails(check(changed), Name.CONTENT, "changed");
        for (int at = 0; at < GOOD.length; at += 499) {
            byte[] other = GOOD.clone();
            other[at] ^= 1;
            assertThat(check(other).good()).as("byte %s of %s", at, GOOD.length).isFalse();
        }
    }

    @Test
    void aRevisionAddedBehindIsFound() {
        byte[] update = "1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);
        byte[] longer = Arrays.copyOf(GOOD, GOOD.length + update.length);
        System.arraycopy(update, 0, longer, GOOD.length, update.length);
        fails(check(longer), Name.COVERAGE, "not-whole");
        fails(check(Arrays.copyOf(GOOD, GOOD.length + 1)), Name.COVERAGE, "not-whole");
    }

    @Test
    void rangesThatLeaveMoreOutThanTheSignatureAreFound() {
        String text = new String(GOOD, StandardCharsets.ISO_8859_1);
        int start = text.indexOf("/ByteRange [0 ") + "/ByteRange [0 ".length();
        int end = text.indexOf(' ', start);
        String less = Integer.toString(Integer.parseInt(text.substring(start, end)) - 10);
        byte[] wider = (text.substring(0, start) + less + text.substring(end)).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(wider).hasSameSizeAs(GOOD);
        fails(check(wider), Name.COVERAGE, "not-whole");
    }

    @Test
    void twoSignaturesOrNoneAreNoPaper() {
        String text = new String(GOOD, StandardCharsets.ISO_8859_1);
        byte[] none = text.replace("/ByteRange", "/ByteRanke").getBytes(StandardCharsets.ISO_8859_1);
        fails(check(none), Name.STRUCTURE, "no-signature");
        byte[] two = (text + "/ByteRange [0 1 2 3]").getBytes(StandardCharsets.ISO_8859_1);
        fails(check(two), Name.STRUCTURE, "no-signature");
        fails(check("hello".getBytes(StandardCharsets.US_ASCII)), Name.STRUCTURE, "not-a-pdf");
    }

    @Test
    void aBrokenSignatureIsNamed() {
        String text = new String(GOOD, StandardCharsets.ISO_8859_1);
        int contents = text.indexOf("/Contents <") + "/Contents <".length();
        byte[] der = HexFormat.of().parseHex(text.substring(contents, text.indexOf('>', contents)));
        int length = 4 + ((der[2] & 0xff) << 8) + (der[3] & 0xff);
        der[length - 1] ^= 1;
        byte[] broken = (text.substring(0, contents) + HexFormat.of().formatHex(der)
                + text.substring(text.indexOf('>', contents))).getBytes(StandardCharsets.ISO_8859_1);
        fails(check(broken), Name.SIGNATURE, "bad-signature");
        der[1] = 5;
        byte[] nonsense = (text.substring(0, contents) + HexFormat.of().formatHex(der)
                + text.substring(text.indexOf('>', contents))).getBytes(StandardCharsets.ISO_8859_1);
        fails(check(nonsense), Name.STRUCTURE, "malformed-signature");
    }

    @Test
    void aPaperOfAnotherSignerIsNotOursAndIsNotParsed() {
        DocumentSigner stranger = PaperSamples.signer();
        Report report = new PaperCheck(stranger.certificate()::equals, Optional.empty()).check(Bytes.of(GOOD));
        fails(report, Name.SIGNER, "unknown-signer");
        assertThat(report.signer()).contains(SIGNER.certificate());
    }

    @Test
    void aPaperThatIsNotOfACredentialSaysSo() {
        byte[] evidence = PaperSamples.papers(SIGNER)
                .write(EvidenceCertificatePaper.of(PaperSamples.deposit(), Optional.empty()), PaperLanguage.ZH)
                .toArray();
        fails(check(evidence), Name.CREDENTIAL, "no-credential");
    }

    /** Cut anywhere, it is a refusal and never a fault. */
    @Test
    void noPieceOfAPaperBreaksTheCheck() {
        for (int length = 0; length < GOOD.length; length += 997) {
            assertThat(check(Arrays.copyOf(GOOD, length)).good()).isFalse();
        }
    }
}
