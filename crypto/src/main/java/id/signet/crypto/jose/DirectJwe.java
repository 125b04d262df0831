package id.signet.crypto.jose;

import id.signet.crypto.Base64Url;
import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/**
 * Content encrypted under a key that goes another way: JWE compact serialization, {@code dir} and {@code A128GCM} (RFC 7516 §7.1,
 * RFC 7518 §4.5 and §5.3). A key encrypts once.
 *
 * @param token five parts, the second of which is empty
 * @param key 16 bytes
 */
public record DirectJwe(String token, Bytes key) {

    public static final String MEDIA_TYPE = "application/jose";

    private static final int KEY = 16;
    private static final int IV = 12;
    private static final int TAG = 16;

    /** Under a fresh key. */
    public static DirectJwe encrypt(Bytes content, String contentType, SecureRandom random) {
        byte[] key = new byte[KEY];
        byte[] iv = new byte[IV];
        random.nextBytes(key);
        random.nextBytes(iv);
        ObjectNode header = Json.object().put("alg", "dir").put("enc", "A128GCM").put("cty", contentType);
        String head = Base64Url.encode(header.toString().getBytes(StandardCharsets.UTF_8));
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, iv, head).doFinal(content.toArray());
            int end = sealed.length - TAG;
            return new DirectJwe(head + ".." + Base64Url.encode(iv) + "." + Base64Url.encode(Arrays.copyOf(sealed, end))
                    + "." + Base64Url.encode(Arrays.copyOfRange(sealed, end, sealed.length)), Bytes.of(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** @throws MalformedInput if the token is no such JWE, or was changed, or made under another key */
    public Bytes decrypt() {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 5 || !parts[1].isEmpty() || key.size() != KEY) {
            throw new MalformedInput("this is no JWE under a direct key");
        }
        ObjectNode header = StrictJson.parseObject(Base64Url.decode(parts[0]));
        if (!header.path("alg").asString("").equals("dir") || !header.path("enc").asString("").equals("A128GCM")
                || header.has("zip") || header.has("crit")) {
            throw new MalformedInput("the JWE is encrypted in another way");
        }
        byte[] iv = Base64Url.decode(parts[2]);
        byte[] text = Base64Url.decode(parts[3]);
        byte[] tag = Base64Url.decode(parts[4]);
        if (iv.length != IV || tag.length != TAG) {
            throw new MalformedInput("the JWE has parts of another length");
        }
        byte[] sealed = Arrays.copyOf(text, text.length + TAG);
        System.arraycopy(tag, 0, sealed, text.length, TAG);
        try {
            return Bytes.of(cipher(Cipher.DECRYPT_MODE, key.toArray(), iv, parts[0]).doFinal(sealed));
        } catch (AEADBadTagException e) {
            throw new MalformedInput("the JWE was changed, or the key is another one", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] iv, String associated) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, iv));
        cipher.updateAAD(associated.getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "DirectJwe[" + token.length() + " characters]";
    }
}
