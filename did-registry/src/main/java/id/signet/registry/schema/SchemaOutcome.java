package id.signet.registry.schema;

import id.signet.ledger.Receipt;
import id.signet.registry.RegistryRefusal;

/** What became of a wish to register a type. */
public sealed interface SchemaOutcome {

    /** It is logged and on disk. */
    record Registered(RegisteredSchema schema, Receipt receipt) implements SchemaOutcome {}

    record Refused(RegistryRefusal refusal) implements SchemaOutcome {}
}
