package id.signet.crypto.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.timestamp.TestAuthority.Fault;
import id.signet.crypto.timestamp.TimestampAnswer.Granted;
import id.signet.crypto.timestamp.TimestampVerdict.Believed;
import id.signet.crypto.timestamp.TimestampVerdict.Refused;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An authority that is bad in one way at a time. */
class TimestampTrustTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final Bytes DIGEST = Bytes.of(Hashes.sha256(new byte[]{7}));

    private static TimestampVerdict ask(TestAuthority authority) {
        TimestampRequest request = TimestampRequest.over(DIGEST, Optional.empty(), new SecureRandom());
        byte[] answer = authority.answer(request.encoded().toArray());
        return authority.trust().verify(((Granted) TimestampAnswer.parse(answer)).timestamp(), request);
    }

    @Test
    void aGoodAuthorityIsBelieved() {
        assertThat(ask(new TestAuthority(NOW))).isInstanceOfSatisfying(Believed.class, believed -> {
            assertThat(believed.timestamp().time()).isEqualTo(NOW);
            assertThat(believed.timestamp().authority()).isEqualTo("CN=" + TestAuthority.NAME);
            assertThat(believed.timestamp().accuracy()).isEmpty();
        });
    }

    @Test
    void aKeptTokenIsReadAgain() {
        Bytes token = ((Believed) ask(new TestAuthority(NOW))).timestamp().token();
        assertThat(UnverifiedTimestamp.parse(token).encoded()).isEqualTo(token);
    }

    @ParameterizedTest
    @CsvSource({"STAMPS_ANOTHER_DIGEST,DIGEST", "FORGETS_THE_NONCE,NONCE", "NAMES_NO_CERTIFICATE,SIGNING_CERTIFICATE",
        "NAMES_ANOTHER_CERTIFICATE,SIGNING_CERTIFICATE", "PURPOSE_NOT_CRITICAL,PURPOSE", "ANOTHER_PURPOSE_TOO,PURPOSE",
        "CERTIFICATE_ENDED_BEFORE,TRUST"})
    void oneFaultIsNamed(Fault fault, TimestampDefect defect) {
        assertThat(ask(new TestAuthority(NOW, fault))).isEqualTo(new Refused(defect));
    }

    @Test
    void aRequestCannotBeNonsense() {
        assertThatThrownBy(() -> TimestampRequest.over(Bytes.of(new byte[20]), Optional.empty(), new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TimestampRequest.over(DIGEST, Optional.of("a policy"), new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void somethingSignedThatIsNoTimestampIsRefused() {
        assertThatThrownBy(() -> UnverifiedTimestamp.parse(Bytes.of(new byte[]{0x30, 0})))
                .isInstanceOf(MalformedInput.class);
    }
}
