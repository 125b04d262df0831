package id.signet.crypto.timestamp;

import id.signet.crypto.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequestGenerator;

/**
 * What an authority is asked (RFC 3161 §2.4.1): the moment of a SHA-256 digest, with the certificate in the answer.
 *
 * @param digest 32 bytes
 * @param nonce from 1, so that an old answer cannot be given for a new one
 * @param policy the object identifier under which the stamp is wanted, in dotted form
 */
public record TimestampRequest(Bytes digest, BigInteger nonce, Optional<String> policy) {

    public static final String MEDIA_TYPE = "application/timestamp-query";

    /** With the parameters NULL, as most requests write it; RFC 5754 §2 has both be read. */
    private static final AlgorithmIdentifier SHA_256 = new AlgorithmIdentifier(TSPAlgorithms.SHA256,
            DERNull.INSTANCE);
    private static final int DIGEST = 32;
    private static final int NONCE_BITS = 127;
    private static final Pattern OID = Pattern.compile("[0-2](?:\\.(?:0|[1-9][0-9]{0,17})){1,31}");

    public TimestampRequest {
        if (digest.size() != DIGEST) {
            throw new IllegalArgumentException("a SHA-256 digest has " + DIGEST + " bytes");
        }
        if (nonce.signum() <= 0 || nonce.bitLength() > NONCE_BITS) {
            throw new IllegalArgumentException("a nonce has 1 to " + NONCE_BITS + " bits");
        }
        policy.ifPresent(TimestampRequest::requireOid);
    }

    /** With a fresh nonce. */
    public static TimestampRequest over(Bytes digest, Optional<String> policy, SecureRandom random) {
        return new TimestampRequest(digest, new BigInteger(NONCE_BITS - 1, random).add(BigInteger.ONE), policy);
    }

    static void requireOid(String policy) {
        if (!OID.matcher(policy).matches()) {
            throw new IllegalArgumentException("a policy is an object identifier such as 1.3.6.1.4.1.99999.1");
        }
    }

    /** In DER. */
    public Bytes encoded() {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        policy.ifPresent(text -> generator.setReqPolicy(new ASN1ObjectIdentifier(text)));
        try {
            return Bytes.of(generator.generate(SHA_256, digest.toArray(), nonce).getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException("a request can be written", e);
        }
    }
}
