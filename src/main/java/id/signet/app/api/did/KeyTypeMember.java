package id.signet.app.api.did;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.AcceptedKeyTypes;
import id.signet.crypto.key.KeyType;
import org.springframework.stereotype.Component;

/** The member of a request that names a type of key. */
@Component
public final class KeyTypeMember {

    private final AcceptedKeyTypes accepted;

    KeyTypeMember(AcceptedKeyTypes accepted) {
        this.accepted = accepted;
    }

    /** @throws MalformedInput if no type of key that is made here has this name */
    public KeyType read(String member, String text) {
        return accepted.named(text).orElseThrow(() -> new MalformedInput(member + " is " + accepted.names()));
    }
}
