package id.signet.app.paper;

import id.signet.crypto.Bytes;
import java.time.Instant;
import java.util.List;

/** One thing that a paper says under a label. */
public sealed interface Fact {

    /** In words. */
    record Said(Words words) implements Fact {}

    /** Several, one a line. */
    record Listed(List<Fact> facts) implements Fact {

        public Listed {
            facts = List.copyOf(facts);
        }
    }

    /** A hash or the like, in groups of eight digits. */
    record Hex(Bytes bytes) implements Fact {}

    /** An identifier that may be broken anywhere. */
    record Identifier(String text) implements Fact {}

    /** A moment, to the second, by Beijing's clock in Chinese and by UTC in English. */
    record Moment(Instant time) implements Fact {}

    static Fact text(String text) {
        return new Said(Words.same(text));
    }

    static Fact words(String chinese, String english) {
        return new Said(new Words(chinese, english));
    }
}
