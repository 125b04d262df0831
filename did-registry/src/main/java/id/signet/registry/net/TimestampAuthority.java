package id.signet.registry.net;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.timestamp.TimestampAnswer;
import id.signet.crypto.timestamp.TimestampAnswer.Granted;
import id.signet.crypto.timestamp.TimestampAnswer.Rejected;
import id.signet.crypto.timestamp.TimestampRequest;
import id.signet.crypto.timestamp.TimestampSource;
import id.signet.crypto.timestamp.TimestampSource.Stamped.NoStamp;
import id.signet.crypto.timestamp.TimestampSource.Stamped.Stamp;
import id.signet.crypto.timestamp.TimestampTrust;
import id.signet.crypto.timestamp.TimestampVerdict.Believed;
import id.signet.crypto.timestamp.TimestampVerdict.Refused;
import java.security.SecureRandom;

/** An authority for time-stamps, asked over HTTP (RFC 3161 §3.4). What it answers is verified before it is given on. */
public final class TimestampAuthority implements TimestampSource {

    private final Inquiry inquiry;
    private final ServiceAddress address;
    private final TimestampTrust trust;
    private final SecureRandom random;

    public TimestampAuthority(Inquiry inquiry, ServiceAddress address, TimestampTrust trust, SecureRandom random) {
        this.inquiry = inquiry;
        this.address = address;
        this.trust = trust;
        this.random = random;
    }

    @Override
    public Stamped stamp(Bytes digest) {
        TimestampRequest request = TimestampRequest.over(digest, trust.policy(), random);
        Fetched fetched = inquiry.ask(address, request.encoded(), TimestampRequest.MEDIA_TYPE,
                TimestampAnswer.MEDIA_TYPE);
        return switch (fetched) {
            case Fetched.Found found -> read(found.body(), request);
            case Fetched.Absent _ -> new NoStamp("the time-stamp authority is not at its address");
            case Fetched.Busy _ -> new NoStamp("too much is being asked at this moment");
            case Fetched.Forbidden forbidden -> new NoStamp(
                    "the time-stamp authority is not asked: " + forbidden.reason());
            case Fetched.Unreachable unreachable -> new NoStamp(
                    "the time-stamp authority gives no answer: " + unreachable.reason());
        };
    }

    private Stamped read(Bytes body, TimestampRequest request) {
        try {
            return switch (TimestampAnswer.parse(body.toArray())) {
                case Rejected rejected -> new NoStamp("the time-stamp authority rejects the request"
                        + rejected.text().map(text -> ": " + text).orElse(""));
                case Granted granted -> switch (trust.verify(granted.timestamp(), request)) {
                    case Believed believed -> new Stamp(believed.timestamp());
                    case Refused refused -> new NoStamp(refused.defect().sentence());
                };
            };
        } catch (MalformedInput e) {
            return new NoStamp(e.getMessage());
        }
    }
}
