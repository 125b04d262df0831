package id.signet.crypto.key;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one secret from which every key that protects stored data comes: 32 random bytes. It is never used itself; each
 * use has a subkey by HKDF-Expand (RFC 5869 §2.3) with a label of its own. Written as base64, for example by
 * {@code openssl rand -base64 32}.
 */
public final class MasterKey {

    private static final int LENGTH = 32;
    private static final Pattern PURPOSE = Pattern.compile("[a-z0-9][a-z0-9./-]{0,63}");
    private static final Set<PosixFilePermission> ALLOWED = EnumSet.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE);

    private final SecretKey key;

    private MasterKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "HKDF-SHA256");
    }

    /** A fresh key, for tests. */
    public static MasterKey generate() {
        byte[] bytes = new byte[LENGTH];
        new SecureRandom().nextBytes(bytes);
        return new MasterKey(bytes);
    }

    /**
     * From configuration text.
     *
     * @param base64 32 bytes; white space around them is ignored
     * @throws MasterKeyRefused if it is not 32 bytes in base64, or was plainly not drawn at random
     */
    public static MasterKey fromText(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            // no cause: its message repeats characters of the key
            throw new MasterKeyRefused("the master key is not base64; make one with: openssl rand -base64 32");
        }
        if (bytes.length != LENGTH) {
            throw new MasterKeyRefused("the master key has " + bytes.length
                    + " bytes, not 32; make one with: openssl rand -base64 32");
        }
        if (!looksRandom(bytes)) {
            throw new MasterKeyRefused("the master key is a sample or a pattern, not 32 random bytes;"
                    + " make one with: openssl rand -base64 32");
        }
        return new MasterKey(bytes);
    }

    /**
     * From a file that only its owner may read (mode 0600 or 0400). File systems without such modes are not checked.
     *
     * @throws MasterKeyRefused if the file is missing, readable by others, or {@link #fromText} refuses its content
     */
    public static MasterKey fromFile(Path file) {
        try {
            if (Files.getFileStore(file).supportsFileAttributeView("posix")
                    && !ALLOWED.containsAll(Files.getPosixFilePermissions(file))) {
                throw new MasterKeyRefused(
                        "the master key file " + file + " may be read by others; set its mode to 0600");
            }
            if (Files.size(file) > 1_024) {
                throw new MasterKeyRefused("the file " + file + " is too long for a master key");
            }
            return fromText(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (NoSuchFileException e) {
            throw new MasterKeyRefused("there is no master key file " + file, e);
        } catch (IOException e) {
            throw new MasterKeyRefused("the master key file " + file + " cannot be read", e);
        }
    }

    /**
     * A sealer with a key of its own.
     *
     * @param purpose what it seals, for example {@code idempotency/answer}: lower case, digits, {@code . / -}
     */
    public Sealer sealer(String purpose) {
        if (!PURPOSE.matcher(purpose).matches()) {
            throw new IllegalArgumentException("a purpose has 1 to 64 characters of a-z 0-9 . / -");
        }
        return new SubkeySealer(new Xaes256Gcm(subkey("seal:" + purpose)));
    }

    /** Names this key without telling anything about it: a changed master key is recognised before it fails. */
    public String id() {
        return HexFormat.of().formatHex(subkeyBytes("id", 8));
    }

    /** The cipher that wraps data keys in the key ring. */
    Xaes256Gcm wrapping() {
        return new Xaes256Gcm(subkey("key-ring:wrap"));
    }

    private SecretKey subkey(String label) {
        byte[] bytes = subkeyBytes(label, LENGTH);
        SecretKey subkey = new SecretKeySpec(bytes, "AES");
        Arrays.fill(bytes, (byte) 0);
        return subkey;
    }

    private byte[] subkeyBytes(String label, int length) {
        byte[] info = ("signet:v1:" + label).getBytes(StandardCharsets.UTF_8);
        try {
            return KDF.getInstance("HKDF-SHA256").deriveData(HKDFParameterSpec.expandOnly(key, info, length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 25 has HKDF-SHA256", e);
        }
    }

    /**
     * Catches samples and mistakes, not weak generators: 32 random bytes have about 30 different values, and fail any
     * of these tests with a probability below 2^-40.
     */
    private static boolean looksRandom(byte[] bytes) {
        boolean twice = Arrays.equals(bytes, 0, 16, bytes, 16, 32);
        return !twice && distinct(bytes) >= 16 && distinct(differences(bytes)) >= 16 && !printable(bytes);
    }

    private static long distinct(byte[] bytes) {
        boolean[] seen = new boolean[256];
        long count = 0;
        for (byte b : bytes) {
            if (!seen[b & 0xff]) {
                seen[b & 0xff] = true;
                count++;
            }
        }
        return count;
    }

    /** Of neighbours: a counting sequence has few. */
    private static byte[] differences(byte[] bytes) {
        byte[] differences = new byte[bytes.length - 1];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = (byte) (bytes[i + 1] - bytes[i]);
        }
        return differences;
    }

    /** A pass phrase in base64. */
    private static boolean printable(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0x20 || b == 0x7f) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "MasterKey[" + id() + "]";
    }

    private record SubkeySealer(Xaes256Gcm cipher) implements Sealer {

        @Override
        public byte[] seal(byte[] plain, byte[] context) {
            return cipher.seal(plain, context);
        }

        @Override
        public byte[] open(byte[] sealed, byte[] context) {
            return cipher.open(sealed, context);
        }
    }
}
