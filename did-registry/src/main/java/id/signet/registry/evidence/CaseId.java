package id.signet.registry.evidence;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.registry.PublicUrl;
import java.security.SecureRandom;

/** Names a case, an ordered bundle of deposits: 128 random bits in lower-case hex. */
public record CaseId(String value) {

    private static final SecureRandom RANDOM = new SecureRandom();

    public CaseId {
        if (!PublicUrl.isOpaque(value)) {
            throw new MalformedInput("the id of a case is 32 lower-case hex digits");
        }
    }

    static CaseId fresh() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return new CaseId(Bytes.of(bytes).hex());
    }

    @Override
    public String toString() {
        return value;
    }
}
