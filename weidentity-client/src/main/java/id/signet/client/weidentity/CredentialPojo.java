package id.signet.client.weidentity;

import tools.jackson.databind.node.ObjectNode;

/** A credential of WeIdentity, as JSON: what the service signed, and nothing else. */
public record CredentialPojo(ObjectNode json) {

    public CredentialPojo {
        json = json.deepCopy();
    }

    @Override
    public ObjectNode json() {
        return json.deepCopy();
    }

    /** @throws IllegalArgumentException if the text is not one JSON object */
    public static CredentialPojo fromJson(String text) {
        if (WeIdentity.JSON.readTree(text) instanceof ObjectNode object) {
            return new CredentialPojo(object);
        }
        throw new IllegalArgumentException("a credential is one JSON object");
    }

    public String toJson() {
        return json.toString();
    }

    public String getId() {
        return json.path("id").asString("");
    }

    public long getCptId() {
        return json.path("cptId").asLong(0);
    }

    public String getIssuer() {
        return json.path("issuer").asString("");
    }

    /** Seconds since 1970. */
    public long getExpirationDate() {
        return json.path("expirationDate").asLong(0);
    }

    public ObjectNode getClaim() {
        return json.get("claim") instanceof ObjectNode claim ? claim.deepCopy() : WeIdentity.arguments();
    }
}
