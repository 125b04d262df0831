package id.signet.crypto.timestamp;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.cms.SignedMessage;
import id.signet.crypto.cms.StrictDer;
import java.io.IOException;
import java.util.Optional;
import org.bouncycastle.asn1.cmp.PKIFreeText;
import org.bouncycastle.asn1.tsp.TimeStampResp;

/** What an authority answers (RFC 3161 §2.4.2). */
public sealed interface TimestampAnswer {

    String MEDIA_TYPE = "application/timestamp-reply";

    /** The status values granted and grantedWithMods. */
    record Granted(UnverifiedTimestamp timestamp) implements TimestampAnswer {}

    /**
     * @param status from 2
     * @param text the authority's own words, cut to 200 characters; empty if it has none
     */
    record Rejected(int status, Optional<String> text) implements TimestampAnswer {}

    /** @throws MalformedInput unless it is an answer in strict DER with a token if, and only if, it is granted */
    static TimestampAnswer parse(byte[] der) {
        StrictDer.check(der, SignedMessage.LONGEST + 1_024);
        try {
            TimeStampResp answer = TimeStampResp.getInstance(der);
            int status = answer.getStatus().getStatusObject().intValueExact();
            boolean granted = status == 0 || status == 1;
            if (granted != (answer.getTimeStampToken() != null)) {
                throw new MalformedInput("the time-stamp answer's status and token do not go together");
            }
            return granted
                    ? new Granted(UnverifiedTimestamp.parse(Bytes.of(answer.getTimeStampToken().getEncoded("DL"))))
                    : new Rejected(status, Optional.ofNullable(answer.getStatus().getStatusString())
                            .map(TimestampAnswer::text));
        } catch (MalformedInput e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new MalformedInput("this is no time-stamp answer", e);
        }
    }

    private static String text(PKIFreeText words) {
        String text = words.size() == 0 ? "" : words.getStringAtUTF8(0).getString();
        return text.replaceAll("\\p{Cntrl}", " ").substring(0, Math.min(text.length(), 200));
    }
}
