package id.signet.credential.policy;

import id.signet.credential.verify.VerificationPolicy;
import id.signet.crypto.MalformedInput;
import java.util.Set;
import java.util.regex.Pattern;

/** By which a tenant speaks of its policy: 1 to 64 lower-case letters, digits and hyphens, and none of the names that every caller has. */
public record PolicyName(String text) {

    private static final Pattern FORM = Pattern.compile("[a-z](?:[a-z0-9-]{0,62}[a-z0-9])?");
    private static final Set<String> EVERYBODYS = Set.of(VerificationPolicy.DEFAULT, VerificationPolicy.VC_API,
            VerificationPolicy.CUSTOM);

    /** @throws MalformedInput when it has another form, or belongs to everybody */
    public PolicyName {
        if (!FORM.matcher(text).matches()) {
            throw new MalformedInput(
                    "A policy's name has 1 to 64 lower-case letters, digits and hyphens, and begins with a"
                            + " letter.");
        }
        if (EVERYBODYS.contains(text)) {
            throw new MalformedInput("The names default, vc-api and custom are taken.");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
