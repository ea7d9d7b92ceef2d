package dev.bestcode.tools;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A text file taken apart so that edits see plain lines and everything else survives: byte order
/// mark, line endings, and whether the last line ends.
/// @param text as edits see it: LF only, where every line of the file ends in CRLF
record TextFile(boolean byteOrderMark, LineEnding ending, String text) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    enum LineEnding {
        LF,
        CRLF,
        /// Both: edits see the file as it is.
        MIXED
    }

    /// Empty when the bytes are not UTF-8: writing them back would change what was not edited.
    static Optional<TextFile> parse(byte[] bytes) {
        try {
            var decoder = StandardCharsets.UTF_8.newDecoder(); // reports malformed input
            var all = decoder.decode(ByteBuffer.wrap(bytes)).toString();
            boolean mark = all.startsWith(BYTE_ORDER_MARK);
            var text = mark ? all.substring(1) : all;
            var ending = endingOf(text);
            return Optional.of(
                    new TextFile(mark, ending, ending == LineEnding.CRLF ? toLf(text) : text));
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
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
        return new TextFile(byteOrderMark, ending, edited);
    }

    /// The bytes of the file, as they were but for the edits.
    byte[] toBytes() {
        var lines = ending == LineEnding.CRLF ? text.replace("\n", "\r\n") : text;
        return (byteOrderMark ? BYTE_ORDER_MARK + lines : lines).getBytes(StandardCharsets.UTF_8);
    }

    static String toLf(String text) {
        return text.replace("\r\n", "\n");
    }
}
