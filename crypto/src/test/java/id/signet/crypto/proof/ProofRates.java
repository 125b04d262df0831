package id.signet.crypto.proof;

import java.time.Duration;
import java.util.Locale;

import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SoftwareSigningKey;
import id.signet.crypto.rdf.Contexts;
import id.signet.crypto.rdf.RdfReader;

/** A program: how long one thread takes to sign and to verify an ordinary credential, by suite. */
final class ProofRates {

    private static final Duration WARM = Duration.ofSeconds(4);
    private static final Duration MEASURED = Duration.ofSeconds(4);

    private static final String CREDENTIAL = """
                                             {"@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
                                              "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33", "type": ["VerifiableCredential", "AlumniCredential"],
                                              "issuer": "did:example:issuer", "validFrom": "2026-01-01T00:00:00Z",
                                              "credentialStatus": {"id": "https://a.example/s#1", "type": "BitstringStatusListEntry",
                                                "statusPurpose": "revocation", "statusListIndex": "1", "statusListCredential": "https://a.example/s"},
                                              "credentialSubject": {"id": "did:example:abcdefgh", "name": "Ada Marsh", "alumniOf": "The School of Examples",
                                                "address": {"street": "1 Main St", "city": "Anytown"}}}""";

    private ProofRates() {}

    public static void main(String[] arguments) {
        Cryptosuites suites = Cryptosuites.with(RdfReader.of(Contexts.bundled().andExamples()));
        SoftwareSigningKey key = SoftwareSigningKey.generate(KeyType.ED25519);
        ObjectNode document = StrictJson.parseObject(CREDENTIAL);
        for (String name : new String[]{"eddsa-jcs-2022", "eddsa-rdfc-2022"}) {
            ProofOptions options = ProofOptions.of(suites.named(name).orElseThrow(), "did:example:issuer#k",
                    "assertionMethod");
            ObjectNode signed = SecuredDocument.sign(document, options, key);
            report(name + " sign", () -> SecuredDocument.sign(document, options, key).size());
            report(name + " verify", () -> {
                SecuredDocument read = SecuredDocument.parse(signed, suites);
                return read.verify(read.proofs().getFirst(), key.publicKey()) ? 1 : 0;
            });
        }
    }

    private interface Work {

        int run();
    }

    private static void report(String name, Work work) {
        during(WARM, work);
        System.out.printf(Locale.ROOT, "%-24s %8.1f us%n", name, during(MEASURED, work));
    }

    /** Microseconds for one. */
    private static double during(Duration duration, Work work) {
        long start = System.nanoTime();
        long done = 0;
        long sum = 0;
        while (System.nanoTime() - start < duration.toNanos()) {
            sum += work.run();
            done++;
        }
        if (sum < done) {
            throw new AssertionError("a proof did not verify");
        }
        return (System.nanoTime() - start) / 1e3 / done;
    }
}
