package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.Sha256;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/// One op as it lies in a record's body: a frame, the head with its fields, the content's hash, the
/// content.
///
/// What the frame says of content is the same for every kind, so that retention can drop content
/// without knowing kinds. `run` and `link` are stamped by the log thread, and no part of the
/// chain.
/// @param at where the op begins in the body
/// @param run ordinal of the run it belongs to, 0 for none
/// @param link address of the message before it on its thread; [Address#NONE] for none
record OpFrame(
        int at,
        int kind,
        ContentForm form,
        boolean linked,
        int headLength,
        int contentLength,
        int run,
        long link,
        Digest sha256) {
    private static final int FIXED_BYTES = 16;
    private static final int RUN_OFFSET = 12;
    private static final int LINKED = 1;

    static OpFrame unstamped(int at, int kind, int headLength, Content content) {
        return new OpFrame(
                at,
                kind,
                content.form(),
                OpKind.isLinked(kind),
                headLength,
                content.length(),
                0,
                Address.NONE,
                content.sha256());
    }

    /// @throws KernelException when it is not whole
    static OpFrame read(ByteBuffer body, int at) {
        try {
            int flags = body.get(at + 3);
            boolean linked = (flags & LINKED) != 0;
            var form = ContentForm.of(body.get(at + 2) & 0xFF);
            int headLength = body.getInt(at + 4);
            int headAt = at + FIXED_BYTES + (linked ? Long.BYTES : 0);
            long shaAt = (long) headAt + headLength;
            var frame =
                    new OpFrame(
                            at,
                            body.getShort(at) & 0xFFFF,
                            form,
                            linked,
                            headLength,
                            body.getInt(at + 8),
                            body.getInt(at + RUN_OFFSET),
                            linked ? body.getLong(at + FIXED_BYTES) : Address.NONE,
                            form == ContentForm.NONE
                                    ? Digest.NONE
                                    : Digest.read(body, Math.toIntExact(shaAt)));
            if ((flags & ~LINKED) != 0) {
                throw WireEnum.unknown("op flags", flags);
            }
            if (headLength < 0 || frame.contentLength < 0 || frame.endsBehind(body.limit())) {
                throw notWhole(at);
            }
            return frame;
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            var whole = notWhole(at);
            whole.initCause(e);
            throw whole;
        }
    }

    private static KernelException notWhole(int at) {
        return new KernelException("the op at byte %d of the body is not whole".formatted(at));
    }

    private boolean endsBehind(int limit) {
        return (long) headAt() + headLength + shaBytes() + inlineBytes() > limit;
    }

    void write(FieldWriter out, byte[] head) {
        out.u16(kind);
        out.u8(form.number());
        out.u8(linked ? LINKED : 0);
        out.i32(headLength);
        out.i32(contentLength);
        out.i32(run);
        if (linked) {
            out.i64(link);
        }
        out.raw(head);
        if (form != ContentForm.NONE) {
            out.raw(sha256.toByteArray());
        }
    }

    /// Set what only the log thread knows.
    void stamp(byte[] body, int stampedRun, long stampedLink) {
        var bytes = ByteBuffer.wrap(body);
        bytes.putInt(at + RUN_OFFSET, stampedRun);
        if (linked) {
            bytes.putLong(at + FIXED_BYTES, stampedLink);
        }
    }

    OpFrame stamped(int stampedRun, long stampedLink) {
        return new OpFrame(
                at,
                kind,
                form,
                linked,
                headLength,
                contentLength,
                stampedRun,
                linked ? stampedLink : Address.NONE,
                sha256);
    }

    int headAt() {
        return at + FIXED_BYTES + (linked ? Long.BYTES : 0);
    }

    int contentAt() {
        return headAt() + headLength + shaBytes();
    }

    int end() {
        return contentAt() + inlineBytes();
    }

    private int shaBytes() {
        return form == ContentForm.NONE ? 0 : Digest.BYTES;
    }

    private int inlineBytes() {
        return form == ContentForm.INLINE ? contentLength : 0;
    }

    /// Whether its content is in a blob, or was before it was dropped: a replay of a copy comes
    /// through the same states as one of the original.
    boolean isBlob() {
        return switch (form) {
            case NONE, INLINE -> false;
            case BLOB -> true;
            case DROPPED -> contentLength > LogFormat.INLINE_BYTES_MAX && OpKind.mayBeBlob(kind);
        };
    }

    Content content() {
        return new Content(form, contentLength, sha256);
    }

    /// Whether the content in the body is that which the hash is of.
    boolean holds(ByteBuffer body) {
        var digest = Sha256.newDigest();
        digest.update(body.slice(contentAt(), inlineBytes()));
        return Digest.of(digest.digest()).equals(sha256);
    }

    /// The same op without its content's bytes.
    OpFrame dropped(int newAt) {
        var left =
                form == ContentForm.INLINE || form == ContentForm.BLOB ? ContentForm.DROPPED : form;
        return moved(newAt, left);
    }

    OpFrame moved(int newAt, ContentForm newForm) {
        return new OpFrame(
                newAt, kind, newForm, linked, headLength, contentLength, run, link, sha256);
    }

    /// Add what the chain covers: kind, head, and the content's length and hash.
    void addTo(MessageDigest digest, ByteBuffer body) {
        var fixed = ByteBuffer.allocate(Short.BYTES + 2 * Integer.BYTES + 1);
        fixed.putShort((short) kind).putInt(headLength).putInt(contentLength);
        fixed.put((byte) (form == ContentForm.NONE ? 0 : 1));
        digest.update(fixed.flip());
        digest.update(body.slice(headAt(), headLength + shaBytes()));
    }
}
