package id.signet.registry.issuer;

import id.signet.ledger.Receipt;
import id.signet.registry.RegistryRefusal;

/** What became of a wish to change who may issue what. */
public sealed interface TrustOutcome {

    /** It is logged and on disk. */
    record Done(Receipt receipt) implements TrustOutcome {}

    record Refused(RegistryRefusal refusal) implements TrustOutcome {}
}
