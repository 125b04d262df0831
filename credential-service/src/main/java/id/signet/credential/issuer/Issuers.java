package id.signet.credential.issuer;

import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.SigningKey;
import id.signet.ledger.state.Prefetch;
import id.signet.ledger.state.View;
import id.signet.registry.TenantId;
import java.util.List;
import java.util.Optional;

/** What issuing needs to know of an issuer: who he is now, and whether that still holds under the head lock. */
public interface Issuers {

    Standing standing(TenantId tenant, String issuer);

    /** The key behind a method of an issuer of this tenant, while it may sign. */
    Optional<SigningKey> open(TenantId tenant, Method method);

    /** Names the rows that {@link #stillActive} reads. */
    void prefetch(Prefetch rows, Method method);

    /** Whether the method is still listed for assertions, in the same version of the issuer's document. */
    boolean stillActive(View view, Method method);

    /** How an issuer stands on this node at this moment. */
    sealed interface Standing {

        /**
         * @param assertionMethods the methods that may sign assertions and whose keys are held here, the newest
         *        first
         */
        record Active(List<Method> assertionMethods) implements Standing {

            public Active {
                assertionMethods = List.copyOf(assertionMethods);
            }
        }

        record Deactivated() implements Standing {}

        /** The DID does not resolve; the message says why. */
        record Unknown(String message) implements Standing {}

        /** The DID resolves, and this tenant holds none of its keys. */
        record NotTheTenants() implements Standing {}
    }

    /**
     * A verification method of an issuer.
     *
     * @param versionId the version of the DID document it was read from
     * @param id the absolute DID URL of the method
     */
    record Method(String issuer, String versionId, String id, KeyType keyType) {}
}
