package dev.bestcode.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.Sha256;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The one chain over accepted transactions that the oracles' state hash is: equal for equal logs,
/// and for nothing else.
final class CanonicalOps {
    static final Sha256 START = Sha256.of(new byte[0]);

    private CanonicalOps() {}

    /// @throws CommitRejectedException for a text with half a surrogate pair
    static Sha256 chain(Sha256 before, long timeMillis, List<? extends KernelOp> ops) {
        var digest = Sha256.newDigest();
        digest.update(before.toByteArray());
        addLong(digest, timeMillis);
        ops.forEach(op -> add(digest, op));
        return Sha256.ofDigest(digest.digest());
    }

    private static void add(MessageDigest digest, Object value) {
        switch (value) {
            case String text -> addBytes(digest, utf8(text));
            case Bytes bytes -> addBytes(digest, bytes.asBuffer());
            case Optional<?> optional -> {
                digest.update((byte) (optional.isPresent() ? 1 : 0));
                optional.ifPresent(inner -> add(digest, inner));
            }
            case OptionalLong optional -> addBytes(digest, utf8(optional.toString()));
            case Record fields -> addRecord(digest, fields);
            case Object number -> addBytes(digest, utf8(number.toString())); // booleans, enums too
        }
    }

    private static void addRecord(MessageDigest digest, Record fields) {
        addBytes(digest, utf8(fields.getClass().getName()));
        for (var component : fields.getClass().getRecordComponents()) {
            try {
                add(digest, component.getAccessor().invoke(fields));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("every op is a public record", e);
            }
        }
    }

    private static void addBytes(MessageDigest digest, ByteBuffer bytes) {
        addLong(digest, bytes.remaining());
        digest.update(bytes);
    }

    private static void addLong(MessageDigest digest, long value) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, value));
    }

    private static ByteBuffer utf8(String text) {
        try {
            return UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            var rejected = new CommitRejectedException("a text holds half a surrogate pair");
            rejected.initCause(e);
            throw rejected;
        }
    }
}
