package id.signet.ledger.receipt;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import java.security.SecureRandom;

/** 32 random bytes that keep the fields of a {@link Commitment} from being guessed. Erased with the private row. */
public record Salt(Bytes bytes) {

    public static final int LENGTH = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    public Salt {
        if (bytes.size() != LENGTH) {
            throw new MalformedInput("a salt has 32 bytes");
        }
    }

    public static Salt fresh() {
        byte[] bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return new Salt(Bytes.of(bytes));
    }

    @Override
    public String toString() {
        return "Salt[not shown]";
    }
}
