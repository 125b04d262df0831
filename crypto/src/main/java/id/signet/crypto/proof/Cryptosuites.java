package id.signet.crypto.proof;

import java.util.List;
import java.util.Optional;

import id.signet.crypto.key.KeyType;

/** The suites Signet makes and verifies proofs with; dated 2026-11-23. */
public final class Cryptosuites {

    private static final List<Cryptosuite> ALL = List.of(new EddsaJcs2022(), new EcdsaJcs2019());

    private Cryptosuites() {}

    public static List<Cryptosuite> all() {
        return ALL;
    }

    /** Compared exactly. */
    public static Optional<Cryptosuite> named(String name) {
        return ALL.stream().filter(suite -> suite.name().equals(name)).findFirst();
    }

    /** The jcs suite for a key of this type; there is none for secp256k1 and SM2. */
    public static Optional<Cryptosuite> jcsFor(KeyType type) {
        return ALL.stream().filter(suite -> suite.accepts(type)).findFirst();
    }
}
