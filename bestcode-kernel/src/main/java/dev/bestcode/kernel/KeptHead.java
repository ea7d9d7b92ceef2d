package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Sha256;

import java.util.OptionalLong;

/// A head that was written down earlier, outside the kernel.
/// @param lsn of the transaction, where it was written down too
public record KeptHead(OptionalLong lsn, Sha256 chain) {
    /// @param text `LSN:HEX`, or `HEX` alone
    /// @throws IllegalArgumentException when it is neither
    public static KeptHead parse(String text) {
        int colon = text.indexOf(':');
        var chain = new Sha256(text.substring(colon + 1));
        if (colon < 0) {
            return new KeptHead(OptionalLong.empty(), chain);
        }
        try {
            long lsn = Long.parseLong(text.substring(0, colon));
            if (lsn >= 0) {
                return new KeptHead(OptionalLong.of(lsn), chain);
            }
        } catch (NumberFormatException e) {
            throw notAHead(text, e);
        }
        throw notAHead(text, new NumberFormatException("negative"));
    }

    private static IllegalArgumentException notAHead(String text, NumberFormatException cause) {
        return new IllegalArgumentException(
                "'%s' is no head; allowed: LSN:HEX or HEX, as 'journal verify' prints it"
                        .formatted(text),
                cause);
    }
}
