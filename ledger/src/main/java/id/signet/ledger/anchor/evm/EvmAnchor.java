package id.signet.ledger.anchor.evm;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.EthereumAccount;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.Hash;
import id.signet.ledger.TreeSize;
import id.signet.ledger.anchor.AnchorReport;
import id.signet.ledger.anchor.ChainAttestation;
import id.signet.ledger.anchor.CheckpointAnchor;
import id.signet.ledger.anchor.evm.AnchorContract.Kept;
import id.signet.ledger.anchor.evm.EvmNode.Block;
import id.signet.ledger.anchor.evm.EvmNode.Mined;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Anchors checkpoints on a chain of the Ethereum kind. The contract has the last word: it takes each size of a log once and
 * only growing ones, so that sending twice, by two nodes or after a reorganisation, changes nothing.
 */
public final class EvmAnchor implements CheckpointAnchor {

    /**
     * @param chainId the only chain that transactions are signed for
     * @param confirmations blocks from the transaction's own on until it counts as final; 1 where blocks are final
     * @param every the shortest time from one attested checkpoint to the next one that is sent
     * @param patience how long a transaction waits before it is sent again with a higher fee
     * @param highestGasPrice in wei; above it nothing is sent
     */
    public record Terms(long chainId, Address contract, int confirmations, Duration every, Duration patience,
            BigInteger highestGasPrice) {}

    /** The chain keeps another history of this log. */
    private static final class Disagreement extends Exception {

        private static final long serialVersionUID = 1L;

        Disagreement(String message) {
            super(message);
        }
    }

    private final Terms terms;
    private final EvmNode node;
    private final AnchorContract contract;
    private final EthereumAccount account;
    private final Address sender;
    private final AnchorStore store;
    private final Function<TreeSize, Optional<Hash>> published;
    private final Clock clock;
    private long highest;
    private Instant notBefore = Instant.MIN;

    /** @param published the root of the checkpoint that the log published at exactly that size */
    public EvmAnchor(Terms terms, JsonRpc rpc, EthereumAccount account, AnchorStore store,
            Function<TreeSize, Optional<Hash>> published, Clock clock) {
        this.terms = terms;
        this.node = new EvmNode(rpc);
        this.contract = new AnchorContract(node, terms.contract());
        this.account = account;
        this.sender = new Address(account.address());
        this.store = store;
        this.published = published;
        this.clock = clock;
    }

    @Override
    public AnchorReport round(Checkpoint newest) throws InterruptedException {
        try {
            return report(step(newest), false);
        } catch (Disagreement e) {
            return report(Optional.of(String.valueOf(e.getMessage())), true);
        } catch (JsonRpc.Refused e) {
            return report(Optional.of("the chain's node refuses: " + e.getMessage()), false);
        } catch (IOException e) {
            return report(Optional.of("the chain's node does not answer: " + e), false);
        } catch (MalformedInput e) {
            return report(Optional.of("the chain's node is not understood: " + e.getMessage()), false);
        }
    }

    private AnchorReport report(Optional<String> problem, boolean alarm) {
        return new AnchorReport(store.newest(), store.pending().map(PendingAnchor::size), problem, alarm);
    }

    /** Empty, or why it does not go on. */
    private Optional<String> step(Checkpoint newest) throws IOException, InterruptedException, Disagreement {
        long chain = node.chainId();
        if (chain != terms.chainId()) {
            return Optional.of("the node is of chain " + chain + " and not of " + terms.chainId());
        }
        long head = node.blockNumber();
        if (head < highest) {
            return Optional.of("the node is at block " + head + " and was at " + highest + " before");
        }
        highest = head;
        Optional<PendingAnchor> pending = store.pending();
        if (pending.isEmpty()) {
            return begin(newest, head);
        }
        if (pending.get().chainId() != chain || !pending.get().contract().equals(terms.contract())) {
            store.drop(pending.get());
            return Optional.of("what was on its way to another chain or contract is given up");
        }
        return follow(pending.get(), new Checkpoint(newest.origin(), pending.get().size(), pending.get().root()), head);
    }

    // ---- nothing is under way ----

    private Optional<String> begin(Checkpoint newest, long head)
            throws IOException, InterruptedException, Disagreement {
        Optional<Kept> kept = contract.newest(newest.origin());
        Optional<ChainAttestation> attested = store.newest();
        TreeSize known = kept.map(Kept::size).orElse(TreeSize.ZERO);
        if (attested.isPresent() && known.compareTo(attested.get().size()) < 0) {
            // The chain has lost blocks that counted as final.
            store.withdraw(known);
            return Optional.of("the chain no longer keeps the checkpoint of size " + attested.get().size().value());
        }
        if (kept.isPresent()) {
            agree(kept.get());
            if (attested.isEmpty() || attested.get().size().compareTo(known) < 0) {
                return adopt(new Checkpoint(newest.origin(), known, kept.get().root()), kept.get().block(), head);
            }
        }
        Instant now = clock.instant();
        if (known.compareTo(newest.size()) >= 0 || now.isBefore(notBefore)
                || attested.filter(last -> last.at().plus(terms.every()).isAfter(now)).isPresent()) {
            return Optional.empty();
        }
        BigInteger price = node.gasPrice();
        if (price.compareTo(terms.highestGasPrice()) > 0) {
            return Optional.of("gas costs " + price + " wei, more than " + terms.highestGasPrice());
        }
        long nonce = node.transactionCount(sender);
        Transaction.Signed signed = sign(newest, nonce, price);
        // Written down before it is sent: whatever happens next, it is known which transaction to look for.
        if (store.begin(new PendingAnchor(terms.chainId(), terms.contract(), newest.size(), newest.root(), nonce,
                List.of(signed.raw()), price, now))) {
            node.send(signed);
        }
        return Optional.empty();
    }

