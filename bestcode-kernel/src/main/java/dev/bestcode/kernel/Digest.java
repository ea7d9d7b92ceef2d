package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Sha256;

import java.nio.ByteBuffer;

/// The 32 bytes of a SHA-256 as four numbers: a quarter of the heap that its text takes.
record Digest(long a, long b, long c, long d) {
    static final int BYTES = 32;

    static Digest of(Sha256 sha256) {
        return of(sha256.toByteArray());
    }

    static Digest of(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        return new Digest(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    byte[] toByteArray() {
        return ByteBuffer.allocate(BYTES).putLong(a).putLong(b).putLong(c).putLong(d).array();
    }

    Sha256 toSha256() {
        return Sha256.ofDigest(toByteArray());
    }
}
