package id.signet.crypto.rdf;

import java.util.Map;
import java.util.Optional;

/** The bundled context files, pinned on 2026-11-23 by the SHA-256 of their bytes. */
final class Bundle {

    /** @param sha256 of the file's bytes, in hexadecimal */
    record Pin(String file, String sha256) {}

    static final Map<String, Pin> SPECIFICATIONS = Map.ofEntries(
            // VC Data Model 1.1 and 2.0
            Map.entry("https://www.w3.org/2018/credentials/v1",
                    new Pin("credentials-v1.jsonld",
                            "ab4ddd9a531758807a79a5b450510d61ae8d147eab966cc9a200c07095b0cdcc")),
            Map.entry("https://www.w3.org/ns/credentials/v2",
                    new Pin("credentials-v2.jsonld",
                            "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734")),
            // Data Integrity 1.0, Multikey and JsonWebKey
            Map.entry("https://w3id.org/security/data-integrity/v1",
                    new Pin("data-integrity-v1.jsonld",
                            "b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554")),
            Map.entry("https://w3id.org/security/data-integrity/v2",
                    new Pin("data-integrity-v2.jsonld",
                            "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4")),
            Map.entry("https://w3id.org/security/multikey/v1",
                    new Pin("multikey-v1.jsonld",
                            "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597")),
            Map.entry("https://w3id.org/security/jwk/v1",
                    new Pin("jwk-v1.jsonld",
                            "0f14b62f6071aafe00df265770ea0c7508e118247d79b7d861a406d2aa00bece")),
            // Ed25519Signature2020, by which others still issue
            Map.entry("https://w3id.org/security/suites/ed25519-2020/v1",
                    new Pin("ed25519-2020-v1.jsonld",
                            "b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588")),
            // JsonWebSignature2020, the same
            Map.entry("https://w3id.org/security/suites/jws-2020/v1",
                    new Pin("jws-2020-v1.jsonld",
                            "d648e05ddc6577827ca2bfd5e931f53e9ebc6e52a57a8da81df4ec8c46ffcd1e")),
            // Controlled Identifiers 1.0, DID Core 1.0 and 1.1 (the 1.1 file is that of CID, byte for byte)
            Map.entry("https://www.w3.org/ns/cid/v1",
                    new Pin("cid-v1.jsonld",
                            "ea216ecc1cb02cd39b693dba2250141e270ba0bf95890be107dd9a9e8e43de85")),
            Map.entry("https://www.w3.org/ns/did/v1",
                    new Pin("did-v1.jsonld",
                            "4f3eae5568c9c5f036a082088f9e192019ee06faa78973c87ff91d5421b88dad")),
            Map.entry("https://www.w3.org/ns/did/v1.1",
                    new Pin("cid-v1.jsonld",
                            "ea216ecc1cb02cd39b693dba2250141e270ba0bf95890be107dd9a9e8e43de85")));

    /** The base contexts' own examples; they define every word there is, or take in a large vocabulary. */
    static final Map<String, Pin> EXAMPLES = Map.ofEntries(
            Map.entry("https://www.w3.org/2018/credentials/examples/v1",
                    new Pin("credentials-examples-v1.jsonld",
                            "2070ae4e75bc3b4c2cfe2b8b6e86ec45119672bbb5da283f0399ea96c60a0104")),
            Map.entry("https://www.w3.org/ns/credentials/examples/v2",
                    new Pin("credentials-examples-v2.jsonld",
                            "57393fbc69d6efb9b9b5dc9cb6b9880b0944360abfe2eaf459c9e58cf2279d7c")),
            Map.entry("https://www.w3.org/ns/credentials/undefined-terms/v2",
                    new Pin("credentials-undefined-terms-v2.jsonld",
                            "82dab514ba44eb18f5d1b0f638c5e140c6a556fbfb5089601bdc0fa5eb8b2581")),
            // the driving licences of the W3C's suites
            Map.entry("https://w3id.org/vdl/v1",
                    new Pin("vdl-v1.jsonld",
                            "5e61aa138bc6a1bf92299edd01408df52f20c24057b9dbea72ccaeef5b792010")),
            Map.entry("https://www.w3.org/ns/odrl.jsonld",
                    new Pin("odrl.jsonld",
                            "a83cb98005bce546531131d4042318d8267aff71b1451f53cc926587fcef42c6")));

    static Optional<Pin> pin(String url) {
        return Optional.ofNullable(SPECIFICATIONS.get(url)).or(() -> Optional.ofNullable(EXAMPLES.get(url)));
    }

    private Bundle() {}
}
