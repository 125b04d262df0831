package id.signet.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.ledger.merkle.MerkleTree;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.node.ObjectNode;

class EntryCodecTest {

    private static final LeafIndex INDEX = new LeafIndex(7);
    private static final Instant NOW = Instant.ofEpochMilli(1_795_000_000_000L);

    /** docs/adr/0002-entry-envelope.md: these bytes never change. */
    @TestFactory
    Stream<DynamicTest> draftsHaveExactlyTheBytesOfTheVectors() {
        return LedgerVectors.each(LedgerVectors.read("entry-envelope.json"), "entries")
                .map(vector -> dynamicTest(
                        LedgerVectors.text(vector, "name"),
                        () -> {
                            ObjectNode draft = vector.get("draft").asObject();
                            Instant loggedAt = Instant.ofEpochMilli(draft.get("loggedAt").longValue());
                            LedgerEntry entry = EntryCodec.encode(
                                    INDEX,
                                    new EntryDraft(LedgerVectors.text(draft, "type"), draft.get("body").asObject()),
                                    loggedAt);
                            assertThat(entry.bytes()).isEqualTo(LedgerVectors.hex(vector, "bytes"));
                            assertThat(entry.bytes().asUtf8()).isEqualTo(LedgerVectors.text(vector, "text"));
                            assertThat(MerkleTree.leafHash(entry.bytes().toArray()))
                                    .isEqualTo(LedgerVectors.hash(vector, "leafHash"));
                            assertThat(EntryCodec.decode(INDEX, entry.bytes())).isEqualTo(entry);
                            assertThat(entry.index()).isEqualTo(INDEX);
                            assertThat(entry.version()).isEqualTo(1);
                            assertThat(entry.type()).isEqualTo(LedgerVectors.text(draft, "type"));
                            assertThat(entry.loggedAt()).isEqualTo(loggedAt);
                            assertThat(entry.body()).isEqualTo(draft.get("body"));
                        }));
    }

    @TestFactory
    Stream<DynamicTest> textsThatAreNoEntryAreRefused() {
        return LedgerVectors.each(LedgerVectors.read("entry-envelope.json"), "refused")
                .map(vector -> dynamicTest(
                        LedgerVectors.text(vector, "name"),
                        () -> assertThatExceptionOfType(MalformedInput.class)
                                .isThrownBy(() -> EntryCodec.decode(INDEX,
                                        Bytes.utf8(LedgerVectors.text(vector, "text"))))));
    }

    @Test
    void anEntryOf60KiBFitsAndOneByteMoreDoesNot() {
        int around = EntryCodec.encode(INDEX, draft(""), NOW).bytes().size();
        LedgerEntry largest = EntryCodec.encode(INDEX, draft("x".repeat(61_440 - around)), NOW);
        assertThat(largest.bytes().size()).isEqualTo(61_440);
        assertThat(EntryCodec.decode(INDEX, largest.bytes())).isEqualTo(largest);
        assertThatExceptionOfType(MalformedInput.TooLarge.class)
                .isThrownBy(() -> EntryCodec.encode(INDEX, draft("x".repeat(61_441 - around)), NOW))
                .withMessage("an entry has at most 61440 bytes, not 61441");
        assertThatExceptionOfType(MalformedInput.TooLarge.class)
                .isThrownBy(() -> EntryCodec.decode(INDEX, Bytes.of(new byte[61_441])));
    }

    @Test
    void aBodyThatCouldNotBeReadBackIsNotWritten() {
        assertThatExceptionOfType(MalformedInput.class)
                .isThrownBy(() -> EntryCodec.encode(INDEX, draft("\u0000"), NOW));
        assertThatExceptionOfType(MalformedInput.class)
                .isThrownBy(() -> EntryCodec.encode(INDEX, draft("\ud800"), NOW));
        assertThatExceptionOfType(MalformedInput.class).isThrownBy(() -> EntryCodec.encode(INDEX, nested(64), NOW));
        assertThat(EntryCodec.encode(INDEX, nested(63), NOW).type()).isEqualTo("sample");
    }

    @Test
    void aTypeThatIsNoneIsNotWritten() {
        for (String type : new String[]{"", "Sample", "a..b", ".a", "a.", "a_b", "a b", "\u00e4", "x".repeat(65)}) {
            assertThatExceptionOfType(MalformedInput.class)
                    .as(type)
                    .isThrownBy(() -> EntryCodec.encode(INDEX, new EntryDraft(type, Json.object()), NOW));
        }
    }

    @Test
    void whatIsAppliedLiveIsWhatAReplayReads() {
        ObjectNode body = Json.object();
        body.put("amount", 1.0);
        LedgerEntry live = EntryCodec.encode(INDEX, new EntryDraft("sample", body), NOW);
        assertThat(live.body()).isEqualTo(EntryCodec.decode(INDEX, live.bytes()).body());
        assertThat(live.body().get("amount").isIntegralNumber()).isTrue();
    }

    @Test
    void aTimeThatIsNotInWholeMillisecondsIsADefectOfTheCaller() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntryCodec.encode(INDEX, draft(""), NOW.plusNanos(1)));
    }

    @Test
    void theFirstLeafNamesTheLog() {
        LogStart start = new LogStart("log.example.org/2026", "https://id.example.org", "example");
        LedgerEntry entry = EntryCodec.encode(new LeafIndex(0), start.draft(), NOW);
        assertThat(entry.bytes().asUtf8()).isEqualTo(
                LedgerVectors.text(LedgerVectors.read("entry-envelope.json").get("entries").get(0), "text"));
        assertThat(LogStart.of(entry)).isEqualTo(start);
        assertThatExceptionOfType(MalformedInput.class)
                .isThrownBy(() -> LogStart.of(EntryCodec.encode(INDEX, draft(""), NOW)))
                .withMessage("not the entry a log starts with");
    }

    private static EntryDraft draft(String text) {
        ObjectNode body = Json.object();
        body.put("text", text);
        return new EntryDraft("sample", body);
    }

    private static EntryDraft nested(int levels) {
        ObjectNode body = Json.object();
        ObjectNode innermost = body;
        for (int level = 1; level < levels; level++) {
            innermost = innermost.putObject("o");
        }
        return new EntryDraft("sample", body);
    }
}
