package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.Sha256;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;

/// What a transaction says, in one hash that survives retention: every op with its fields, and the
/// hash of its content.
final class Fingerprint {
    private Fingerprint() {}

    static String of(List<? extends KernelOp> ops) {
        var digest = Sha256.newDigest();
        for (var op : ops) {
            add(digest, op, OpEncoder.content(op).map(Digest::ofContent).orElse(Digest.NONE));
        }
        return hex(digest);
    }

    /// The same of a transaction that was logged. Content that is there is compared with its hash,
    /// and content that is not there must have been dropped by retention.
    static String logged(WalKernel kernel, long lsn) {
        var digest = Sha256.newDigest();
        for (var read : ((State) kernel.state()).log().ops(lsn)) {
            if (read.dropped()) {
                var newest = (State) kernel.state(); // retention goes on meanwhile
                assertThat(newest.dropped(read.frame().run(), lsn, message(read.op())))
                        .as("LSN %d has lost content of %s", lsn, read.op())
                        .isTrue();
            } else if (read.frame().form() != ContentForm.NONE) {
                assertThat(OpEncoder.content(read.op()).map(Digest::ofContent))
                        .as("content of LSN %d", lsn)
                        .contains(read.frame().sha256());
            }
            add(digest, read.op(), read.frame().sha256());
        }
        return hex(digest);
    }

    private static long message(KernelOp op) {
        return switch (op) {
            case KernelOp.MessageDispatched(var message) -> message.id().value();
            case KernelOp.MessageFailed(var message, _) -> message.value();
            case KernelOp.MessageRetried(var message, _, _) -> message.value();
            case KernelOp _ -> 0;
        };
    }

    private static void add(MessageDigest digest, KernelOp op, Digest content) {
        var head = OpEncoder.head(op);
        digest.update(
                ByteBuffer.allocate(2 * Integer.BYTES)
                        .putInt(OpEncoder.kind(op))
                        .putInt(head.length)
                        .flip());
        digest.update(head);
        digest.update(content.toByteArray());
    }

    private static String hex(MessageDigest digest) {
        return Sha256.ofDigest(digest.digest()).hex().substring(0, 24);
    }
}
