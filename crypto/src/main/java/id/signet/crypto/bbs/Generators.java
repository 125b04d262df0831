package id.signet.crypto.bbs;

import static org.bouncycastle.util.Arrays.concatenate;

import id.signet.crypto.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.Pack;
import org.jspecify.annotations.Nullable;

/**
 * {@code create_generators} of a ciphersuite, draft §4.1.1, each made once: making one costs as much as two
 * multiplications, and its tables for {@link G1#sum} stay with it. Never more than {@link BbsInput#MAX_MESSAGES} and one.
 */
final class Generators {

    private final Ciphersuite suite;
    private final Chain chain;
    private @Nullable ECPoint base;
    private volatile List<Generator> known = List.of();

    Generators(Ciphersuite suite) {
        this.suite = suite;
        this.chain = new Chain(suite, suite.api() + "MESSAGE_GENERATOR_SEED");
    }

    /** A point and its encoding. */
    record Generator(ECPoint point, Bytes encoded) {}

    /** The steps of the procedure, one by one. */
    private static final class Chain {

        private final Ciphersuite suite;
        private final byte[] seedTag;
        private final byte[] pointTag;
        private final byte[] seed;
        private byte[] v = {};
        private long i;

        Chain(Ciphersuite suite, String seed) {
            this.suite = suite;
            this.seedTag = Ciphersuite.ascii(suite.api() + "SIG_GENERATOR_SEED_");
            this.pointTag = Ciphersuite.ascii(suite.api() + "SIG_GENERATOR_DST_");
            this.seed = Ciphersuite.ascii(seed);
        }

        ECPoint next() {
            if (i == 0) {
                v = suite.expand(seed, seedTag, Ciphersuite.SCALAR_EXPANSION);
            }
            i++;
            v = suite.expand(concatenate(v, Pack.longToBigEndian(i)), seedTag, Ciphersuite.SCALAR_EXPANSION);
            return suite.point(v, pointTag);
        }
    }

    /** P1, the fixed point of the ciphersuite, §7.2. */
    synchronized ECPoint base() {
        ECPoint made = base;
        if (made == null) {
            made = new Chain(suite, suite.api() + "BP_MESSAGE_GENERATOR_SEED").next();
            base = made;
        }
        return made;
    }

    /** Q_1 and one generator for each message. */
    List<Generator> forMessages(int messages) {
        List<Generator> enough = known;
        if (enough.size() <= messages) {
            enough = extend(messages + 1);
        }
        return enough.subList(0, messages + 1);
    }

    private synchronized List<Generator> extend(int count) {
        List<Generator> all = new ArrayList<>(known);
        while (all.size() < count) {
            ECPoint point = chain.next();
            all.add(new Generator(point, Bytes.of(G1.encode(point))));
        }
        known = List.copyOf(all);
        return known;
    }
}
