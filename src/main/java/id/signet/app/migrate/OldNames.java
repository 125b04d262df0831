package id.signet.app.migrate;

import id.signet.crypto.MalformedInput;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the old deployment called a DID, in the words of this log: the address stays, the network is this one's.
 *
 * @param network of did:weid here
 */
record OldNames(String network) {

    private static final Pattern OLD = Pattern.compile("did:weid:(?:[0-9]{1,10}:)?(0x[0-9a-fA-F]{40})");
    private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{40}");

    /** @param old a DID of WeIdentity, or an address alone */
    String here(String old) {
        Matcher matcher = OLD.matcher(old);
        if (matcher.matches()) {
            return "did:weid:" + network + ":" + matcher.group(1).toLowerCase(Locale.ROOT);
        }
        if (ADDRESS.matcher(old).matches()) {
            return "did:weid:" + network + ":" + old.toLowerCase(Locale.ROOT);
        }
        throw new MalformedInput("this is no DID of WeIdentity");
    }
}
