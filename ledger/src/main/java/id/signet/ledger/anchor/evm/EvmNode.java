package id.signet.ledger.anchor.evm;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a node says of its chain, read strictly (Ethereum JSON-RPC, EIP-1474). It signs nothing for us: consortium chains'
 * nodes have no accounts. State is asked for at {@code latest} alone, because FISCO BCOS ignores any other block.
 */
final class EvmNode {

    /** How many blocks FISCO BCOS looks at in one question for logs; it leaves out the others without a word. */
    static final int LOG_BLOCKS = 10;

    /** @param transactions the hashes of those in it */
    record Block(long number, Word hash, Set<Word> transactions) {}

    /** @param topics the indexed values, that of the event's name first */
    record Log(Address contract, List<Word> topics, Bytes data, long block, Word transaction) {}

    /** @param created the contract that the transaction made */
    record Mined(Word transaction, long block, Word blockHash, boolean succeeded, Optional<Address> created,
            List<Log> logs) {}

    private final JsonRpc rpc;

    EvmNode(JsonRpc rpc) {
        this.rpc = rpc;
    }

    long chainId() throws IOException, InterruptedException {
        return number(rpc.call("eth_chainId"));
    }

    long blockNumber() throws IOException, InterruptedException {
        return number(rpc.call("eth_blockNumber"));
    }

    BigInteger gasPrice() throws IOException, InterruptedException {
        return Hex.quantity(string(rpc.call("eth_gasPrice")));
    }

    BigInteger balance(Address account) throws IOException, InterruptedException {
        return Hex.quantity(string(rpc.call("eth_getBalance", text(account.toString()), text("latest"))));
    }

    /** How many transactions of the account are in blocks: the nonce of the next one. */
    long transactionCount(Address account) throws IOException, InterruptedException {
        return number(rpc.call("eth_getTransactionCount", text(account.toString()), text("latest")));
    }

    Bytes code(Address contract) throws IOException, InterruptedException {
        return Bytes.of(Hex.bytes(string(rpc.call("eth_getCode", text(contract.toString()), text("latest")))));
    }

    byte[] call(Address contract, Bytes data) throws IOException, InterruptedException {
        ObjectNode question = Json.object();
        question.put("to", contract.toString());
        question.put("data", Hex.of(data.toArray()));
        return Hex.bytes(string(rpc.call("eth_call", question, text("latest"))));
    }

    void send(Transaction.Signed transaction) throws IOException, InterruptedException {
        rpc.call("eth_sendRawTransaction", text(Hex.of(transaction.raw().toArray())));
    }

    /** Whether the node has the transaction, in a block or waiting. */
    boolean knows(Word transaction) throws IOException, InterruptedException {
        return !rpc.call("eth_getTransactionByHash", text(transaction.toString())).isNull();
    }

    Optional<Mined> mined(Word transaction) throws IOException, InterruptedException {
        JsonNode receipt = rpc.call("eth_getTransactionReceipt", text(transaction.toString()));
        if (receipt.isNull()) {
            return Optional.empty();
        }
        if (!Word.parse(member(receipt, "transactionHash")).equals(transaction)) {
            throw new MalformedInput("the receipt is of another transaction");
        }
        Optional<Address> created = Optional.of(receipt.path("contractAddress"))
                .filter(JsonNode::isString)
                .map(address -> Address.parse(address.stringValue()));
        return Optional.of(new Mined(transaction, number(receipt.path("blockNumber")),
                Word.parse(member(receipt, "blockHash")), number(receipt.path("status")) == 1, created,
                logs(receipt.path("logs"))));
    }

    Optional<Block> block(long number) throws IOException, InterruptedException {
        JsonNode block = rpc.call("eth_getBlockByNumber", text(Hex.of(number)),
                JsonNodeFactory.instance.booleanNode(false));
        if (block.isNull()) {
            return Optional.empty();
        }
        Set<Word> transactions = new HashSet<>();
        for (JsonNode transaction : block.path("transactions")) {
            transactions.add(Word.parse(string(transaction)));
        }
        if (number(block.path("number")) != number) {
            throw new MalformedInput("the block is another one than was asked for");
        }
        return Optional.of(new Block(number, Word.parse(member(block, "hash")), transactions));
    }

    /** The logs of a contract in the blocks from the first to the last, with these topics, ten blocks at a time. */
    List<Log> logs(Address contract, List<Word> topics, long first, long last)
            throws IOException, InterruptedException {
        List<Log> logs = new ArrayList<>();
        for (long from = first; from <= last; from += LOG_BLOCKS) {
            ObjectNode filter = Json.object();
            filter.put("fromBlock", Hex.of(from));
            filter.put("toBlock", Hex.of(Math.min(last, from + LOG_BLOCKS - 1)));
            filter.put("address", contract.toString());
            var wanted = filter.putArray("topics");
            topics.forEach(topic -> wanted.add(topic.toString()));
            logs.addAll(logs(rpc.call("eth_getLogs", filter)));
        }
        return logs;
    }

    private static List<Log> logs(JsonNode list) {
        if (!list.isArray()) {
            throw new MalformedInput("the chain's node answers no list of logs");
        }
        List<Log> logs = new ArrayList<>();
        for (JsonNode log : list) {
            List<Word> topics = new ArrayList<>();
            for (JsonNode topic : log.path("topics")) {
                topics.add(Word.parse(string(topic)));
            }
            if (!log.path("removed").asBoolean(false)) {
                logs.add(
                        new Log(Address.parse(member(log, "address")), topics, Bytes.of(Hex.bytes(member(log, "data"))),
                                number(log.path("blockNumber")), Word.parse(member(log, "transactionHash"))));
            }
        }
        return logs;
    }

    private static JsonNode text(String text) {
        return JsonNodeFactory.instance.stringNode(text);
    }

    private static String member(JsonNode object, String name) {
        return string(object.path(name));
    }

    private static String string(JsonNode node) {
        if (!node.isString()) {
            throw new MalformedInput("the chain's node answers " + (node.isMissingNode() ? "nothing" : "no text")
                    + " where one is due");
        }
        return node.stringValue();
    }

    private static long number(JsonNode node) {
        BigInteger number = Hex.quantity(string(node));
        if (number.bitLength() > 63) {
            throw new MalformedInput("a number of the chain's node is out of range");
        }
        return number.longValueExact();
    }
}