    /** The log itself published what the chain keeps; otherwise there are two logs under one name. */
    private void agree(Kept kept) throws Disagreement {
        Optional<Hash> root = published.apply(kept.size());
        if (root.isEmpty()) {
            throw new Disagreement("the chain keeps a checkpoint of size " + kept.size().value()
                    + " that this log did not publish: this may be an old copy, or its name is used elsewhere");
        }
        if (!root.get().equals(kept.root())) {
            throw new Disagreement("the chain keeps another root for size " + kept.size().value() + ": "
                    + kept.root().base64Url() + " and not " + root.get().base64Url());
        }
    }

    // ---- one is under way ----

    private Optional<String> follow(PendingAnchor pending, Checkpoint checkpoint, long head)
            throws IOException, InterruptedException, Disagreement {
        for (int i = pending.transactions().size() - 1; i >= 0; i--) {
            Optional<Mined> mined = node.mined(Transaction.Signed.of(pending.transactions().get(i)).hash());
            if (mined.isPresent()) {
                return mined.get().succeeded()
                        ? confirm(checkpoint, mined.get(), head)
                        : taken(pending, checkpoint, head, "the contract refused the checkpoint of size "
                                + checkpoint.size().value() + "; is " + sender + " an operator of it?");
            }
        }
        if (node.transactionCount(sender) > pending.nonce()) {
            return taken(pending, checkpoint, head, "another transaction of " + sender + " took nonce "
                    + pending.nonce() + "; give Signet an account of its own");
        }
        if (pending.sent().plus(terms.patience()).isBefore(clock.instant())) {
            return raise(pending, checkpoint);
        }
        if (!node.knows(pending.last().hash())) {
            // The same bytes: whatever became of them before, they count once.
            node.send(pending.last());
        }
        return Optional.empty();
    }

    private Optional<String> confirm(Checkpoint checkpoint, Mined mined, long head)
            throws IOException, InterruptedException, Disagreement {
        if (mined.logs().stream().noneMatch(log -> contract.tells(log, checkpoint))) {
            return Optional.of("the receipt of " + mined.transaction() + " does not tell of the checkpoint");
        }
        return settle(checkpoint, mined.transaction(), mined.block(), Optional.of(mined.blockHash()), head);
    }

    /** The nonce is used, and not by a transaction of ours that succeeded: the contract tells what became of it. */
    private Optional<String> taken(PendingAnchor pending, Checkpoint checkpoint, long head, String otherwise)
            throws IOException, InterruptedException, Disagreement {
        Optional<Kept> kept = contract.at(checkpoint.origin(), checkpoint.size());
        if (kept.isPresent()) {
            agree(kept.get());
            return adopt(checkpoint, kept.get().block(), head);
        }
        store.drop(pending);
        notBefore = clock.instant().plus(terms.every());
        return Optional.of(otherwise);
    }

    private Optional<String> raise(PendingAnchor pending, Checkpoint checkpoint)
            throws IOException, InterruptedException {
        // Nodes ask for an eighth more before they replace a transaction; a quarter is enough everywhere.
        BigInteger price = pending.gasPrice()
                .add(pending.gasPrice().shiftRight(2))
                .add(BigInteger.ONE)
                .max(node.gasPrice());
        if (price.compareTo(terms.highestGasPrice()) > 0) {
            if (!node.knows(pending.last().hash())) {
                node.send(pending.last());
            }
            return Optional.of("the transaction with nonce " + pending.nonce() + " is in no block, and a fee above "
                    + pending.gasPrice() + " wei for gas is not allowed");
        }
        Transaction.Signed dearer = sign(checkpoint, pending.nonce(), price);
        if (store.replace(pending, pending.with(dearer, price, clock.instant()))) {
            node.send(dearer);
        }
        return Optional.empty();
    }

    private Transaction.Signed sign(Checkpoint checkpoint, long nonce, BigInteger price) {
        return new Transaction(nonce, price, AnchorContract.GAS_TO_ANCHOR, Optional.of(terms.contract()),
                AnchorContract.anchor(checkpoint)).sign(account, terms.chainId());
    }

    // ---- it is there ----

    /** Brought by another node, or by a transaction that this one no longer remembers. */
    private Optional<String> adopt(Checkpoint checkpoint, long block, long head)
            throws IOException, InterruptedException, Disagreement {
        Optional<Word> transaction = contract.transaction(checkpoint, block);
        return transaction.isEmpty()
                ? Optional.of("the contract keeps size " + checkpoint.size().value() + ", and block " + block
                        + " has no event that tells of it")
                : settle(checkpoint, transaction.get(), block, Optional.empty(), head);
    }

    private Optional<String> settle(Checkpoint checkpoint, Word transaction, long number, Optional<Word> hash,
            long head)
            throws IOException, InterruptedException, Disagreement {
        Optional<Block> block = node.block(number);
        if (block.isEmpty() || !block.get().transactions().contains(transaction)
                || hash.filter(told -> !told.equals(block.get().hash())).isPresent()) {
            return Optional.of("block " + number + " of the chain does not hold " + transaction);
        }
        if (head - number + 1 < terms.confirmations()) {
            return Optional.empty();
        }
        Optional<Kept> kept = contract.at(checkpoint.origin(), checkpoint.size());
        if (kept.isEmpty() || kept.get().block() != number) {
            return Optional.of("the contract does not keep the checkpoint of size " + checkpoint.size().value()
                    + " of block " + number);
        }
        agree(kept.get());
        store.settle(new ChainAttestation("eip155:" + terms.chainId(), terms.contract().toString(),
                transaction.toString(), number, block.get().hash().toString(), checkpoint.size(), checkpoint.root(),
                clock.instant()));
        return Optional.empty();
    }
}
