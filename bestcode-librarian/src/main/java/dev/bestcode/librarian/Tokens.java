package dev.bestcode.librarian;

import dev.bestcode.api.kernel.Bytes;

/// What content costs in a request, before the provider has counted.
final class Tokens {
    /// Three bytes a token errs on the side of too many for code and English; [Calibration]
    /// corrects it for what is worse.
    static final int BYTES_PER_TOKEN = 3;

    private Tokens() {}

    static int of(Bytes content) {
        return ofBytes(content.size());
    }

    static int ofBytes(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, bytes / BYTES_PER_TOKEN + 1);
    }
}
