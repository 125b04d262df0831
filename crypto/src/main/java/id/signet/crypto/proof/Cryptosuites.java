package id.signet.crypto.proof;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.rdf.RdfReader;

/** The suites that proofs are made and verified with; dated 2026-11-28. */
public final class Cryptosuites {

    private static final List<Cryptosuite> JCS_SUITES = List.of(new EddsaJcs2022(), new EcdsaJcs2019(),
            new MlDsa44Jcs2024());
    private static final Cryptosuites JCS = new Cryptosuites(JCS_SUITES);

    private final List<Cryptosuite> all;

    private Cryptosuites(List<Cryptosuite> all) {
        this.all = all;
    }

    /** Those that need no contexts. */
    public static Cryptosuites jcs() {
        return JCS;
    }

    /** Those, and the ones that sign the statements of a document as this reader finds them. */
    public static Cryptosuites with(RdfReader reader) {
        return new Cryptosuites(Stream.concat(JCS_SUITES.stream(),
                Stream.of(new EddsaRdfc2022(reader), new EcdsaRdfc2019(reader), new EcdsaSd2023(reader),
                        new Bbs2023(reader), new Ed25519Signature2020(reader), new JsonWebSignature2020(reader),
                        new MlDsa44Rdfc2024(reader)))
                .toList());
    }

    public List<Cryptosuite> all() {
        return all;
    }

    /** The suite that says it made the proof. */
    public Optional<Cryptosuite> of(DataIntegrityProof proof) {
        return all.stream().filter(suite -> suite.identifiers().equals(proof.identifiers())).findFirst();
    }

    /** The same of a proof that is still to be signed. */
    public Optional<Cryptosuite> of(ObjectNode options) {
        return all.stream()
                .filter(suite -> suite.identifiers().equals(DataIntegrityProof.identifiers(options)))
                .findFirst();
    }

    /** Compared exactly. */
    public Optional<Cryptosuite> named(String name) {
        return all.stream().filter(suite -> suite.name().equals(name)).findFirst();
    }

    /** The jcs suite for a key of this type; there is none for P-521, secp256k1, SM2 and BLS12-381 G2. */
    public static Optional<Cryptosuite> jcsFor(KeyType type) {
        return JCS_SUITES.stream().filter(suite -> suite.accepts(type)).findFirst();
    }
}
