package id.signet.app.api.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.app.access.AccessInterceptor;
import id.signet.app.access.AnonymousLimit;
import id.signet.app.access.LoopbackCallers;
import id.signet.app.access.ApiKeys;
import id.signet.app.access.InMemoryAccessStore;
import id.signet.app.access.TokenBuckets;
import id.signet.ledger.DurableCommit;
import id.signet.ledger.FreeSpace;
import id.signet.ledger.testing.InMemoryRows;
import id.signet.registry.TenantId;
import id.signet.registry.audit.PrivateChange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How lines are read, worked on and answered, whatever they ask. */
class VerifiedLinesTest {

    private static final int AT_ONCE = 4;

    private final VerifiedLines lines = new VerifiedLines(access(), AT_ONCE);

    @Test
    void theAnswersComeInTheOrderOfTheLinesHoweverLongEachTakes() throws IOException {
        var out = new ByteArrayOutputStream();

        lines.answer(text(numbered(200)), out, new MockHttpServletRequest(), question -> {
            pause(ThreadLocalRandom.current().nextInt(3));
            return question;
        });

        List<ObjectNode> answers = answers(out);
        assertThat(answers).hasSize(200);
        for (int i = 0; i < 200; i++) {
            assertThat(answers.get(i).get("line").intValue()).isEqualTo(i + 1);
            assertThat(answers.get(i).at("/report/n").intValue()).isEqualTo(i + 1);
        }
    }

    @Test
    void severalLinesAreInWorkAtOnceAndNeverMoreThanAllowed() throws IOException {
        var now = new AtomicInteger();
        var most = new AtomicInteger();

        lines.answer(text(numbered(100)), new ByteArrayOutputStream(), new MockHttpServletRequest(), question -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            pause(2);
            now.decrementAndGet();
            return question;
        });

