package id.signet.ledger.anchor.evm;

import id.signet.crypto.Bytes;
import id.signet.crypto.hash.Hashes;
import id.signet.crypto.json.StrictJson;
import id.signet.ledger.Checkpoint;
import id.signet.ledger.Hash;
import id.signet.ledger.TreeSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code CheckpointAnchor.sol} at an address: its functions and its event by the contract ABI. */
final class AnchorContract {

    /** What the contract keeps. */
    record Kept(TreeSize size, Hash root, long block) {}

    static final long GAS_TO_CREATE = 3_000_000;
    static final long GAS_TO_ANCHOR = 500_000;

    private static final Word ANCHORED = Word
            .of(Hashes.keccak256(
                    "CheckpointAnchored(bytes32,uint64,bytes32,address)".getBytes(StandardCharsets.US_ASCII)));
    private static final ObjectNode COMPILED = compiled();

    private final EvmNode node;
    private final Address address;

    AnchorContract(EvmNode node, Address address) {
        this.node = node;
        this.address = address;
    }

    Address address() {
        return address;
    }

    /** What a transaction carries that creates the contract; its sender is the first operator. */
    static Bytes creation() {
        return Bytes.of(Hex.bytes("0x" + COMPILED.get("creation").stringValue()));
    }

    /** What a chain keeps as the contract's code. */
    static Bytes runtime() {
        return Bytes.of(Hex.bytes("0x" + COMPILED.get("runtime").stringValue()));
    }

    static Bytes anchor(Checkpoint checkpoint) {
        return call("anchor(bytes32,uint64,bytes32)", origin(checkpoint.origin()), Word.of(checkpoint.size().value()),
                Word.of(checkpoint.root().bytes()));
    }

    boolean isOperator(Address account) throws IOException, InterruptedException {
        return !Word.at(node.call(address, call("isOperator(address)", Word.of(account))), 0).isZero();
    }

    /** The newest checkpoint of a log; empty if there is none. */
    Optional<Kept> newest(String origin) throws IOException, InterruptedException {
        byte[] answer = node.call(address, call("latest(bytes32)", origin(origin)));
        return kept(Word.at(answer, 0).number(), Word.at(answer, 1), Word.at(answer, 2));
    }

    /** The checkpoint of exactly that size. */
    Optional<Kept> at(String origin, TreeSize size) throws IOException, InterruptedException {
        byte[] answer = node.call(address,
                call("checkpointAt(bytes32,uint64)", origin(origin), Word.of(size.value())));
        return kept(size.value(), Word.at(answer, 0), Word.at(answer, 1));
    }

    private static Optional<Kept> kept(long size, Word root, Word block) {
        return block.isZero()
                ? Optional.empty()
                : Optional.of(new Kept(new TreeSize(size), Hash.of(root.bytes()), block.number()));
    }

    /** Whether the log entry of a transaction says that this checkpoint was anchored here. */
    boolean tells(EvmNode.Log log, Checkpoint checkpoint) {
        return log.contract().equals(address)
                && log.topics().equals(topics(checkpoint.origin(), checkpoint.size()))
                && log.data().size() == 2 * Word.LENGTH
                && Word.at(log.data().toArray(), 0).equals(Word.of(checkpoint.root().bytes()));
    }

    /** What was anchored for a log in the blocks from the first to the last, oldest first. */
    List<Kept> history(String origin, long first, long last) throws IOException, InterruptedException {
        return node.logs(address, List.of(ANCHORED, origin(origin)), first, last)
                .stream()
                .filter(log -> log.topics().size() == 3 && log.data().size() == 2 * Word.LENGTH)
                .map(log -> new Kept(new TreeSize(log.topics().get(2).number()),
                        Hash.of(Word.at(log.data().toArray(), 0).bytes()), log.block()))
                .toList();
    }

    /** The transaction that brought a checkpoint, by the event in its block. */
    Optional<Word> transaction(Checkpoint checkpoint, long block) throws IOException, InterruptedException {
        return node.logs(address, topics(checkpoint.origin(), checkpoint.size()), block, block)
                .stream()
                .filter(log -> tells(log, checkpoint))
                .map(EvmNode.Log::transaction)
                .findFirst();
    }

    private static List<Word> topics(String origin, TreeSize size) {
        return List.of(ANCHORED, origin(origin), Word.of(size.value()));
    }

    private static Word origin(String origin) {
        return Word.of(Hashes.sha256(origin.getBytes(StandardCharsets.UTF_8)));
    }

    private static Bytes call(String signature, Word... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Arrays.copyOf(Hashes.keccak256(signature.getBytes(StandardCharsets.US_ASCII)), 4));
        for (Word argument : arguments) {
            out.writeBytes(argument.bytes());
        }
        return Bytes.of(out.toByteArray());
    }

    private static ObjectNode compiled() {
        try (InputStream in = AnchorContract.class.getResourceAsStream("CheckpointAnchor.json")) {
            if (in == null) {
                throw new IllegalStateException("the compiled contract is missing");
            }
            return StrictJson.parseObject(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
