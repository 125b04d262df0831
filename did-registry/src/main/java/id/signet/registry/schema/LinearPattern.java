package id.signet.registry.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import id.signet.crypto.MalformedInput;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A regular expression that is matched in time linear in its input (RE2): whatever a schema's author writes, no credential
 * can make it run for ever. Back references and look-around, which need backtracking, are refused when it is compiled.
 */
final class LinearPattern implements RegularExpression {

    static final int MAX_LENGTH = 256;
    /** Characters after counted repetitions are written out: each is a step of the matcher. */
    static final int MAX_STEPS = 2_000;
    static final int MAX_INPUT = 8_192;

    private final Pattern pattern;

    private LinearPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws MalformedInput if the expression is too long, too large, or needs backtracking */
    static LinearPattern compile(String expression) {
        if (expression.length() > MAX_LENGTH) {
            throw new MalformedInput("a pattern has at most " + MAX_LENGTH + " characters");
        }
        if (steps(expression) > MAX_STEPS) {
            throw new MalformedInput(
                    "a pattern repeats too much: at most " + MAX_STEPS + " characters when written out");
        }
        try {
            return new LinearPattern(Pattern.compile(dialect(expression)));
        } catch (PatternSyntaxException e) {
            throw new MalformedInput("a pattern cannot be matched in linear time or is none: " + e.getDescription(), e);
        }
    }

    /** JSON Schema 2020-12 Core §6.4: found anywhere unless anchored. Text beyond the limit does not match. */
    @Override
    public boolean matches(String value) {
        return value.length() <= MAX_INPUT && pattern.matcher(value).find();
    }

    /** ECMA-262 writes a character as {@code \\u} and four hex digits, RE2 as {@code \\x{...}}. */
    private static String dialect(String expression) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\\' && i + 1 < expression.length()) {
                char next = expression.charAt(++i);
                if (next == 'u' && expression.substring(i + 1).matches("(?s)[0-9A-Fa-f]{4}.*")) {
                    text.append("\\x{").append(expression, i + 1, i + 5).append('}');
                    i += 4;
                } else if (next == '/') {
                    text.append('/');
                } else {
                    text.append(c).append(next);
                }
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** An upper bound: every character is a step, a counted repetition multiplies what it repeats. */
    private static long steps(String expression) {
        Deque<long[]> open = new ArrayDeque<>();
        long[] level = {0, 0}; // total, last atom
        boolean inClass = false;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\\') {
                i++;
                if (!inClass) {
                    atom(level, 1);
                }
            } else if (inClass) {
                inClass = c != ']';
            } else if (c == '[') {
                inClass = true;
                atom(level, 1);
            } else if (c == '(') {
                open.push(level);
                level = new long[]{0, 0};
            } else if (c == ')' && !open.isEmpty()) {
                long group = level[0] + 2;
                level = open.pop();
                atom(level, group);
            } else if (c == '{') {
                int end = expression.indexOf('}', i);
                long times = end < 0 ? 1 : times(expression.substring(i + 1, end));
                level[0] += level[1] * (times - 1);
                level[1] *= times;
                i = end < 0 ? i : end;
            } else {
                atom(level, 1);
            }
            if (level[0] > MAX_STEPS) {
                return level[0];
            }
        }
        return level[0];
    }

    private static void atom(long[] level, long size) {
        level[0] += size;
        level[1] = size;
    }

    private static long times(String counts) {
        String[] bounds = counts.split(",", -1);
        long most = 1;
        for (String bound : bounds) {
            if (bound.matches("[0-9]{1,6}")) {
                most = Math.max(most, Long.parseLong(bound));
            }
        }
        return most;
    }
}
