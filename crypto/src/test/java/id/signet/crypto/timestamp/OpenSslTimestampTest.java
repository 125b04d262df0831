package id.signet.crypto.timestamp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.cms.TrustAnchors;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.timestamp.TimestampAnswer.Granted;
import id.signet.crypto.timestamp.TimestampAnswer.Rejected;
import id.signet.crypto.timestamp.TimestampVerdict.Believed;
import id.signet.crypto.timestamp.TimestampVerdict.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.tsp.TimeStampRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that OpenSSL made; {@code make.sh} beside them tells how. */
class OpenSslTimestampTest {

    private static final Bytes STAMPED = Bytes.of(Hashes.sha256("time is told by others".getBytes(US_ASCII)));
    private static final TimestampTrust TRUST = new TimestampTrust(
            TrustAnchors.ofPem(new String(file("root.pem"), US_ASCII)), Optional.empty());

    private static byte[] file(String name) {
        try (InputStream in = OpenSslTimestampTest.class.getResourceAsStream("/timestamp/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UnverifiedTimestamp token(String name) {
        return ((Granted) TimestampAnswer.parse(file(name))).timestamp();
    }

    private static void refused(TimestampVerdict verdict, TimestampDefect defect) {
        assertThat(verdict).isEqualTo(new Refused(defect));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa.tsr", "ec.tsr", "old-attribute.tsr"})
    void aTokenOfAnotherMakerIsBelieved(String name) {
        assertThat(TRUST.verify(token(name), STAMPED)).isInstanceOfSatisfying(Believed.class, believed -> {
            VerifiedTimestamp stamp = believed.timestamp();
            assertThat(stamp.time()).isBetween(Instant.parse("2026-11-28T00:00:00Z"),
                    Instant.parse("2026-12-31T00:00:00Z"));
            assertThat(stamp.accuracy()).contains(Duration.ofSeconds(1).plusMillis(500).plusNanos(100_000));
            assertThat(stamp.policy()).isEqualTo("1.3.6.1.4.1.32473.1");
            assertThat(stamp.authority()).contains("O=Example Time");
            assertThat(stamp.serialNumber()).isPositive();
            assertThat(stamp.digest()).isEqualTo(STAMPED);
        });
    }

    @Test
    void theNonceOfTheRequestIsAnsweredAndNoOther() throws IOException {
        BigInteger asked = new TimeStampRequest(file("with-certificate.tsq")).getNonce();
        TimestampRequest request = new TimestampRequest(STAMPED, asked, Optional.empty());
        assertThat(TRUST.verify(token("rsa.tsr"), request)).isInstanceOf(Believed.class);
        refused(TRUST.verify(token("rsa.tsr"), new TimestampRequest(STAMPED, asked.add(BigInteger.ONE),
                Optional.empty())), TimestampDefect.NONCE);
    }

    @Test
    void ourRequestIsTheSameBytesAsOpenSslsForTheSameNonce() throws IOException {
        BigInteger nonce = new TimeStampRequest(file("with-certificate.tsq")).getNonce();
        assertThat(new TimestampRequest(STAMPED, nonce, Optional.empty()).encoded().toArray())
                .isEqualTo(file("with-certificate.tsq"));
    }

    @Test
    void anotherDigestIsNotStamped() {
        refused(TRUST.verify(token("rsa.tsr"), Bytes.of(Hashes.sha256(new byte[1]))), TimestampDefect.DIGEST);
    }

    @Test
    void anotherPolicyThanTheOperatorsDoesNotCount() {
        refused(new TimestampTrust(TRUST.anchors(), Optional.of("1.3.6.1.4.1.32473.2"))
                .verify(token("rsa.tsr"), STAMPED), TimestampDefect.POLICY);
    }

    @Test
    void aTokenWithoutItsCertificateIsRefused() {
        refused(TRUST.verify(token("no-certificate.tsr"), STAMPED), TimestampDefect.SIGNER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha1-signature.tsr", "short-key.tsr"})
    void aWeakHashOrKeyIsNotBelieved(String name) {
        refused(TRUST.verify(token(name), STAMPED), TimestampDefect.ALGORITHM);
    }

    @Test
    void oneBitOfTheSignatureSpoilsIt() {
        byte[] answer = file("rsa.tsr");
        answer[answer.length - 1] ^= 1;
        refused(TRUST.verify(((Granted) TimestampAnswer.parse(answer)).timestamp(), STAMPED),
                TimestampDefect.SIGNATURE);
    }

    @Test
    void anotherRootIsNotBelieved() {
        TimestampTrust others = new TestAuthority(Instant.parse("2026-11-28T10:00:00Z")).trust();
        refused(others.verify(token("rsa.tsr"), STAMPED), TimestampDefect.TRUST);
    }

    @Test
    void aTokenOverAnotherKindOfDigestIsNoneOfOurs() {
        assertThatThrownBy(() -> TimestampAnswer.parse(file("sha512.tsr"))).isInstanceOf(MalformedInput.class)
                .hasMessageContaining("SHA-256");
    }

    @Test
    void aRejectionIsReadWithTheAuthoritysWords() {
        assertThat(TimestampAnswer.parse(file("rejected.tsr"))).isEqualTo(
                new Rejected(2, Optional.of("Message digest algorithm is not supported.")));
    }

    /** Every prefix, a byte behind it and flipped bytes: a refusal, or the same statement; never a fault. */
    @Test
    void noChangeMakesATokenSayAnythingElse() {
        Believed original = (Believed) TRUST.verify(token("ec.tsr"), STAMPED);
        byte[] good = file("ec.tsr");
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> TimestampAnswer.parse(cut)).isInstanceOf(MalformedInput.class);
        }
        assertThatThrownBy(() -> TimestampAnswer.parse(Arrays.copyOf(good, good.length + 1)))
                .isInstanceOf(MalformedInput.class);
        for (int at = 0; at < good.length; at++) {
            for (int bit : new int[]{1, 0x10, 0x80}) {
                byte[] changed = good.clone();
                changed[at] ^= (byte) bit;
                try {
                    if (TimestampAnswer.parse(changed) instanceof Granted granted
                            && TRUST.verify(granted.timestamp(), STAMPED) instanceof Believed believed) {
                        assertThat(believed.timestamp()).hasToString(original.timestamp().toString());
                    }
                } catch (MalformedInput expected) {
                    assertThat(expected.getMessage()).isNotBlank();
                }
            }
        }
    }
}
