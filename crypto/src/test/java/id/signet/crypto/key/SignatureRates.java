package id.signet.crypto.key;

import id.signet.crypto.Bytes;
import id.signet.crypto.bbs.BbsInput;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * Prints how many raw signatures one thread makes and verifies per second of processor time, for each type of key and
 * provider, and what stands around them: reading a key, opening one from the ring. Medians of five runs of one second
 * after two of warm-up; processor time, because a busy machine would otherwise be measured instead. Run its main method
 * from an IDE; it is no test, and asserts nothing about time. Compare within one run.
 */
public final class SignatureRates {

    private static final int WARM_UPS = 2;
    private static final int RUNS = 5;
    private static final long RUN_NANOS = 1_000_000_000L;
    private static final int BATCH = 64;
    /** Bytes that a key of every type signs. */
    private static final byte[] MESSAGE = new BbsInput(Bytes.utf8("m".repeat(229)), List.of()).encode();

    private static boolean failed;

    private SignatureRates() {}

    public static void main(String[] args) {
        System.out.printf(Locale.ROOT, "JDK %s, %d processors, per second of processor time%n",
                System.getProperty("java.version"), Runtime.getRuntime().availableProcessors());
        for (KeyType type : KeyType.values()) {
            for (SignatureProvider provider : ProvidersUnderTest.of(type)) {
                SoftwareSigningKey key = SoftwareSigningKey.restore(provider, type,
                        SecretExport.of(SoftwareSigningKey.generate(type)));
                byte[] signature = key.sign(MESSAGE);
                print(type + " sign, " + provider.description(), () -> check(key.sign(MESSAGE).length > 0));
                print(type + " verify, " + provider.description(),
                        () -> check(Signatures.verify(provider, key.publicKey(), MESSAGE, signature)));
            }
            byte[] encoded = SoftwareSigningKey.generate(type).publicKey().encoded().toArray();
            print(type + " read a key seen before", () -> check(PublicKey.parse(type, encoded).type() == type));
            print(type + " generate", () -> check(SoftwareSigningKey.generate(type).publicKey().type() == type));
        }
        checksOfEd25519();
        SoftwareKeyRing ring = new SoftwareKeyRing(new InMemoryWrappedKeys(), MasterKey.generate(), Clock.systemUTC());
        KeyId id = ring.create(KeyType.ED25519);
        print("key ring: open and sign, ED25519", () -> check(ring.open(id).sign(MESSAGE).length == 64));
        Sealer sealer = MasterKey.generate().sealer("rates");
        byte[] plain = new byte[4_096];
        print("seal 4 KiB", () -> check(sealer.seal(plain, MESSAGE).length > 0));
        if (failed) {
            throw new IllegalStateException("a measured operation gave a wrong answer: the rates mean nothing");
        }
    }

    /** What stands between a bare library and one answer everywhere. */
    private static void checksOfEd25519() {
        SoftwareSigningKey key = SoftwareSigningKey.generate(KeyType.ED25519);
        byte[] encoded = key.publicKey().encoded().toArray();
        byte[] signature = key.sign(MESSAGE);
        print("ED25519 verify, Bouncy Castle without the order of R",
                () -> check(Ed25519.verify(signature, 0, encoded, 0, MESSAGE, 0, MESSAGE.length)));
        print("ED25519 order of a point", () -> check(Ed25519.validatePublicKeyFull(encoded, 0)));
    }

    private static void print(String what, Runnable operation) {
        for (int i = 0; i < WARM_UPS; i++) {
            rate(operation);
        }
        double[] rates = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            rates[i] = rate(operation);
        }
        Arrays.sort(rates);
        System.out.printf(Locale.ROOT, "%-75s %,12.0f%n", what, rates[RUNS / 2]);
    }

    private static double rate(Runnable operation) {
        long start = processorTime();
        long count = 0;
        long elapsed;
        do {
            for (int i = 0; i < BATCH; i++) {
                operation.run();
            }
            count += BATCH;
            elapsed = processorTime() - start;
        } while (elapsed < RUN_NANOS);
        return count * 1e9 / elapsed;
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void check(boolean right) {
        failed |= !right;
    }
}
