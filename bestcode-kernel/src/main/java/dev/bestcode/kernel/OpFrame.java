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
    private static final int FORM_OFFSET = 1;
    private static final int RUN_OFFSET = 2;
    private static final int LINK_OFFSET = 6;

    /// The form of content lies in the same byte, below it.
    private static final int LINKED = 1 << 4;

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
            int bits = body.get(at + FORM_OFFSET) & 0xFF;
            boolean linked = (bits & LINKED) != 0;
            var form = ContentForm.of(bits & ~LINKED);
            int lengthsAt = at + (linked ? LINK_OFFSET + Long.BYTES : LINK_OFFSET);
            int headLength = length(body, lengthsAt);
            int behind = lengthsAt + FieldWriter.bytesOf(headLength);
            int contentLength = form == ContentForm.NONE ? 0 : length(body, behind);
            int headAt =
                    behind + (form == ContentForm.NONE ? 0 : FieldWriter.bytesOf(contentLength));
            var frame =
                    new OpFrame(
                            at,
                            body.get(at) & 0xFF,
                            form,
                            linked,
                            headLength,
                            contentLength,
                            body.getInt(at + RUN_OFFSET),
                            linked ? body.getLong(at + LINK_OFFSET) : Address.NONE,
                            form == ContentForm.NONE
                                    ? Digest.NONE
                                    : Digest.read(body, Math.addExact(headAt, headLength)));
            if (frame.run() < 0 || frame.endsBehind(body.limit())) {
                throw notWhole(at);
            }
            return frame;
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            var whole = notWhole(at);
            whole.initCause(e);
            throw whole;
        }
    }

    /// As [FieldWriter#length] writes it, and in no longer form.
    private static int length(ByteBuffer body, int at) {
        int value = 0;
        for (int i = 0; i < FieldWriter.LENGTH_BYTES_MAX; i++) {
            int next = body.get(at + i);
            value |= (next & 0x7F) << (7 * i);
            if (next >= 0) {
                if (value < 0 || FieldWriter.bytesOf(value) != i + 1) {
                    break;
                }
                return value;
            }
        }
        throw notWhole(at);
    }

    private static KernelException notWhole(int at) {
        return new KernelException("the op at byte %d of the body is not whole".formatted(at));
    }

    private boolean endsBehind(int limit) {
        return (long) headAt() + headLength + shaBytes() + inlineBytes() > limit;
    }

    void write(FieldWriter out, byte[] head) {
        out.u8(kind);
        out.u8(form.number() | (linked ? LINKED : 0));
        out.i32(run);
        if (linked) {
            out.i64(link);
        }
        out.length(headLength);
        if (form != ContentForm.NONE) {
            out.length(contentLength);
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
            bytes.putLong(at + LINK_OFFSET, stampedLink);
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
        int lengthsAt = at + LINK_OFFSET + (linked ? Long.BYTES : 0);
        int contentLengthBytes = form == ContentForm.NONE ? 0 : FieldWriter.bytesOf(contentLength);
        return lengthsAt + FieldWriter.bytesOf(headLength) + contentLengthBytes;
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
            case DROPPED -> OpKind.isBlob(kind, contentLength);
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
