package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelOp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A list of ops, encoded. It does not know its LSN or place yet, so callers encode side by side.
final class Transaction {
    private static final int BODY_BYTES_MAX =
            LogFormat.RECORD_BYTES_MAX - LogFormat.RECORD_HEADER_BYTES;

    private final List<LoggedOp> ops;
    private final byte[] body;

    private Transaction(List<LoggedOp> ops, byte[] body) {
        this.ops = ops;
        this.body = body;
    }

    List<LoggedOp> ops() {
        return ops;
    }

    /// Shared, not copied; nobody writes to it.
    byte[] body() {
        return body;
    }

    static Transaction encode(List<? extends KernelOp> ops) {
        var writer = new FieldWriter(BODY_BYTES_MAX);
        var places = new ArrayList<LoggedOp>(ops.size());
        for (var op : ops) {
            int offset = writer.position();
            var content = OpEncoder.write(op, writer);
            places.add(new LoggedOp(op, content, offset, writer.position() - offset, 0));
        }
        var body = writer.toByteArray();
        return new Transaction(places.stream().map(place -> summed(place, body)).toList(), body);
    }

    /// @throws KernelException for an op that this version does not know, or that is not whole
    static Transaction decode(byte[] body, int opCount) {
        var reader = new FieldReader(ByteBuffer.wrap(body));
        var ops = new ArrayList<LoggedOp>();
        for (int i = 0; i < opCount; i++) {
            int offset = reader.position();
            var read = OpDecoder.read(reader);
            int length = reader.position() - offset;
            ops.add(summed(new LoggedOp(read.op(), read.content(), offset, length, 0), body));
        }
        if (reader.remaining() >= LogFormat.ALIGNMENT_BYTES) {
            throw new KernelException("%d bytes follow the last op".formatted(reader.remaining()));
        }
        return new Transaction(List.copyOf(ops), body);
    }

    private static LoggedOp summed(LoggedOp op, byte[] body) {
        int crc = Checksum.of(body, op.offset(), op.length());
        return new LoggedOp(op.op(), op.content(), op.offset(), op.length(), crc);
    }
}
