package id.signet.crypto.bbs;

import id.signet.crypto.Bytes;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What the operations of BBS cost on this machine, in milliseconds of processor time. Run by hand; no test. */
final class BbsRates {

    private static final int WARM_UP = 150;
    private static final int ROUNDS = 50;

    private BbsRates() {}

    public static void main(String[] args) {
        int count = args.length == 0 ? 10 : Integer.parseInt(args[0]);
        BbsSecretKey key = Bbs.SHA_256.deriveKey(new byte[32], new byte[0], new byte[]{1});
        List<Bytes> messages = IntStream.range(0, count).mapToObj(i -> Bytes.utf8("message " + i)).toList();
        BbsInput input = new BbsInput(Bytes.utf8("header"), messages);
        TreeSet<Integer> shown = new TreeSet<>(IntStream.range(0, count / 2).boxed().toList());
        SortedMap<Integer, Bytes> disclosed = new TreeMap<>();
        shown.forEach(index -> disclosed.put(index, messages.get(index)));
        Bytes header = Bytes.utf8("presentation");

        long generators = System.nanoTime();
        BbsSignature signature = Bbs.SHA_256.sign(key, input);
        System.out.printf(Locale.ROOT, "%d messages; first signature with its generators, cold: %.0f ms%n", count,
                (System.nanoTime() - generators) / 1e6);
        BbsProof proof = Bbs.SHA_256.prove(key.publicKey(), input, signature, header, shown);
        Bytes signatureBytes = signature.encoded();
        Bytes proofBytes = proof.encoded();
        measure("sign", () -> Bbs.SHA_256.sign(key, input));
        measure("verify",
                () -> require(Bbs.SHA_256.verify(key.publicKey(), input, BbsSignature.parse(signatureBytes))));
        measure("prove, half shown",
                () -> Bbs.SHA_256.prove(key.publicKey(), input, signature, header, shown));
        measure("verify proof, half shown", () -> require(Bbs.SHA_256.verifyProof(key.publicKey(),
                BbsProof.parse(proofBytes), input.header(), header, disclosed)));
    }

    private static void require(boolean good) {
        if (!good) {
            throw new AssertionError();
        }
    }

    private static void measure(String what, Runnable operation) {
        for (int i = 0; i < WARM_UP; i++) {
            operation.run();
        }
        long[] times = new long[ROUNDS];
        var threads = ManagementFactory.getThreadMXBean();
        for (int i = 0; i < ROUNDS; i++) {
            long start = threads.getCurrentThreadCpuTime();
            operation.run();
            times[i] = threads.getCurrentThreadCpuTime() - start;
        }
        Arrays.sort(times);
        System.out.printf(Locale.ROOT, "%s: median %.1f ms%n", what, times[ROUNDS / 2] / 1e6);
    }
}
