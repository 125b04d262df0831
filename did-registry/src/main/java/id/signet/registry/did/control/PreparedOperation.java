package id.signet.registry.did.control;

import id.signet.registry.RegistryRefusal;
import id.signet.registry.did.DidUrl;
import id.signet.registry.operation.Operation;
import java.util.List;

/** What became of a wish to sign an operation. */
public sealed interface PreparedOperation {

    /**
     * @param operation to be signed over its {@link Operation#signedBytes()}
     * @param signers the verification methods, any one of which may sign it
     */
    record Ready(Operation operation, List<DidUrl> signers) implements PreparedOperation {

        public Ready {
            signers = List.copyOf(signers);
        }
    }

    record Refused(RegistryRefusal refusal) implements PreparedOperation {}
}
