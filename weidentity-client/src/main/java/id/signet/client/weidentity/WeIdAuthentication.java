package id.signet.client.weidentity;

/**
 * Who signs.
 *
 * @param weId a DID whose keys the service keeps for the caller's tenant
 */
public record WeIdAuthentication(String weId) {

    public String getWeId() {
        return weId;
    }
}
