package id.signet.crypto.key;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with a 192-bit random nonce, as C2SP specifies XAES-256-GCM: half of the nonce derives a fresh
 * AES-256-GCM key, the other half is that key's nonce. One key may so seal 2^80 messages; plain AES-256-GCM with random
 * nonces ends at 2^32, which a busy service reaches within months.
 */
final class Xaes256Gcm {

    static final int NONCE_LENGTH = 24;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey key;

    /** The CMAC subkey K1, NIST SP 800-38B §6.1. */
    private final byte[] subkey;

    Xaes256Gcm(SecretKey key) {
        this.key = key;
        this.subkey = subkey(encryptBlock(key, new byte[16]));
    }

    static Xaes256Gcm ofRaw(byte[] key) {
        return new Xaes256Gcm(new SecretKeySpec(key, "AES"));
    }

    /** A fresh nonce, then the ciphertext, then the tag. */
    byte[] seal(byte[] plain, byte[] associated) {
        byte[] nonce = new byte[NONCE_LENGTH];
        RANDOM.nextBytes(nonce);
        byte[] sealed = encrypt(nonce, plain, associated);
        byte[] result = Arrays.copyOf(nonce, nonce.length + sealed.length);
        System.arraycopy(sealed, 0, result, nonce.length, sealed.length);
        return result;
    }

    /** @throws SealBroken if the bytes are not what was sealed under this key with this associated text */
    byte[] open(byte[] sealed, byte[] associated) {
        if (sealed.length < NONCE_LENGTH + TAG_BITS / 8) {
            throw new SealBroken();
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_LENGTH), associated);
            return cipher.doFinal(sealed, NONCE_LENGTH, sealed.length - NONCE_LENGTH);
        } catch (AEADBadTagException e) {
            throw new SealBroken();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    byte[] encrypt(byte[] nonce, byte[] plain, byte[] associated) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, nonce, associated).doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] associated) throws GeneralSecurityException {
        byte[] derived = new byte[32];
        System.arraycopy(derive(1, nonce), 0, derived, 0, 16);
        System.arraycopy(derive(2, nonce), 0, derived, 16, 16);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(derived, "AES"), new GCMParameterSpec(TAG_BITS, nonce, 12, 12));
        Arrays.fill(derived, (byte) 0);
        cipher.updateAAD(associated);
        return cipher;
    }

    /** CMAC of the one block (0, i, 'X', 0, nonce[:12]): half of the derived key (NIST SP 800-108r1 §4.1). */
    private byte[] derive(int i, byte[] nonce) {
        byte[] block = new byte[16];
        block[1] = (byte) i;
        block[2] = 'X';
        System.arraycopy(nonce, 0, block, 4, 12);
        for (int j = 0; j < block.length; j++) {
            block[j] ^= subkey[j];
        }
        return encryptBlock(key, block);
    }

    private static byte[] subkey(byte[] block) {
        byte[] doubled = new byte[16];
        for (int i = 0; i < 16; i++) {
            int next = i < 15 ? (block[i + 1] & 0x80) >>> 7 : 0;
            doubled[i] = (byte) ((block[i] << 1) | next);
        }
        if ((block[0] & 0x80) != 0) {
            doubled[15] ^= (byte) 0x87;
        }
        return doubled;
    }

    private static byte[] encryptBlock(SecretKey key, byte[] block) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key);
            return cipher.doFinal(block);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES", e);
        }
    }
}
