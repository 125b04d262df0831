package id.signet.ledger.anchor.evm;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A node of a chain with the anchor contract, which behaves, reorganises, stands still, or lies as a test tells it. */
final class FakeChain implements JsonRpc {

    static final Address CONTRACT = Address.parse("0x" + "ca".repeat(20));
    static final long CHAIN = 20_200;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private record Sent(Word hash, long nonce, BigInteger price, Bytes data) {
        byte[] call() {
            return data.toArray();
        }
    }

    private record Block(List<Sent> transactions, int fork) {}

    private final List<Block> blocks = new ArrayList<>(List.of(new Block(List.of(), 0)));
    private final Map<Long, Sent> waiting = new TreeMap<>();
    private int fork;
    private int sends;

    long chain = CHAIN;
    boolean down;
    boolean mines = true;
    boolean forgets;
    boolean acceptsNothing;
    boolean operator = true;
    long shownHead = Long.MAX_VALUE;
    BigInteger price = BigInteger.valueOf(1_000);
    BigInteger wanted = BigInteger.ZERO;
    /** Changes a transaction's receipt before it is told. */
    java.util.function.Consumer<ObjectNode> lie = receipt -> {
    };

    /** So many empty blocks, the first with what is waiting. */
    void mine(int count) {
        for (int i = 0; i < count; i++) {
            List<Sent> taken = new ArrayList<>();
            if (mines) {
                waiting.values().removeIf(sent -> sent.price().compareTo(wanted) >= 0 && taken.add(sent));
            }
            blocks.add(new Block(taken, fork));
        }
    }

    /** The newest blocks are replaced by as many empty ones and one more; what was in them waits again, or is forgotten. */
    void reorganise(int count) {
        fork++;
        for (int i = 0; i < count; i++) {
            for (Sent sent : blocks.removeLast().transactions()) {
                if (!forgets) {
                    waiting.put(sent.nonce(), sent);
                }
            }
        }
        boolean mined = mines;
        mines = false;
        mine(count + 1);
        mines = mined;
    }

    /** Somebody else uses the account. */
    void useNonce() {
        waiting.clear();
        blocks.add(new Block(List.of(new Sent(hash("other" + blocks.size()), count(), BigInteger.ONE, Bytes.EMPTY)),
                fork));
    }

    /** How often a transaction came in. */
    int sends() {
        return sends;
    }

    /** How many of those mined changed the contract. */
    int anchored() {
        return kept().size();
    }

    /** An operator's checkpoint from elsewhere. */
    void anchorElsewhere(Bytes call) {
        blocks.add(new Block(List.of(new Sent(hash("elsewhere" + blocks.size()), -1, BigInteger.ONE, call)), fork));
    }

    @Override
    public JsonNode call(String method, JsonNode... parameters) throws IOException {
        if (down) {
            throw new IOException("connection refused");
        }
        return switch (method) {
            case "eth_chainId" -> text(Hex.of(chain));
            case "eth_blockNumber" -> text(Hex.of(head()));
            case "eth_gasPrice" -> text("0x" + price.toString(16));
            case "eth_getTransactionCount" -> text(Hex.of(count()));
            case "eth_sendRawTransaction" -> send(Hex.bytes(parameters[0].stringValue()));
            case "eth_getTransactionByHash" -> find(parameters[0].stringValue()) != null
                    || waiting.values()
                            .stream()
                            .anyMatch(sent -> sent.hash().toString().equals(parameters[0].stringValue()))
                                    ? Json.object().put("hash", parameters[0].stringValue())
                                    : JSON.nullNode();
            case "eth_getTransactionReceipt" -> receipt(parameters[0].stringValue());
            case "eth_getBlockByNumber" -> block(Hex.quantity(parameters[0].stringValue()).intValueExact());
            case "eth_call" -> text(Hex.of(view(Hex.bytes(parameters[0].get("data").stringValue()))));
            case "eth_getLogs" -> logs((ObjectNode) parameters[0]);
            default -> throw new Refused(method + " is not known");
        };
    }

    private long head() {
        return Math.min(shownHead, blocks.size() - 1L);
    }

    private long count() {
        return blocks.stream()
                .flatMap(block -> block.transactions().stream())
                .filter(sent -> sent.nonce() >= 0)
                .count();
    }

    private JsonNode send(byte[] raw) throws Refused {
        sends++;
        if (acceptsNothing) {
            throw new Refused("the node accepts nothing");
        }
        List<byte[]> fields = fields(raw);
        Sent sent = new Sent(Word.of(Hashes.keccak256(raw)), new BigInteger(1, fields.get(0)).longValueExact(),
                new BigInteger(1, fields.get(1)), Bytes.of(fields.get(5)));
        long v = new BigInteger(1, fields.get(6)).longValueExact();
        if ((v - 35) / 2 != CHAIN) {
            throw new Refused("invalid sender");
        }
        if (sent.nonce() < count()) {
            throw new Refused("nonce too low");
        }
        Sent before = waiting.get(sent.nonce());
        if (before != null && !before.hash().equals(sent.hash())
                && before.price()
                        .multiply(BigInteger.valueOf(9))
                        .compareTo(sent.price().multiply(BigInteger.valueOf(8))) > 0) {
            throw new Refused("replacement transaction underpriced");
        }
        waiting.put(sent.nonce(), sent);
        return text(sent.hash().toString());
    }

