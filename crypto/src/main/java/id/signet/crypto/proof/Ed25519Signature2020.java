package id.signet.crypto.proof;

import java.util.List;
import java.util.Map;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.rdf.RdfReader;

/**
 * W3C Data Integrity EdDSA Cryptosuites 1.0, appendix {@code Ed25519Signature2020}: the statements are canonicalized and
 * signed as by {@code eddsa-rdfc-2022}, under a type of proof of its own. Others still show such papers.
 */
public final class Ed25519Signature2020 extends RdfcCryptosuite {

    public static final String NAME = "Ed25519Signature2020";
    public static final String CONTEXT = "https://w3id.org/security/suites/ed25519-2020/v1";

    public Ed25519Signature2020(RdfReader reader) {
        super(reader);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Map<String, String> identifiers() {
        return Map.of("type", NAME);
    }

    @Override
    public List<String> contexts() {
        return List.of(CONTEXT);
    }

    @Override
    public boolean accepts(KeyType type) {
        return type == KeyType.ED25519;
    }
}
