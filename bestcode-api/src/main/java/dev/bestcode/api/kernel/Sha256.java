package dev.bestcode.api.kernel;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A SHA-256 digest, as 64 lower-case hexadecimal digits.
/// @see "FIPS 180-4"
public record Sha256(String hex) {
    private static final int DIGITS = 64;

    /// Never updated: a copy of it is a fourth of the price of a look-up.
    private static final MessageDigest FRESH = lookedUp();

    public Sha256 {
        if (!isDigest(hex)) {
            throw new IllegalArgumentException(
                    "'" + hex + "' is not a SHA-256; allowed: 64 lower-case hexadecimal digits");
        }
    }

    /// By hand: rows of pages are made by the thousand, and each has one.
    private static boolean isDigest(String hex) {
        if (hex.length() != DIGITS) {
            return false;
        }
        for (int at = 0; at < DIGITS; at++) {
            char digit = hex.charAt(at);
            if (!((digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    public static Sha256 of(byte[] bytes) {
        return ofDigest(newDigest().digest(bytes));
    }

    /// @param digest the 32 bytes of a finished digest
    public static Sha256 ofDigest(byte[] digest) {
        return new Sha256(HexFormat.of().formatHex(digest));
    }

    public byte[] toByteArray() {
        return HexFormat.of().parseHex(hex);
    }

    /// A fresh SHA-256, for content that comes in pieces.
    public static MessageDigest newDigest() {
        try {
            return (MessageDigest) FRESH.clone();
        } catch (CloneNotSupportedException e) {
            return lookedUp();
        }
    }

    private static MessageDigest lookedUp() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
