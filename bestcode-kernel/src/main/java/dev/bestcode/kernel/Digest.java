package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Sha256;

import java.nio.ByteBuffer;

/// The 32 bytes of a SHA-256 as four numbers: a quarter of the heap that its text takes.
record Digest(long a, long b, long c, long d) {
    static final int BYTES = 32;

    static final Digest NONE = new Digest(0, 0, 0, 0);

    static Digest of(Sha256 sha256) {
        return of(sha256.toByteArray());
    }

    /// @param digest the 32 bytes
    static Digest of(byte[] digest) {
        return read(ByteBuffer.wrap(digest));
    }

    static Digest ofContent(Bytes content) {
        var digest = Sha256.newDigest();
        digest.update(content.asBuffer());
        return of(digest.digest());
    }

    /// @param at absolute place in the buffer
    static Digest read(ByteBuffer from, int at) {
        return new Digest(
                from.getLong(at),
                from.getLong(at + Long.BYTES),
                from.getLong(at + 2 * Long.BYTES),
                from.getLong(at + 3 * Long.BYTES));
    }

    static Digest read(ByteBuffer from) {
        return new Digest(from.getLong(), from.getLong(), from.getLong(), from.getLong());
    }

    ByteBuffer write(ByteBuffer into) {
        return into.putLong(a).putLong(b).putLong(c).putLong(d);
    }

    byte[] toByteArray() {
        return write(ByteBuffer.allocate(BYTES)).array();
    }

    Sha256 toSha256() {
        return Sha256.ofDigest(toByteArray());
    }
}
