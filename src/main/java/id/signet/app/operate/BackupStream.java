package id.signet.app.operate;

import id.signet.crypto.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The file format of a backup, docs/adr/0021: a first line, then parts. A part is the byte {@code P}, its name, blocks of
 * at most 64 KiB each behind its length, a length of 0, and SHA-256 over the name and the blocks. The byte {@code E} ends
 * the file. No byte of the file is outside these checks.
 */
final class BackupStream {

    private static final byte[] FIRST_LINE = "signet-backup 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PART = 'P';
    private static final int END = 'E';
    private static final int BLOCK = 1 << 16;

    private BackupStream() {}

    private static MessageDigest digestOf(String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Writes parts one after the other. */
    static final class Writer {

        private final DataOutputStream out;

        Writer(OutputStream out) throws IOException {
            this.out = new DataOutputStream(out);
            this.out.write(FIRST_LINE);
        }

        interface Filling {
            void write(DataOutputStream out) throws IOException;
        }

        /** Answers the hash of what was written. */
        Bytes part(String name, Filling content) throws IOException {
            out.writeByte(PART);
            out.writeUTF(name);
            MessageDigest digest = digestOf(name);
            Deflater deflater = new Deflater(Deflater.BEST_SPEED);
            try (BlocksOut blocks = new BlocksOut(digest);
                    DataOutputStream plain = new DataOutputStream(new DeflaterOutputStream(blocks, deflater, BLOCK))) {
                content.write(plain);
            } finally {
                deflater.end();
            }
            out.writeInt(0);
            byte[] hash = digest.digest();
            out.write(hash);
            return Bytes.of(hash);
        }

        void end() throws IOException {
            out.writeByte(END);
            out.flush();
        }

        private final class BlocksOut extends OutputStream {

            private final MessageDigest digest;
            private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(BLOCK);

            BlocksOut(MessageDigest digest) {
                this.digest = digest;
            }

            @Override
            public void write(int one) throws IOException {
                write(new byte[]{(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                for (int at = from; at < from + count;) {
                    int some = Math.min(BLOCK - waiting.size(), from + count - at);
                    waiting.write(bytes, at, some);
                    at += some;
                    if (waiting.size() == BLOCK) {
                        block();
                    }
                }
            }

            private void block() throws IOException {
                byte[] block = waiting.toByteArray();
                waiting.reset();
                digest.update(block);
                out.writeInt(block.length);
                out.write(block);
            }

            @Override
            public void close() throws IOException {
                if (waiting.size() > 0) {
                    block();
                }
            }
        }
    }

    /** Reads parts one after the other; whatever does not fit is told as {@link BackupDamaged}, the part named. */
    static final class Reader {

        private final DataInputStream in;
        private String last = "the first line";

        Reader(InputStream in) throws IOException {
            this.in = new DataInputStream(in);
            if (!Arrays.equals(this.in.readNBytes(FIRST_LINE.length), FIRST_LINE)) {
                throw new BackupDamaged("the first line is damaged, or this is no backup of this format");
            }
        }

        interface Reading {
            void read(DataInputStream in) throws IOException;
        }

        /** The name of the next part, whose content must be read then; empty at the end of the file. */
        Optional<String> next() throws IOException {
            try {
                int kind = in.read();
                if (kind == END) {
                    if (in.read() >= 0) {
                        throw new BackupDamaged("there is something behind the end");
                    }
                    return Optional.empty();
                }
                if (kind != PART) {
                    throw new BackupDamaged("the file is cut or damaged behind " + last);
                }
                last = in.readUTF();
                return Optional.of(last);
            } catch (IOException e) {
                throw damaged(e);
            }
        }

        /** Reads the part that was announced and checks its hash, which is the answer. */
        Bytes content(Reading content) throws IOException {
            MessageDigest digest = digestOf(last);
            BlocksIn blocks = new BlocksIn(digest);
            try {
                content.read(new DataInputStream(new InflaterInputStream(blocks)));
                blocks.skipRest();
                byte[] hash = digest.digest();
                if (!Arrays.equals(in.readNBytes(hash.length), hash)) {
                    throw new BackupDamaged("part " + last + " is damaged: its hash does not fit");
                }
                return Bytes.of(hash);
            } catch (IOException | IllegalArgumentException e) {
                throw damaged(e);
            }
        }

        private BackupDamaged damaged(Exception e) {
            return new BackupDamaged("part " + last + " is damaged or cut: " + e.getMessage());
        }

        private final class BlocksIn extends InputStream {

            private final MessageDigest digest;
            private byte @Nullable [] block = new byte[0];
            private int at;

            BlocksIn(MessageDigest digest) {
                this.digest = digest;
            }

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int count) throws IOException {
                byte[] now = fill();
                if (now == null) {
                    return -1;
                }
                int some = Math.min(count, now.length - at);
                System.arraycopy(now, at, into, from, some);
                at += some;
                return some;
            }

            private byte @Nullable [] fill() throws IOException {
                byte[] now = block;
                if (now != null && at == now.length) {
                    int length = in.readInt();
                    if (length < 0 || length > BLOCK) {
                        throw new IOException("a block is too long");
                    }
                    now = length == 0 ? null : in.readNBytes(length);
                    if (now != null && now.length < length) {
                        throw new EOFException("the file ends inside a block");
                    }
                    block = now;
                    at = 0;
                    if (now != null) {
                        digest.update(now);
                    }
                }
                return now;
            }

            void skipRest() throws IOException {
                for (byte[] rest = fill(); rest != null; rest = fill()) {
                    at = rest.length;
                }
            }
        }
    }
}
