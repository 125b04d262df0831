package id.signet.crypto.cbor;

import id.signet.crypto.Bytes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A data item of RFC 8949, of the kinds Signet reads and writes: no floating point numbers, no {@code undefined}, no
 * integers beyond 64 bits with sign. Equal values have one encoding.
 */
public sealed interface Cbor {

    /** Major types 0 and 1. */
    record Int(long value) implements Cbor {}

    /** Major type 2. */
    record ByteString(Bytes value) implements Cbor {}

    /** Major type 3. */
    record Text(String value) implements Cbor {}

    /** Major type 4. */
    record Array(List<Cbor> items) implements Cbor {

        public Array {
            items = List.copyOf(items);
        }
    }

    /** Major type 5, with keys that are integers or texts; the order in which it was built or read has no meaning. */
    record Dictionary(Map<Cbor, Cbor> entries) implements Cbor {

        public Dictionary {
            for (Cbor key : entries.keySet()) {
                if (!(key instanceof Int || key instanceof Text)) {
                    throw new IllegalArgumentException("a key is an integer or a text");
                }
            }
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        public Optional<Cbor> get(long key) {
            return Optional.ofNullable(entries.get(new Int(key)));
        }

        public Optional<Cbor> get(String key) {
            return Optional.ofNullable(entries.get(new Text(key)));
        }
    }

    /** Major type 6. */
    record Tagged(long tag, Cbor content) implements Cbor {

        public Tagged {
            Objects.requireNonNull(content);
            if (tag < 0) {
                throw new IllegalArgumentException("a tag is not negative");
            }
        }
    }

    /** The three simple values in use. */
    enum Simple implements Cbor {
        FALSE(20),
        TRUE(21),
        NULL(22);

        private final int number;

        Simple(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    static Cbor of(long value) {
        return new Int(value);
    }

    static Cbor of(String value) {
        return new Text(value);
    }

    static Cbor of(byte... value) {
        return new ByteString(Bytes.of(value));
    }

    static Cbor of(List<Cbor> items) {
        return new Array(items);
    }

    /** The one encoding of RFC 8949 section 4.2.1. */
    default byte[] encoded() {
        return CborWriter.write(this);
    }
}
