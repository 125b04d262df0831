package id.signet.credential.issue;

import id.signet.credential.issuer.IssuerGate;
import id.signet.credential.issuer.Issuers;
import id.signet.credential.issuer.Issuers.Standing;
import id.signet.credential.status.StatusRegistry;
import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.hosting.BeforeDeactivation;
import java.util.function.Supplier;

/**
 * What has to happen in the issuer's name while his keys still sign. Every change that ends a key of an issuer runs in
 * {@link #alone}; the registry calls {@link #prepare} before a deactivation.
 */
public final class IssuerDeparture implements BeforeDeactivation {

    private final IssuerGate gate;
    private final Issuers issuers;
    private final IssueCredential issuing;
    private final StatusRegistry status;

    public IssuerDeparture(IssuerGate gate, Issuers issuers, IssueCredential issuing, StatusRegistry status) {
        this.gate = gate;
        this.issuers = issuers;
        this.issuing = issuing;
        this.status = status;
    }

    /**
     * Runs a change of the issuer's keys or his deactivation with nothing signed beside it, once no credential waits for a
     * signature; then signs the issuer's status lists with a key of today.
     */
    public <T> T alone(TenantId tenant, String issuer, Supplier<T> change) {
        return gate.exclusively(issuer, () -> {
            issuing.settle(tenant, issuer);
            T done = change.get();
            status.signAnew(tenant, issuer);
            return done;
        });
    }

    /** The last thing before the keys are gone: the issuer's last status lists are signed and served. */
    @Override
    public void prepare(Caller caller, Did did) {
        String issuer = did.toString();
        gate.exclusively(issuer, () -> {
            if (issuers.standing(caller.tenant(), issuer) instanceof Standing.Active active
                    && !active.listMethods().isEmpty()) {
                issuing.settle(caller.tenant(), issuer);
                status.publishLast(caller.tenant(), issuer);
            }
            return Boolean.TRUE;
        });
    }
}
