package id.signet.registry.did.hosting;

import id.signet.registry.TenantId;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.HostedTables.HostedDid;
import id.signet.registry.did.log.DidState;
import id.signet.registry.did.log.DidTables.Head;
import id.signet.registry.did.log.LoggedChange;
import id.signet.registry.did.webvh.LoggedLine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a method writes the next version of a DID, signed with the key that is kept for it. */
interface Pen {

    /**
     * @param signer the method whose key signed
     * @param waiting the line, if witnesses must approve it before it is logged
     * @param hosted what is known of the DID once it is logged; empty: as it is
     * @param ahead keys made for the versions after it
     * @param retired methods that never sign again once it is logged
     */
    record Signed(LoggedChange change, DidUrl signer, Optional<LoggedLine> waiting, Optional<HostedDid> hosted,
            Map<DidUrl, FreshKey> ahead, List<DidUrl> retired) {

        public Signed {
            ahead = Map.copyOf(ahead);
            retired = List.copyOf(retired);
        }
    }

    /** Whether a key is kept here for the tenant that may sign for the DID. */
    boolean hasSigner(TenantId tenant, DidState before);

    /** Empty if no key that may sign is at hand, as where another change came first. */
    Optional<Signed> write(Caller caller, Head head, DidState before, HostedChanges.Next next);
}