    /** The items of a list of texts. */
    private static List<byte[]> fields(byte[] raw) {
        ByteBuffer in = ByteBuffer.wrap(raw);
        length(in, 0xc0);
        List<byte[]> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            int first = in.get(in.position()) & 0xff;
            byte[] field = new byte[first < 0x80 ? 1 : length(in, 0x80)];
            in.get(field);
            fields.add(field);
        }
        return fields;
    }

    private static int length(ByteBuffer in, int base) {
        int first = (in.get() & 0xff) - base;
        if (first <= 55) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < first - 55; i++) {
            length = (length << 8) | (in.get() & 0xff);
        }
        return length;
    }

    private record Place(Sent sent, int block) {}

    private @org.jspecify.annotations.Nullable Place find(String hash) {
        for (int i = 0; i < blocks.size(); i++) {
            for (Sent sent : blocks.get(i).transactions()) {
                if (sent.hash().toString().equals(hash)) {
                    return new Place(sent, i);
                }
            }
        }
        return null;
    }

    private Word blockHash(int number) {
        return hash("block" + number + "/" + blocks.get(number).fork());
    }

    private static Word hash(String name) {
        return Word.of(Hashes.sha256(name.getBytes(StandardCharsets.UTF_8)));
    }

    /** What the contract keeps by now: the number of the block by size, in the order they came. */
    private Map<Long, Place> kept() {
        Map<Long, Place> kept = new LinkedHashMap<>();
        long largest = 0;
        for (int i = 0; i < blocks.size(); i++) {
            for (Sent sent : blocks.get(i).transactions()) {
                if (operator && sent.call().length == 4 + 3 * Word.LENGTH && word(sent.call(), 1).number() > largest) {
                    largest = word(sent.call(), 1).number();
                    kept.put(largest, new Place(sent, i));
                }
            }
        }
        return kept;
    }

    private static Word word(byte[] call, int index) {
        return Word.at(Arrays.copyOfRange(call, 4, call.length), index);
    }

    private byte[] view(byte[] call) throws Refused {
        Map<Long, Place> kept = kept();
        Word none = Word.of(0);
        if (call.length == 4 + Word.LENGTH) {
            long newest = kept.keySet().stream().reduce(0L, Math::max);
            Place place = kept.get(newest);
            return place == null
                    ? words(none, none, none)
                    : words(Word.of(newest), word(place.sent().call(), 2), Word.of(place.block()));
        }
        if (call.length == 4 + 2 * Word.LENGTH) {
            Place place = kept.get(word(call, 1).number());
            return place == null ? words(none, none) : words(word(place.sent().call(), 2), Word.of(place.block()));
        }
        throw new Refused("execution reverted");
    }

    private static byte[] words(Word... words) {
        ByteBuffer out = ByteBuffer.allocate(words.length * Word.LENGTH);
        for (Word word : words) {
            out.put(word.bytes());
        }
        return out.array();
    }

    private JsonNode receipt(String hash) {
        Place place = find(hash);
        if (place == null) {
            return JSON.nullNode();
        }
        boolean good = kept().values().stream().anyMatch(kept -> kept.sent().equals(place.sent()));
        ObjectNode receipt = Json.object();
        receipt.put("transactionHash", hash);
        receipt.put("blockNumber", Hex.of(place.block()));
        receipt.put("blockHash", blockHash(place.block()).toString());
        receipt.put("status", good ? "0x1" : "0x0");
        receipt.putNull("contractAddress");
        ArrayNode logs = receipt.putArray("logs");
        if (good) {
            logs.add(log(place));
        }
        lie.accept(receipt);
        return receipt;
    }

    private static ObjectNode log(Place place) {
        ObjectNode log = Json.object();
        log.put("address", CONTRACT.toString());
        log.putArray("topics")
                .add(Word.of(Hashes.keccak256("CheckpointAnchored(bytes32,uint64,bytes32,address)"
                        .getBytes(StandardCharsets.UTF_8))).toString())
                .add(word(place.sent().call(), 0).toString())
                .add(word(place.sent().call(), 1).toString());
        log.put("data", Hex.of(words(word(place.sent().call(), 2), Word.of(1))));
        log.put("blockNumber", Hex.of(place.block()));
        log.put("transactionHash", place.sent().hash().toString());
        return log;
    }

    private JsonNode block(int number) {
        if (number > head()) {
            return JSON.nullNode();
        }
        ObjectNode block = Json.object();
        block.put("number", Hex.of(number));
        block.put("hash", blockHash(number).toString());
        ArrayNode transactions = block.putArray("transactions");
        blocks.get(number).transactions().forEach(sent -> transactions.add(sent.hash().toString()));
        return block;
    }

    /** As FISCO BCOS: what is beyond ten blocks is left out without a word. */
    private JsonNode logs(ObjectNode filter) {
        int from = Hex.quantity(filter.get("fromBlock").stringValue()).intValueExact();
        int to = Math.min(from + 9, Hex.quantity(filter.get("toBlock").stringValue()).intValueExact());
        JsonNode topics = filter.get("topics");
        ArrayNode logs = JSON.arrayNode();
        kept().values()
                .stream()
                .filter(place -> place.block() >= from && place.block() <= to)
                .map(FakeChain::log)
                .filter(log -> {
                    for (int i = 0; i < topics.size(); i++) {
                        if (!topics.get(i).equals(log.get("topics").get(i))) {
                            return false;
                        }
                    }
                    return true;
                })
                .forEach(logs::add);
        return logs;
    }

    private static JsonNode text(String text) {
        return JSON.stringNode(text);
    }
}
