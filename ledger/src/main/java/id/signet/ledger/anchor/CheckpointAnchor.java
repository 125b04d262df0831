package id.signet.ledger.anchor;

import id.signet.ledger.Checkpoint;

/** Brings checkpoints to a chain and watches what becomes of them; one implementation for each kind of chain. */
public interface CheckpointAnchor {

    /**
     * One look at the chain and at most one step: bring the newest checkpoint there, look after what is under way, or find
     * that it is final. Never throws for what the chain does; the report tells.
     */
    AnchorReport round(Checkpoint newest) throws InterruptedException;
}
