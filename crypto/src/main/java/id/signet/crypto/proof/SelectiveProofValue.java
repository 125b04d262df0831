package id.signet.crypto.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntConsumer;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.cbor.Cbor;
import id.signet.crypto.cbor.StrictCbor;
import id.signet.crypto.json.JsonPointer;
import id.signet.crypto.multiformats.Multibase;

/**
 * The {@code proofValue} of a selective suite: {@code u} and the base64url of two bytes that all of them have, one that
 * tells which it is, and a CBOR array without tags. Each value has one text.
 *
 * @param kind the third byte
 */
record SelectiveProofValue(int kind, List<Cbor> components) {

    /** Statements of a document; each that is not mandatory costs a signature. */
    static final int MAX_STATEMENTS = 1_000;

    private static final int FIRST = 0xd9;
    private static final int SECOND = 0x5d;
    private static final int MAX_POINTERS = 256;
    private static final StrictCbor.Limits LIMITS = StrictCbor.Limits.DEFAULT.withBytes(256 * 1_024)
            .withDepth(3)
            .withItems(5 * MAX_STATEMENTS);

    SelectiveProofValue {
        components = List.copyOf(components);
    }

    static SelectiveProofValue parse(String text) {
        return parse(text, _ -> {
        });
    }

    /**
     * @param kinds refuses those that are not expected, before more is read
     * @throws ProofValueRefused if it is not such a value
     */
    static SelectiveProofValue parse(String text, IntConsumer kinds) {
        if (text.charAt(0) != 'u') {
            throw new ProofValueRefused("the proofValue of a proof is not base64url with the multibase letter u");
        }
        try {
            byte[] bytes = Multibase.decode(text);
            if (bytes.length < 4 || (bytes[0] & 0xff) != FIRST || (bytes[1] & 0xff) != SECOND) {
                throw new ProofValueRefused("the proofValue of a proof is not that of a selective suite");
            }
            kinds.accept(bytes[2] & 0xff);
            if (!(StrictCbor.parse(Arrays.copyOfRange(bytes, 3, bytes.length), LIMITS) instanceof Cbor.Array array)) {
                throw new ProofValueRefused("the proofValue of a proof does not hold an array");
            }
            return new SelectiveProofValue(bytes[2] & 0xff, array.items());
        } catch (ProofValueRefused refused) {
            throw refused;
        } catch (MalformedInput e) {
            throw new ProofValueRefused("the proofValue of a proof is not base64url of deterministic CBOR: "
                    + e.getMessage());
        }
    }

    String text() {
        byte[] array = Cbor.of(components).encoded();
        byte[] all = new byte[3 + array.length];
        all[0] = (byte) FIRST;
        all[1] = (byte) SECOND;
        all[2] = (byte) kind;
        System.arraycopy(array, 0, all, 3, array.length);
        return Multibase.encodeBase64Url(all);
    }

    void requireComponents(int count) {
        if (components.size() != count) {
            throw new ProofValueRefused("the proofValue of a proof has not " + count + " components");
        }
    }

    // --- components --------------------------------------------------------------------------------------------

    Bytes bytes(int component) {
        return bytes(components.get(component));
    }

    Bytes bytes(int component, int length) {
        return bytes(components.get(component), length);
    }

    List<Bytes> byteStrings(int component, int length) {
        return items(component).stream().map(item -> bytes(item, length)).toList();
    }

    /** Ascending, each once: another order would be another text for the same. */
    List<Integer> indexes(int component) {
        List<Integer> indexes = new ArrayList<>();
        for (Cbor item : items(component)) {
            int index = index(item);
            if (!indexes.isEmpty() && index <= indexes.getLast()) {
                throw wrongShape();
            }
            indexes.add(index);
        }
        return indexes;
    }

    List<JsonPointer> pointers(int component) {
        List<JsonPointer> pointers = new ArrayList<>();
        for (Cbor item : items(component)) {
            if (!(item instanceof Cbor.Text(var text)) || pointers.size() == MAX_POINTERS) {
                throw wrongShape();
            }
            try {
                pointers.add(JsonPointer.parse(text));
            } catch (MalformedInput e) {
                throw wrongShape();
            }
        }
        return pointers;
    }

    SortedMap<Integer, String> labels(int component, Function<Cbor, String> label) {
        if (!(components.get(component) instanceof Cbor.Dictionary(var entries))) {
            throw wrongShape();
        }
        SortedMap<Integer, String> labels = new TreeMap<>();
        entries.forEach((key, value) -> labels.put(index(key), label.apply(value)));
        return labels;
    }

    private List<Cbor> items(int component) {
        if (!(components.get(component) instanceof Cbor.Array(var items))) {
            throw wrongShape();
        }
        return items;
    }

    static Bytes bytes(Cbor item, int length) {
        Bytes bytes = bytes(item);
        if (bytes.size() != length) {
            throw wrongShape();
        }
        return bytes;
    }

    private static Bytes bytes(Cbor item) {
        if (!(item instanceof Cbor.ByteString(var bytes))) {
            throw wrongShape();
        }
        return bytes;
    }

    static int index(Cbor item) {
        if (!(item instanceof Cbor.Int(long value)) || value < 0 || value > StrictCbor.Limits.DEFAULT.items()) {
            throw wrongShape();
        }
        return (int) value;
    }

    private static ProofValueRefused wrongShape() {
        return new ProofValueRefused("a component of the proofValue of a proof is not what its suite puts there");
    }

    // --- writing -----------------------------------------------------------------------------------------------

    static Cbor of(Bytes bytes) {
        return Cbor.of(bytes.toArray());
    }

    static Cbor ofByteStrings(List<Bytes> list) {
        return Cbor.of(list.stream().map(SelectiveProofValue::of).toList());
    }

    static Cbor ofIndexes(List<Integer> list) {
        return Cbor.of(list.stream().map(index -> Cbor.of(index.longValue())).toList());
    }

    static Cbor ofTexts(List<String> list) {
        return Cbor.of(list.stream().map(Cbor::of).toList());
    }

    static Cbor ofLabels(SortedMap<Integer, String> labels, Function<String, Cbor> label) {
        Map<Cbor, Cbor> entries = new LinkedHashMap<>();
        labels.forEach((number, text) -> entries.put(Cbor.of(number.longValue()), label.apply(text)));
        return new Cbor.Dictionary(entries);
    }
}
