package dev.bestcode.tools;

/// The form of UTF-8.
/// @see "RFC 3629, section 4"
final class Utf8 {
    private Utf8() {}

    /// The bytes of the character that begins here, 1 to 4; 0 when none does.
    static int sequenceLength(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > to) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < low || second > high) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if (!isContinuation(bytes[at + i])) {
                return 0;
            }
        }
        return length;
    }

    static boolean isContinuation(byte b) {
        return (b & 0xC0) == 0x80;
    }
}
