package id.signet.credential.format.weidentity;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the salts of a paper are written. A leaf's hash does not say where its value ends and its salt begins, so the length must be
 * known beforehand: else its holder moves characters from one to the other (docs/adr/0040-weidentity-papers.md).
 */
enum SaltForm {
    /** Of WeIdentity's SDK: five letters and digits. */
    SHORT("[A-Za-z0-9]{5}"),
    /** Of {@link LeafSalts}: 16 bytes in base64url. */
    LONG("[A-Za-z0-9_-]{21}[AQgw]");

    private final Pattern pattern;

    SaltForm(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    static Optional<SaltForm> of(String salt) {
        return Arrays.stream(values()).filter(form -> form.pattern.matcher(salt).matches()).findFirst();
    }
}
