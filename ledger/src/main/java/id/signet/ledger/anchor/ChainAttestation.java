package id.signet.ledger.anchor;

import id.signet.ledger.Hash;
import id.signet.ledger.TreeSize;
import java.time.Instant;

/**
 * A chain keeps this checkpoint, and enough of its blocks have followed. Whoever asks any node of that chain finds the same.
 *
 * @param chain which chain, CAIP-2: {@code eip155:20200}
 * @param contract the address of the contract that keeps it
 * @param transaction the hash of the transaction that brought it
 * @param block the number of that transaction's block
 * @param blockHash the hash of that block
 * @param at when this log found it so, by its own clock
 */
public record ChainAttestation(String chain, String contract, String transaction, long block, String blockHash,
        TreeSize size, Hash root, Instant at) {}