        assertThat(most.get()).isBetween(2, AT_ONCE);
    }

    @Test
    void noMoreIsReadThanTheClientTakesBack() throws Exception {
        var begun = new AtomicInteger();
        var taken = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                taken.countDown();
                try {
                    assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        Thread exchange = Thread.startVirtualThread(() -> {
            try {
                lines.answer(text(numbered(1_000)), full, new MockHttpServletRequest(), question -> {
                    begun.incrementAndGet();
                    return question;
                });
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        assertThat(taken.await(20, TimeUnit.SECONDS)).isTrue();
        pause(100);
        assertThat(begun.get()).isLessThanOrEqualTo(AT_ONCE);
        release.countDown();
        exchange.join();
        assertThat(begun.get()).isEqualTo(1_000);
    }

    @Test
    void nothingMoreIsBegunOnceTheClientIsGone() {
        var begun = new AtomicInteger();
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("broken pipe");
            }
        };

        assertThatThrownBy(() -> lines.answer(text(numbered(1_000)), gone, new MockHttpServletRequest(), question -> {
            begun.incrementAndGet();
            return question;
        })).hasMessage("broken pipe");

        assertThat(begun.get()).isLessThanOrEqualTo(AT_ONCE);
    }

    @Test
    void aLineThatIsTooLongIsOneAnswerAndTheNextIsReadAsEver() throws IOException {
        var out = new ByteArrayOutputStream();
        String longest = "{\"n\":1}" + " ".repeat((1 << 20) - 7);

        lines.answer(text(longest + "\n" + longest + " \n{\"n\":3}"), out, new MockHttpServletRequest(),
                question -> question);

        List<ObjectNode> answers = answers(out);
        assertThat(answers).hasSize(3);
        assertThat(answers.get(0).at("/report/n").intValue()).isEqualTo(1);
        assertThat(answers.get(1).at("/problem/type").stringValue()).isEqualTo("urn:signet:problem:too-large");
        assertThat(answers.get(2).at("/report/n").intValue()).isEqualTo(3);
    }

    @Test
    void afterTheMostLinesOneMoreAnswerSaysSoAndNoFurtherLineIsRead() throws IOException {
        var out = new ByteArrayOutputStream();
        var begun = new AtomicInteger();
        var endless = new Endless("{}\n");

        lines.answer(endless, out, new MockHttpServletRequest(), question -> {
            begun.incrementAndGet();
            return question;
        });

        List<ObjectNode> answers = answers(out);
        assertThat(begun.get()).isEqualTo(10_000);
        assertThat(answers).hasSize(10_001);
        assertThat(answers.getLast().at("/problem/type").stringValue()).isEqualTo("urn:signet:problem:too-large");
    }

    @Test
    void afterTheMostBytesOneMoreAnswerSaysSoAndNoFurtherByteIsRead() throws IOException {
        var out = new ByteArrayOutputStream();
        var endless = new Endless(" ".repeat(99_999) + "\n");

        lines.answer(endless, out, new MockHttpServletRequest(), question -> question);

        assertThat(endless.given).isBetween(64L << 20, (64L << 20) + 100_000);
        assertThat(answers(out).getLast().at("/problem/type").stringValue())
                .isEqualTo("urn:signet:problem:too-large");
    }

    @Test
    void aFaultBehindOneLineIsThatLinesProblemAndTellsNothing() throws IOException {
        var out = new ByteArrayOutputStream();

        lines.answer(text(numbered(3)), out, new MockHttpServletRequest(), question -> {
            if (question.get("n").intValue() == 2) {
                throw new IllegalStateException("SELECT secret");
            }
            return question;
        });

        List<ObjectNode> answers = answers(out);
        assertThat(answers).hasSize(3);
        assertThat(answers.get(1).at("/problem/status").intValue()).isEqualTo(500);
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("SELECT");
    }

    @Test
    void eachLineOfAStrangerCountsAgainstHisLimit() throws IOException {
        var out = new ByteArrayOutputStream();
        var strict = new VerifiedLines(access(5), AT_ONCE);

        strict.answer(text(numbered(8)), out, new MockHttpServletRequest(), question -> question);

        List<ObjectNode> answers = answers(out);
        // The first was counted when the request came.
        assertThat(answers.subList(0, 6)).allMatch(answer -> answer.has("report"));
        assertThat(answers.subList(6, 8)).allSatisfy(answer -> {
            assertThat(answer.at("/problem/type").stringValue()).isEqualTo("urn:signet:problem:too-many-requests");
            assertThat(answer.at("/problem/retryAfter").intValue()).isPositive();
        });
    }

    /** One text over and over. */
    private static final class Endless extends InputStream {

        private final byte[] text;
        private long given;

        Endless(String text) {
            this.text = text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            return text[(int) (given++ % text.length)];
        }

        @Override
        public int read(byte[] into, int from, int length) {
            for (int i = 0; i < length; i++) {
                into[from + i] = (byte) read();
            }
            return length;
        }

        @Override
        public int available() {
            return 1;
        }
    }

    private static String numbered(int count) {
        var text = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            text.append("{\"n\":").append(i).append("}\n");
        }
        return text.toString();
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<ObjectNode> answers(ByteArrayOutputStream out) {
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> (ObjectNode) JsonMapper.shared().readTree(line))
                .toList();
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static AccessInterceptor access() {
        return access(1_000_000);
    }

    private static AccessInterceptor access(int burst) {
        Clock frozen = Clock.fixed(java.time.Instant.EPOCH, java.time.ZoneOffset.UTC);
        DurableCommit atOnce = new DurableCommit() {
            @Override
            public <T> T write(Supplier<T> work) {
                return work.get();
            }
        };
        var keys = new ApiKeys(new InMemoryAccessStore(), new PrivateChange(new InMemoryRows(), atOnce, frozen),
                new TenantId("home"), ApiKeys.generate(), frozen);
        return new AccessInterceptor(keys, new AnonymousLimit(new TokenBuckets(1, burst, frozen)),
                new AnonymousLimit(new TokenBuckets(1, 1, frozen)), new FreeSpace(List.of()), LoopbackCallers.NONE);
    }
}
