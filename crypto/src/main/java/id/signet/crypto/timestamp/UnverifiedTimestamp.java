package id.signet.crypto.timestamp;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.cms.SignedMessage;
import id.signet.crypto.cms.StrictDer;
import java.math.BigInteger;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.Accuracy;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.jspecify.annotations.Nullable;

/** A time-stamp token (RFC 3161 §2.4.2) that says something; {@link TimestampTrust} tells whether it is to be believed. */
public final class UnverifiedTimestamp {

    private static final String SHA_256 = "2.16.840.1.101.3.4.2.1";

    private final SignedMessage message;
    private final TSTInfo info;
    private final Instant time;

    private UnverifiedTimestamp(SignedMessage message, TSTInfo info, Instant time) {
        this.message = message;
        this.info = info;
        this.time = time;
    }

    /** @throws MalformedInput unless it is a token in strict DER whose content is DER, of version 1, in UTC */
    public static UnverifiedTimestamp parse(Bytes token) {
        SignedMessage message = SignedMessage.attached(token.toArray());
        if (!message.contentType().equals(PKCSObjectIdentifiers.id_ct_TSTInfo.getId())) {
            throw new MalformedInput("the signed message is no time-stamp");
        }
        byte[] content = message.content();
        StrictDer.check(content, SignedMessage.LONGEST);
        try {
            TSTInfo info = TSTInfo.getInstance(content);
            String time = info.getGenTime().getTimeString();
            if (!info.getVersion().hasValue(1) || !time.endsWith("Z")) {
                throw new MalformedInput("the time-stamp is not of version 1, or its time is not in UTC");
            }
            if (info.getExtensions() != null && info.getExtensions().hasAnyCriticalExtensions()) {
                throw new MalformedInput("the time-stamp has a critical extension that nothing here knows");
            }
            if (!info.getMessageImprint().getHashAlgorithm().getAlgorithm().getId().equals(SHA_256)) {
                throw new MalformedInput("the time-stamp is not over a SHA-256 digest");
            }
            accuracy(info.getAccuracy());
            return new UnverifiedTimestamp(message, info, info.getGenTime().getDate().toInstant());
        } catch (MalformedInput e) {
            throw e;
        } catch (ParseException | RuntimeException e) {
            throw new MalformedInput("the content of the time-stamp is none", e);
        }
    }

    /** The token itself. */
    public Bytes encoded() {
        return message.encoded();
    }

    SignedMessage message() {
        return message;
    }

    /** What was stamped: a SHA-256 digest. */
    Bytes digest() {
        return Bytes.of(info.getMessageImprint().getHashedMessage());
    }

    /** When the authority says it was. */
    Instant time() {
        return time;
    }

    Optional<Duration> accuracy() {
        return accuracy(info.getAccuracy());
    }

    Optional<BigInteger> nonce() {
        return Optional.ofNullable(info.getNonce()).map(ASN1Integer::getValue);
    }

    String policy() {
        return info.getPolicy().getId();
    }

    BigInteger serialNumber() {
        return info.getSerialNumber().getValue();
    }

    private static Optional<Duration> accuracy(@Nullable Accuracy accuracy) {
        if (accuracy == null) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds(number(accuracy.getSeconds()))
                .plusMillis(number(accuracy.getMillis()))
                .plusNanos(1_000L * number(accuracy.getMicros())));
    }

    private static int number(@Nullable ASN1Integer part) {
        return part == null ? 0 : part.intValueExact();
    }
}
