package id.signet.credential.format.sdjwt;

import id.signet.credential.MalformedCredential;
import id.signet.credential.Problem;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.CompactToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a compact SD-JWT, {@code jwt~disclosure~...~disclosure~[key binding]} (RFC 9901 §4).
 *
 * @param issuerJwt what the issuer signed, three segments
 * @param keyBinding the key binding JWT, absent in what the issuer hands out
 * @param hashed everything before the key binding JWT with its last tilde: what {@code sd_hash} covers
 */
public record SdJwt(String issuerJwt, List<Disclosure> disclosures, Optional<String> keyBinding, String hashed) {

    /** No credential needs more; each costs a hash. */
    static final int MAXIMUM_DISCLOSURES = 1_000;

    static final int MAXIMUM_LENGTH = 512 * 1024;

    public SdJwt {
        disclosures = List.copyOf(disclosures);
    }

    /**
     * What an issuer hands out: without a key binding.
     *
     * @throws MalformedCredential when there is one; else as {@link #parse}
     */
    static SdJwt parseIssued(String text) {
        var sdJwt = parse(text);
        if (sdJwt.keyBinding().isPresent()) {
            throw new MalformedCredential(
                    Problem.PARSING,
                    "key-binding-unexpected",
                    "A credential ends with a tilde; with a key binding it is a presentation.");
        }
        return sdJwt;
    }

    /**
     * @throws MalformedInput.TooLarge when it is longer, or has more disclosures, than any credential needs
     * @throws MalformedCredential when the parts are not what they should be
     */
    public static SdJwt parse(String text) {
        if (text.length() > MAXIMUM_LENGTH) {
            throw new MalformedInput.TooLarge("An SD-JWT has at most " + MAXIMUM_LENGTH + " characters.");
        }
        var last = text.lastIndexOf('~');
        if (last < 0) {
            throw parsing("An SD-JWT ends with a tilde, or with a key binding JWT after one.");
        }
        if (text.chars().filter(character -> character == '~').count() > MAXIMUM_DISCLOSURES + 1) {
            throw new MalformedInput.TooLarge("An SD-JWT has at most " + MAXIMUM_DISCLOSURES + " disclosures.");
        }
        var parts = text.substring(0, last).split("~", -1);
        if (parts[0].isEmpty()) {
            throw parsing("An SD-JWT starts with the issuer's JWT.");
        }
        var disclosures = new ArrayList<Disclosure>();
        for (var i = 1; i < parts.length; i++) {
            if (parts[i].isEmpty()) {
                throw parsing("There is a disclosure between any two tildes of an SD-JWT.");
            }
            disclosures.add(Disclosure.parse(parts[i]));
        }
        var rest = text.substring(last + 1);
        return new SdJwt(
                parts[0],
                disclosures,
                rest.isEmpty() ? Optional.empty() : Optional.of(rest),
                text.substring(0, last + 1));
    }

    /** {@code typ} of the issuer's JWT; empty also for what is no JWT. */
    public Optional<String> type() {
        return CompactToken.typeOf(issuerJwt);
    }

    private static MalformedCredential parsing(String message) {
        return new MalformedCredential(Problem.PARSING, "sd-jwt-malformed", message);
    }
}
