package id.signet.ledger.anchor.evm;

import id.signet.crypto.Bytes;
import id.signet.ledger.Hash;
import id.signet.ledger.TreeSize;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A checkpoint on its way: transactions of one nonce, so that at most one of them ever counts.
 *
 * @param transactions as signed, the one with the lowest fee first
 * @param gasPrice that of the last one
 * @param sent when the last one was made
 */
public record PendingAnchor(long chainId, Address contract, TreeSize size, Hash root, long nonce,
        List<Bytes> transactions, BigInteger gasPrice, Instant sent) {

    public PendingAnchor {
        transactions = List.copyOf(transactions);
    }

    PendingAnchor with(Transaction.Signed dearer, BigInteger price, Instant now) {
        return new PendingAnchor(chainId, contract, size, root, nonce,
                Stream.concat(transactions.stream(), Stream.of(dearer.raw())).toList(), price, now);
    }

    Transaction.Signed last() {
        return Transaction.Signed.of(transactions.getLast());
    }
}
