package id.signet.registry.did.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.multiformats.Multikey;
import org.junit.jupiter.api.Test;

class KeyHashTest {

    /** Made by another program: SHA-256 of the text, in base64url. */
    @Test
    void aHashIsThatOfTheTextOfTheMultikey() {
        KeyHash hash = KeyHash.of(Multikey.decode("z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"));
        assertThat(hash.text()).isEqualTo("edhETMQXJ12hqi7UJa-ze6JjUycLsJ-inviqQxjhP0E");
        assertThat(KeyHash.parse(hash.text())).isEqualTo(hash);
    }

    @Test
    void aShorterTextIsNoHash() {
        assertThatThrownBy(() -> KeyHash.parse("edhETMQX")).isInstanceOf(MalformedInput.class);
    }
}
