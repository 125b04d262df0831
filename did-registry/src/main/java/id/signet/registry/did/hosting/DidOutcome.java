package id.signet.registry.did.hosting;

import id.signet.ledger.Receipt;
import id.signet.registry.RegistryRefusal;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.resolution.DocumentMetadata;
import id.signet.registry.did.resolution.ResolutionResult;
import java.util.Optional;

/** What became of a wish to create or change a DID. */
public sealed interface DidOutcome {

    /**
     * It is done and on disk.
     *
     * @param document the newest; after a deactivation the last one
     * @param method the verification method that was made, if one was
     * @param receipt of the entry; none for did:key and did:jwk, which have no entries
     */
    record Done(Did did, DidDocument document, DocumentMetadata metadata, Optional<DidUrl> method,
            Optional<Receipt> receipt) implements DidOutcome {}

    /** The DID was deactivated before; asking again changes nothing. */
    record AlreadyDeactivated(Did did, DocumentMetadata metadata, Optional<Receipt> receipt) implements DidOutcome {}

    /** It is signed, and logged once its witnesses have approved it. */
    record Waiting(WaitingLine line) implements DidOutcome {}

    record Refused(RegistryRefusal refusal) implements DidOutcome {}

    /** What is told of a version that was just logged. */
    static DidOutcome logged(ResolutionResult version, Did did, Optional<DidUrl> method, Receipt receipt) {
        return switch (version) {
            case ResolutionResult.Resolved resolved ->
                new Done(did, resolved.document(), resolved.metadata(), method, Optional.of(receipt));
            case ResolutionResult.Deactivated ended ->
                new Done(did, ended.lastDocument(), ended.metadata(), method, Optional.of(receipt));
            case ResolutionResult.NotFound _,ResolutionResult.Unreachable _,ResolutionResult.Refused _ ->
                throw new IllegalStateException("what was just logged cannot be read: " + did);
        };
    }
}
