package id.signet.client.weidentity;

/** Number and version of a CPT. */
public record CptBaseInfo(long cptId, int cptVersion) {

    public long getCptId() {
        return cptId;
    }

    public int getCptVersion() {
        return cptVersion;
    }
}
