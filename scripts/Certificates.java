import tools.jackson.databind.JsonNode;

/** A training certificate's way through the doors: who issues it, what it says, in which formats. */
final class Certificates {

    static final String[] FORMATS = {"data-integrity", "vc+jwt", "dc+sd-jwt"};

    /** A new DID of the given key type, accredited for the sandbox's training certificate. */
    static String accreditedIssuer(Service service, String keyType) throws Exception {
        String did = service.post("/api/v1/dids", "{\"method\":\"weid\",\"keyType\":\"" + keyType + "\"}").expect(201)
                .json().get("did").stringValue();
        service.post("/api/v1/issuers", "{\"did\":\"" + did + "\",\"name\":\"Proof office\",\"accreditations\":"
                + "[{\"credentialType\":\"TrainingCertificate\"}]}").expect(201);
        return did;
    }

    static String request(String issuer, String format, long number) {
        return "{\"issuer\":\"" + issuer + "\",\"type\":[\"VerifiableCredential\",\"TrainingCertificate\"],"
                + "\"subject\":{\"id\":\"did:example:holder-" + number + "\",\"name\":\"Resident " + number
                + "\",\"course\":\"Fire safety\",\"level\":\"basic\",\"completedOn\":\"2026-11-02\"},"
                + "\"status\":[\"revocation\"],\"format\":\"" + format + "\"}";
    }

    static String verification(JsonNode issued) {
        return "{\"credential\":" + issued.get("credential") + ",\"receipts\":[" + issued.get("receipt") + "]}";
    }

    private Certificates() {}
}
