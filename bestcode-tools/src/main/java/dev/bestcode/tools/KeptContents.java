package dev.bestcode.tools;

import dev.bestcode.api.kernel.Sha256;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// Contents of files in one piece of bytes, deflated: a tree of thousands of small files is a few
/// pieces, each forced once.
///
/// A piece ends by what is in it and not by how much came before, so that the same files make the
/// same pieces again after one of them has changed.
final class KeptContents {
    /// A piece may hold one file more than this.
    static final int PIECE_BYTES = 4 << 20;

    static final int HASH_BYTES = 32;

    /// One file in so many ends a piece.
    private static final int FILES_PER_PIECE = 64;

    /// Of what a piece may say of itself, so that damage cannot ask for memory.
    private static final int BYTES_MAX = PIECE_BYTES + TreeScan.FILE_BYTES_MAX;

    private final Map<Sha256, byte[]> contents = new LinkedHashMap<>();
    private int bytes;
    private boolean complete;

    void add(Sha256 hash, byte[] content) {
        if (contents.putIfAbsent(hash, content) == null) {
            bytes += content.length;
            complete |=
                    bytes >= PIECE_BYTES
                            || Math.floorMod(hash.toByteArray()[0], FILES_PER_PIECE) == 0;
        }
    }

    boolean isEmpty() {
        return contents.isEmpty();
    }

    /// Whether the next content belongs into another piece.
    boolean isComplete() {
        return complete;
    }

    /// In the order they came.
    Map<Sha256, byte[]> byHash() {
        return contents;
    }

    Optional<byte[]> get(Sha256 hash) {
        return Optional.ofNullable(contents.get(hash));
    }

    byte[] toBytes() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try (var out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
            write(out);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    static KeptContents from(byte[] bytes) throws IOException {
        try (var in =
                new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            return read(in);
        }
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(contents.size());
        for (var content : contents.entrySet()) {
            out.write(content.getKey().toByteArray());
            out.writeInt(content.getValue().length);
            out.write(content.getValue());
        }
    }

    static KeptContents read(DataInputStream in) throws IOException {
        var read = new KeptContents();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            var hash = Sha256.ofDigest(in.readNBytes(KeptContents.HASH_BYTES));
            int length = in.readInt();
            if (length < 0 || length > BYTES_MAX - read.bytes) {
                throw new IOException("a piece of kept files holds more than it can");
            }
            read.add(hash, in.readNBytes(length));
        }
        return read;
    }
}
