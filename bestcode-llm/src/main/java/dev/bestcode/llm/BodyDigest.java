package dev.bestcode.llm;

import dev.bestcode.api.kernel.Sha256;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Digests of bodies of which each begins as the one before does, as those of a conversation do:
/// what they have in common is compared, which is quick, and not digested again. A digest's state
/// is kept at every stride of the newest body. Safe from any worker; conversations that take turns
/// are digested whole.
final class BodyDigest {
    private static final int STRIDE = 16 << 10;

    private byte[] body = {};

    /// The state before stride `i` of the body.
    private List<MessageDigest> states = List.of();

    synchronized Sha256 of(byte[] next) {
        int strides = strides(next);
        var known = new ArrayList<>(states.subList(0, Math.min(strides, states.size())));
        var digest = known.isEmpty() ? Sha256.newDigest() : known.removeLast();
        while (known.size() < next.length / STRIDE) {
            known.add(copy(digest));
            digest.update(next, (known.size() - 1) * STRIDE, STRIDE);
        }
        known.add(copy(digest));
        digest.update(next, next.length / STRIDE * STRIDE, next.length % STRIDE);
        body = next;
        states = known;
        return Sha256.ofDigest(digest.digest());
    }

    /// How many states hold for this body as well.
    private int strides(byte[] next) {
        int differs = Arrays.mismatch(body, next);
        return (differs < 0 ? next.length : differs) / STRIDE + 1;
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("a digest that was cloned can be cloned", e);
        }
    }
}
