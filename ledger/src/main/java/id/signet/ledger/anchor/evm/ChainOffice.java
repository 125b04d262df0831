package id.signet.ledger.anchor.evm;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.key.EthereumAccount;
import id.signet.ledger.Hash;
import id.signet.ledger.TreeSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an operator does with the chain by hand: create the contract, ask what it keeps, and test the node for its traps. */
public final class ChainOffice {

    /** @param trap what to look for in the node's own documents */
    public record Check(String name, boolean good, String trap) {}

    /** What the contract keeps of a log. */
    public record Kept(TreeSize size, Hash root, long block, long head) {}

    private static final int ATTEMPTS = 120;

    private final EvmNode node;

    public ChainOffice(JsonRpc rpc) {
        this.node = new EvmNode(rpc);
    }

    public long chainId() throws IOException, InterruptedException {
        return node.chainId();
    }

    /**
     * Creates the contract and waits until it is in a block; the account is its first operator.
     *
     * @throws IOException also when it did not come into a block, or the chain keeps other code
     */
    public Address create(EthereumAccount account, long chainId, Duration pause)
            throws IOException, InterruptedException {
        if (node.chainId() != chainId) {
            throw new IOException("the node is of chain " + node.chainId() + " and not of " + chainId);
        }
        Transaction.Signed signed = new Transaction(node.transactionCount(new Address(account.address())),
                node.gasPrice(), AnchorContract.GAS_TO_CREATE, Optional.empty(), AnchorContract.creation())
                .sign(account, chainId);
        node.send(signed);
        for (int i = 0; i < ATTEMPTS; i++) {
            Optional<EvmNode.Mined> mined = node.mined(signed.hash());
            if (mined.isPresent()) {
                Address created = mined.get()
                        .created()
                        .orElseThrow(() -> new IOException("the transaction " + signed.hash() + " created nothing"));
                if (!mined.get().succeeded() || !node.code(created).equals(AnchorContract.runtime())) {
                    throw new IOException("the transaction " + signed.hash() + " did not create the contract");
                }
                return created;
            }
            Thread.sleep(pause);
        }
        throw new IOException("the transaction " + signed.hash() + " is in no block yet");
    }

    /** The newest checkpoint that the contract keeps of a log. */
    public Optional<Kept> newest(Address contract, String origin) throws IOException, InterruptedException {
        return shown(new AnchorContract(node, contract).newest(origin));
    }

    /** The checkpoint of exactly that size. */
    public Optional<Kept> at(Address contract, String origin, TreeSize size) throws IOException, InterruptedException {
        return shown(new AnchorContract(node, contract).at(origin, size));
    }

    private Optional<Kept> shown(Optional<AnchorContract.Kept> kept) throws IOException, InterruptedException {
        return kept.isEmpty()
                ? Optional.empty()
                : Optional.of(new Kept(kept.get().size(), kept.get().root(), kept.get().block(), node.blockNumber()));
    }

    /** Each trap of a node that passes for one of Ethereum, tried out; nothing is sent. */
    public List<Check> selfTest(long chainId, Address contract, EthereumAccount account) throws InterruptedException {
        AnchorContract anchors = new AnchorContract(node, contract);
        Address sender = new Address(account.address());
        List<Check> checks = new ArrayList<>();
        checks.add(check("chain-id", () -> node.chainId() == chainId,
                "eth_chainId is not " + chainId
                        + "; FISCO BCOS: web3.chain_id of the genesis, or the system key web3_chain_id"));
        checks.add(check("contract-code", () -> node.code(contract).equals(AnchorContract.runtime()),
                "eth_getCode is not that of CheckpointAnchor at " + contract));
        checks.add(check("call-with-arguments", () -> anchors.at("signet self-test", new TreeSize(1)).isEmpty(),
                "eth_call with arguments fails; FISCO BCOS 3.11 answers error 16, take 3.12 or later"));
        checks.add(check("signature-engine", () -> recovers(account, sender),
                "the chain does not recover secp256k1 signatures; a chain with SM2 needs its own client"));
        checks.add(check("operator", () -> anchors.isOperator(sender),
                sender + " is no operator of the contract; an operator names it with name(address)"));
        checks.add(check("gas", () -> node.balance(sender)
                .compareTo(node.gasPrice().multiply(BigInteger.valueOf(AnchorContract.GAS_TO_ANCHOR))) >= 0,
                sender + " cannot pay for a transaction; FISCO BCOS: the balance features"));
        checks.add(check("logs", () -> anchors.history("signet self-test", Math.max(0, node.blockNumber() - 25),
                node.blockNumber()).isEmpty(), "eth_getLogs fails over ten blocks at a time"));
        checks.add(check("nonce", () -> node.transactionCount(sender) >= 0, "eth_getTransactionCount fails"));
        return checks;
    }

    private interface Question {
        boolean ask() throws IOException, InterruptedException;
    }

    private static Check check(String name, Question question, String trap) throws InterruptedException {
        try {
            boolean good = question.ask();
            return new Check(name, good, good ? "" : trap);
        } catch (IOException | MalformedInput e) {
            return new Check(name, false, trap + " (" + e.getMessage() + ")");
        }
    }

    /** The precompiled contract 1 recovers a signer as the chain itself does. */
    private boolean recovers(EthereumAccount account, Address sender) throws IOException, InterruptedException {
        byte[] digest = Hashes.keccak256("signet self-test".getBytes(StandardCharsets.US_ASCII));
        EthereumAccount.Signature signature = account.sign(digest);
        ByteArrayOutputStream question = new ByteArrayOutputStream();
        question.writeBytes(digest);
        question.writeBytes(Word.of(signature.odd() ? 28 : 27).bytes());
        question.writeBytes(Word.of(signature.r()).bytes());
        question.writeBytes(Word.of(signature.s()).bytes());
        byte[] answer = node.call(Address.of(Word.of(1)), Bytes.of(question.toByteArray()));
        return answer.length == Word.LENGTH && Address.of(Word.of(answer)).equals(sender);
    }
}
