package id.signet.registry.did;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds text that looks like a person's address or number. What goes into the log stays for ever, so such text is refused
 * there. It errs on the side of refusing.
 */
public final class PersonalData {

    private static final Pattern EMAIL = Pattern
            .compile("[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}\\.[A-Za-z0-9.-]{1,189}");
    private static final Pattern PHONE = Pattern.compile("\\+[0-9]{8,15}(?![0-9])|(?<![0-9])1[3-9][0-9]{9}(?![0-9])");
    private static final Pattern RESIDENT_NUMBER = Pattern.compile("(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9])");
    private static final Pattern SOCIAL_SECURITY = Pattern.compile("(?<![0-9-])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![0-9-])");
    /** GB 11643-1999: weights of the first 17 digits, and the check character by the sum modulo 11. */
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

    private PersonalData() {}

    /** What the text seems to hold, if anything. */
    public static Optional<String> in(String text) {
        String plain = decoded(text);
        if (EMAIL.matcher(plain).find()) {
            return Optional.of("an e-mail address");
        }
        if (PHONE.matcher(plain).find()) {
            return Optional.of("a phone number");
        }
        if (SOCIAL_SECURITY.matcher(plain).find() || holdsResidentNumber(plain)) {
            return Optional.of("a national identity number");
        }
        return Optional.empty();
    }

    private static boolean holdsResidentNumber(String text) {
        Matcher matcher = RESIDENT_NUMBER.matcher(text);
        while (matcher.find()) {
            String number = matcher.group();
            int sum = 0;
            for (int i = 0; i < WEIGHTS.length; i++) {
                sum += WEIGHTS[i] * (number.charAt(i) - '0');
            }
            if ("10X98765432".charAt(sum % 11) == Character.toUpperCase(number.charAt(17))) {
                return true;
            }
        }
        return false;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
