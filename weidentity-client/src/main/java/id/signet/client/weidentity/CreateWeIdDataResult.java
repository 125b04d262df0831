package id.signet.client.weidentity;

/** A DID that was made; its private key stays in the service. */
public record CreateWeIdDataResult(String weId) {

    public String getWeId() {
        return weId;
    }
}
