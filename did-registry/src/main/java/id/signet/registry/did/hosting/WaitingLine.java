package id.signet.registry.did.hosting;

import id.signet.registry.did.webvh.Approvers;
import id.signet.registry.did.webvh.LoggedLine;
import java.util.List;

/**
 * A line of a did:webvh that is signed and not logged yet.
 *
 * @param approvers who must approve it
 * @param approvedBy the Multikeys of those who did so far
 */
public record WaitingLine(LoggedLine line, Approvers approvers, List<String> approvedBy) {

    public WaitingLine {
        approvedBy = List.copyOf(approvedBy);
    }
}
