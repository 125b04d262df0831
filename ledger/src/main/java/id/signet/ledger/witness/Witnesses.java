package id.signet.ledger.witness;

import java.util.List;
import java.util.Optional;

/**
 * The witnesses a log asks, and how many must cosign before it shows a checkpoint to the world.
 *
 * @param quorum 0 only without witnesses
 */
public record Witnesses(List<WitnessClient> clients, int quorum, Optional<CosignatureStore> store) {

    /** The log vouches for itself alone. */
    public static final Witnesses NONE = new Witnesses(List.of(), 0, Optional.empty());

    public Witnesses {
        clients = List.copyOf(clients);
        if (clients.isEmpty() != (quorum == 0) || quorum < 0 || quorum > clients.size()) {
            throw new IllegalArgumentException("a quorum is a number from 1 to that of the witnesses");
        }
        if (clients.isEmpty() == store.isPresent()) {
            throw new IllegalArgumentException("cosignatures need a place to be kept in");
        }
        if (clients.stream().map(client -> client.witness().key()).distinct().count() < clients.size()) {
            throw new IllegalArgumentException("two witnesses with one key are one witness");
        }
    }
}
