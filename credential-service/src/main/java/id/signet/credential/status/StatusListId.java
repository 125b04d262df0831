package id.signet.credential.status;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** The opaque name of a list: 128 random bits in lower-case hex, so that an address tells neither tenant nor issuer. */
public record StatusListId(String value) {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    public StatusListId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not the id of a status list: " + value);
        }
    }

    public static StatusListId random(SecureRandom random) {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return new StatusListId(HexFormat.of().formatHex(bits));
    }

    /** The id in this text from outside, if it can be one. */
    public static Optional<StatusListId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new StatusListId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
