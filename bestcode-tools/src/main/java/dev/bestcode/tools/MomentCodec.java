package dev.bestcode.tools;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// A moment as bytes, deflated.
final class MomentCodec {
    private static final int VERSION = 2;

    /// The first version, whose moments were all contents of their own.
    private static final int OLDEST = 1;

    private static final int NO_MOMENT = 0;
    private static final int KEPT_MOMENT = 1;
    private static final int LOGGED_MOMENT = 2;

    private static final int ABSENT = 0;
    private static final int FOLDER = 1;
    private static final int LINK = 2;
    private static final int FILE = 3;

    private MomentCodec() {}

    static Bytes bytes(Moment moment) {
        var bytes = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try (var out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
            write(out, moment);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be written", e);
        } finally {
            deflater.end();
        }
        return Bytes.of(bytes.toByteArray());
    }

    private static void write(DataOutputStream out, Moment moment) throws IOException {
        out.writeByte(VERSION);
        id(out, moment.before());
        out.writeByte(moment.kind().number());
        out.writeLong(moment.at());
        out.writeUTF(moment.label());
        out.writeInt(moment.leftOut());
        out.writeInt(moment.changes().size());
        for (var change : moment.changes()) {
            name(out, change.path());
            kept(out, change.before());
            kept(out, change.after());
        }
        out.writeBoolean(moment.tree().isPresent());
        if (moment.tree().isPresent()) {
            var entries = moment.tree().get().entries();
            out.writeInt(entries.size());
            for (var entry : entries.entrySet()) {
                name(out, entry.getKey());
                kept(out, entry.getValue());
            }
        }
        out.writeInt(moment.pieces().size());
        for (var piece : moment.pieces()) {
            out.write(piece.blob().toByteArray());
            out.writeInt(piece.contents().size());
            for (var content : piece.contents()) {
                out.write(content.toByteArray());
            }
        }
        moment.own().write(out);
    }

    private static void name(DataOutputStream out, String name) throws IOException {
        var bytes =
                FileNames.encode(name)
                        .orElseThrow(() -> new IOException("no file has the name " + name));
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static void id(DataOutputStream out, Optional<MomentId> id) throws IOException {
        if (id.isEmpty()) {
            out.writeByte(NO_MOMENT);
            return;
        }
        switch (id.get()) {
            case MomentId.Kept(var hash) -> {
                out.writeByte(KEPT_MOMENT);
                out.write(hash.toByteArray());
            }
            case MomentId.Logged(var thread, long lsn) -> {
                out.writeByte(LOGGED_MOMENT);
                out.writeLong(thread.value());
                out.writeLong(lsn);
            }
        }
    }

    private static void kept(DataOutputStream out, Kept kept) throws IOException {
        switch (kept) {
            case Kept.Absent() -> out.writeByte(ABSENT);
            case Kept.Folder(int mode) -> {
                out.writeByte(FOLDER);
                out.writeShort(mode);
            }
            case Kept.Link(var target) -> {
                out.writeByte(LINK);
                name(out, target);
            }
            case Kept.File(int mode, var content) -> {
                out.writeByte(FILE);
                out.writeShort(mode);
                out.write(content.toByteArray());
            }
        }
    }

    /// @throws IOException when they are not a moment's
    static Moment read(Bytes bytes) throws IOException {
        var compressed = new ByteArrayInputStream(bytes.toByteArray());
        try (var in = new DataInputStream(new InflaterInputStream(compressed))) {
            int version = in.readByte();
            if (version < OLDEST || version > VERSION) {
                throw newer();
            }
            return moment(in);
        }
    }

    private static IOException newer() {
        return new IOException("the workspace's past is of a newer BestCode; open it there");
    }

    private static Moment moment(DataInputStream in) throws IOException {
        var before = id(in);
        var kind = Moment.Kind.of(in.readByte()).orElseThrow(MomentCodec::newer);
        long at = in.readLong();
        var label = in.readUTF();
        int leftOut = in.readInt();
        var changes = new ArrayList<KeptChange>();
        for (int left = in.readInt(); left > 0; left--) {
            changes.add(new KeptChange(name(in), kept(in), kept(in)));
        }
        var tree = in.readBoolean() ? Optional.of(tree(in)) : Optional.<KeptTree>empty();
        var pieces = new ArrayList<Moment.Piece>();
        for (int left = in.readInt(); left > 0; left--) {
            pieces.add(new Moment.Piece(hash(in), hashes(in)));
        }
        var own = KeptContents.read(in);
        return new Moment(
                before, kind, at, label, leftOut, List.copyOf(changes), tree, pieces, own);
    }

    private static Optional<MomentId> id(DataInputStream in) throws IOException {
        return switch (in.readByte()) {
            case NO_MOMENT -> Optional.empty();
            case KEPT_MOMENT -> Optional.of(new MomentId.Kept(hash(in)));
            case LOGGED_MOMENT ->
                    Optional.of(new MomentId.Logged(new ThreadId(in.readLong()), in.readLong()));
            default -> throw newer();
        };
    }

    private static KeptTree tree(DataInputStream in) throws IOException {
        Map<String, Kept> entries = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            entries.put(name(in), kept(in));
        }
        return new KeptTree(new TreeMap<>(entries));
    }

    private static List<Sha256> hashes(DataInputStream in) throws IOException {
        var hashes = new ArrayList<Sha256>();
        for (int left = in.readInt(); left > 0; left--) {
            hashes.add(hash(in));
        }
        return List.copyOf(hashes);
    }

    private static Sha256 hash(DataInputStream in) throws IOException {
        return Sha256.ofDigest(in.readNBytes(KeptContents.HASH_BYTES));
    }

    private static String name(DataInputStream in) throws IOException {
        var bytes = in.readNBytes(in.readInt());
        return FileNames.decode(bytes, 0, bytes.length);
    }

    private static Kept kept(DataInputStream in) throws IOException {
        return switch (in.readByte()) {
            case ABSENT -> Kept.ABSENT;
            case FOLDER -> new Kept.Folder(in.readShort());
            case LINK -> new Kept.Link(name(in));
            case FILE -> new Kept.File(in.readShort(), hash(in));
            default -> throw new IOException("the workspace's past has an entry of no known kind");
        };
    }
}
