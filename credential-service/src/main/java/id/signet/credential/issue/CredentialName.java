package id.signet.credential.issue;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.registry.TenantId;
import java.nio.charset.StandardCharsets;

/**
 * The name that an issuer gave one of his credentials: its {@code id}, or the {@code credentialId} of VCALM. Only its hash is
 * kept, as a name may tell who holds the credential.
 *
 * @param sha256 of the name in UTF-8
 */
public record CredentialName(TenantId tenant, String issuer, Bytes sha256) {

    public static CredentialName of(TenantId tenant, String issuer, String name) {
        return new CredentialName(tenant, issuer, Bytes.of(Hashes.sha256(name.getBytes(StandardCharsets.UTF_8))));
    }
}
