package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.Sha256;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A list of ops, encoded. It does not know its LSN or place yet, so callers encode side by side.
final class Transaction {
    /// A number in a record must not have memory taken before as many ops are seen.
    private static final int OPS_EXPECTED_MAX = 64;

    private final List<LoggedOp> ops;
    private final byte[] body;
    private final Digest digest;

    private Transaction(List<LoggedOp> ops, byte[] body) {
        this.ops = ops;
        this.body = body;
        this.digest = digest(ops, ByteBuffer.wrap(body));
    }

    List<LoggedOp> ops() {
        return ops;
    }

    /// Shared, not copied; the log thread alone writes to it, when it stamps the ops.
    byte[] body() {
        return body;
    }

    /// Whether it does nothing but let go of content, so that a full disk may be left by it.
    boolean frees() {
        return !ops.isEmpty() && ops.stream().allMatch(op -> op.op() instanceof KernelOp.RunPruned);
    }

    /// What the chain covers of the ops.
    Digest digest() {
        return digest;
    }

    static Digest digest(List<LoggedOp> ops, ByteBuffer body) {
        var digest = Sha256.newDigest();
        ops.forEach(op -> op.frame().addTo(digest, body));
        return Digest.of(digest.digest());
    }

    /// @param blobs stores content that does not go into the log, and answers its hash
    /// @throws CommitRejectedException when it cannot be written as one record
    static Transaction encode(List<? extends KernelOp> ops, Function<Bytes, Digest> blobs) {
        if (ops.size() > Address.SLOTS_MAX) {
            throw new CommitRejectedException(
                    "transaction has %,d ops; allowed up to %,d; split it"
                            .formatted(ops.size(), Address.SLOTS_MAX));
        }
        var out = new FieldWriter(LogFormat.BODY_BYTES_MAX);
        var logged = new ArrayList<LoggedOp>(ops.size());
        for (var op : ops) {
            var bytes = OpEncoder.content(op);
            int kind = OpEncoder.kind(op);
            var content = bytes.map(of -> describe(kind, of, blobs)).orElse(Content.NONE);
            var head = OpEncoder.head(op);
            var frame = OpFrame.unstamped(out.position(), kind, head.length, content);
            frame.write(out, head);
            if (content.form() == ContentForm.INLINE) {
                out.raw(bytes.orElse(Bytes.EMPTY));
            }
            logged.add(new LoggedOp(op, frame));
        }
        return new Transaction(List.copyOf(logged), out.toByteArray());
    }

    private static Content describe(int kind, Bytes bytes, Function<Bytes, Digest> blobs) {
        return OpKind.isBlob(kind, bytes.size())
                ? new Content(ContentForm.BLOB, bytes.size(), blobs.apply(bytes))
                : new Content(ContentForm.INLINE, bytes.size(), Digest.ofContent(bytes));
    }

    /// One that was logged before, as it was.
    static Transaction of(byte[] body, int opCount) {
        return new Transaction(opsIn(ByteBuffer.wrap(body), opCount), body);
    }

    /// Read the ops of a record's body, without their content.
    /// @throws KernelException for an op that this version does not know, or that is not whole
    static List<LoggedOp> opsIn(ByteBuffer body, int opCount) {
        var logged = new ArrayList<LoggedOp>(Math.clamp(opCount, 0, OPS_EXPECTED_MAX));
        int at = 0;
        for (int i = 0; i < opCount; i++) {
            var frame = OpFrame.read(body, at);
            logged.add(new LoggedOp(OpDecoder.read(frame, body, Bytes.EMPTY), frame));
            at = frame.end();
        }
        if (body.limit() - at >= LogFormat.ALIGNMENT_BYTES) {
            throw new KernelException("%d bytes follow the last op".formatted(body.limit() - at));
        }
        return logged;
    }
}
