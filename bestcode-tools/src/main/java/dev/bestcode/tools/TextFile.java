package dev.bestcode.tools;

import java.util.Optional;

/// A text file taken apart so that edits see plain lines and everything else survives: encoding,
/// byte order mark, line endings, and whether the last line ends.
/// @param text as edits see it: LF only, where every line of the file ends in CRLF
record TextFile(TextEncoding encoding, boolean byteOrderMark, LineEnding ending, String text) {
    enum LineEnding {
        LF,
        CRLF,
        /// Both: edits see the file as it is.
        MIXED
    }

    /// Empty when the bytes are binary, or malformed in their encoding: writing them back would
    /// change what was not edited.
    static Optional<TextFile> parse(byte[] bytes) {
        return TextEncoding.of(bytes, bytes.length, false)
                .flatMap(
                        encoding ->
                                encoding.decode(bytes)
                                        .map(all -> takenApart(encoding, all))
                                        .filter(file -> file.isWritable(bytes.length)));
    }

    private static TextFile takenApart(TextEncoding encoding, String all) {
        boolean mark =
                encoding != TextEncoding.LATIN_1 && all.startsWith(TextEncoding.BYTE_ORDER_MARK);
        var text = mark ? all.substring(1) : all;
        var ending = endingOf(text);
        return new TextFile(encoding, mark, ending, ending == LineEnding.CRLF ? toLf(text) : text);
    }

    /// Half a surrogate pair can be read from UTF-16 and not written.
    private boolean isWritable(int bytes) {
        return encoding == TextEncoding.UTF_8
                || encoding == TextEncoding.LATIN_1
                || toBytes().filter(written -> written.length == bytes).isPresent();
    }

    private static LineEnding endingOf(String text) {
        boolean lf = false;
        boolean crlf = false;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            boolean afterCr = at > 0 && text.charAt(at - 1) == '\r';
            crlf |= afterCr;
            lf |= !afterCr;
        }
        return crlf ? (lf ? LineEnding.MIXED : LineEnding.CRLF) : LineEnding.LF;
    }

    TextFile with(String edited) {
        return new TextFile(encoding, byteOrderMark, ending, edited);
    }

    /// The bytes of the file, as they were but for the edits; empty when its encoding lacks a
    /// character of them.
    Optional<byte[]> toBytes() {
        var lines = ending == LineEnding.CRLF ? text.replace("\n", "\r\n") : text;
        return encoding.encode(byteOrderMark ? TextEncoding.BYTE_ORDER_MARK + lines : lines);
    }

    static String toLf(String text) {
        return text.replace("\r\n", "\n");
    }
}
