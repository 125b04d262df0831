package id.signet.crypto.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.DirectDecrypter;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectJweTest {

    private static final Bytes CONTENT = Bytes.utf8("{\"name\":\"张伟\"}");

    private final DirectJwe jwe = DirectJwe.encrypt(CONTENT, "application/json", new SecureRandom());

    @Test
    void anotherLibraryDecryptsIt() throws ParseException, JOSEException {
        JWEObject read = JWEObject.parse(jwe.token());
        read.decrypt(new DirectDecrypter(jwe.key().toArray()));
        assertThat(read.getPayload().toString()).isEqualTo(CONTENT.asUtf8());
        assertThat(read.getHeader().getContentType()).isEqualTo("application/json");
    }

    @Test
    void itIsDecryptedUnderItsKeyAlone() {
        assertThat(jwe.decrypt()).isEqualTo(CONTENT);
        assertThatThrownBy(() -> new DirectJwe(jwe.token(), Bytes.of(new byte[16])).decrypt())
                .isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> new DirectJwe(jwe.token(), Bytes.of(new byte[15])).decrypt())
                .isInstanceOf(MalformedInput.class);
        assertThat(jwe.toString()).doesNotContain(jwe.key().hex());
    }

    @Test
    void anyChangedPartIsRefused() {
        String[] parts = jwe.token().split("\\.", -1);
        for (int i : List.of(0, 2, 3, 4)) {
            String[] changed = parts.clone();
            changed[i] = (parts[i].charAt(0) == 'A' ? 'B' : 'A') + parts[i].substring(1);
            assertThatThrownBy(() -> new DirectJwe(String.join(".", changed), jwe.key()).decrypt())
                    .isInstanceOf(MalformedInput.class);
        }
        parts[1] = "AA";
        assertThatThrownBy(() -> new DirectJwe(String.join(".", parts), jwe.key()).decrypt())
                .as("under a direct key no key is sent")
                .isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> new DirectJwe("a.b.c", jwe.key()).decrypt()).isInstanceOf(MalformedInput.class);
    }
}
