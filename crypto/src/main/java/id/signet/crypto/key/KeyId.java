package id.signet.crypto.key;

import java.util.regex.Pattern;

/** The name of a key in a {@link KeyRing}: opaque, never reused, 1 to 64 characters of {@code A-Z a-z 0-9 _ -}. */
public record KeyId(String value) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public KeyId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a key id has 1 to 64 characters of A-Z a-z 0-9 _ -");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
