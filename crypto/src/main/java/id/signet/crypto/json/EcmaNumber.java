package id.signet.crypto.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as ECMAScript writes them: ECMA-262 {@code Number::toString(x, 10)}, asked for by RFC 8785 section 3.2.2.3. */
final class EcmaNumber {

    private EcmaNumber() {}

    /** @param value finite */
    static String format(double value) {
        if (value == 0) {
            return "0"; // also for -0
        }
        if (value == (long) value && Math.abs(value) < 0x1p53) {
            return Long.toString((long) value);
        }
        // Since JDK 19 Double.toString finds the shortest digits that give the double back, the nearest among several:
        // the s of ECMA-262, except that it never looks for fewer than two digits.
        String java = Double.toString(Math.abs(value));
        int e = java.indexOf('E');
        String mantissa = e < 0 ? java : java.substring(0, e);
        int point = mantissa.indexOf('.');
        String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
        // value = 0.digits * 10^n
        int n = point + (e < 0 ? 0 : Integer.parseInt(java.substring(e + 1)));
        int leading = 0;
        while (digits.charAt(leading) == '0') {
            leading++;
        }
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        digits = digits.substring(leading, end);
        n -= leading;
        if (digits.length() == 2 && Math.abs(value) < 1e-320) {
            BigDecimal shorter = nearestWithOneDigit(Math.abs(value));
            if (shorter.doubleValue() == Math.abs(value)) {
                n = shorter.precision() - shorter.scale();
                digits = shorter.unscaledValue().toString().substring(0, 1);
            }
        }
        StringBuilder text = new StringBuilder(32);
        if (value < 0) {
            text.append('-');
        }
        return layOut(text, digits, n).toString();
    }

    /** Only the smallest doubles, 4.9E-324 and a few above, are so far apart that one digit can name them. */
    private static BigDecimal nearestWithOneDigit(double value) {
        BigDecimal exact = new BigDecimal(value);
        BigDecimal down = exact.round(new MathContext(1, RoundingMode.DOWN));
        BigDecimal up = down.add(down.ulp());
        return exact.subtract(down).compareTo(up.subtract(exact)) <= 0 ? down : up;
    }

    /** ECMA-262 {@code Number::toString}, steps 6 to 12, with k digits. */
    private static StringBuilder layOut(StringBuilder text, String digits, int n) {
        int k = digits.length();
        if (k <= n && n <= 21) {
            return text.append(digits).repeat('0', n - k);
        }
        if (0 < n && n <= 21) {
            return text.append(digits, 0, n).append('.').append(digits, n, k);
        }
        if (-6 < n && n <= 0) {
            return text.append("0.").repeat('0', -n).append(digits);
        }
        text.append(digits.charAt(0));
        if (k > 1) {
            text.append('.').append(digits, 1, k);
        }
        return text.append('e').append(n - 1 < 0 ? '-' : '+').append(Math.abs(n - 1));
    }
}
