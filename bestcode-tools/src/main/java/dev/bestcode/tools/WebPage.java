package dev.bestcode.tools;

import org.jsoup.Jsoup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;

/// A page as a model reads it.
/// @param kind what it was, for the line above it
record WebPage(String kind, String text) {
    /// Room for that line and the note below.
    private static final int NOTE_BYTES = 4 * 1024;

    static WebPage of(WebAnswer answer) throws IOException, ToolFailedException {
        if (!answer.isHtml()) {
            return new WebPage(answer.type(), text(answer));
        }
        var named = answer.charset().map(Charset::name);
        try (var in = new ByteArrayInputStream(answer.body())) {
            // Without a name the page's own mark or meta element says it, else it is UTF-8.
            var document = Jsoup.parse(in, named.orElse(null), answer.address().url().toString());
            return new WebPage(answer.type() + " as Markdown", HtmlMarkdown.of(document));
        }
    }

    private static String text(WebAnswer answer) throws ToolFailedException {
        var body = answer.body();
        var encoding = TextEncoding.of(body, body.length, /* cut= */ false);
        if (encoding.isEmpty()) {
            throw new ToolFailedException(
                    "%s says that it is %s and is binary"
                            .formatted(answer.address().url(), answer.type()));
        }
        var text = new String(body, answer.charset().orElse(encoding.get().charset()));
        return VisibleText.of(
                text.startsWith(TextEncoding.BYTE_ORDER_MARK) ? text.substring(1) : text);
    }

    /// As much from a character on as one result may have, at ends of lines where that is near.
    String piece(String head, int offset) throws ToolFailedException {
        if (offset > 0 && offset >= text.length()) {
            throw new ToolFailedException(
                    "the page has %,d characters; offset must be below that"
                            .formatted(text.length()));
        }
        int from = Character.isLowSurrogate(charAt(offset)) ? offset + 1 : offset;
        int end = end(from);
        var note =
                end == text.length()
                        ? ""
                        : "\n[characters %,d to %,d of %,d; go on with offset %d]"
                                .formatted(from, end, text.length(), end);
        return head + "\n\n" + text.substring(from, end) + note;
    }

    private char charAt(int offset) {
        return offset < text.length() ? text.charAt(offset) : ' ';
    }

    private int end(int from) {
        int left = Truncation.RESULT_BYTES_MAX - NOTE_BYTES;
        int at = from;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            left -= codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (left < 0) {
                int line = text.lastIndexOf('\n', at);
                return line > from + (at - from) / 2 ? line + 1 : at;
            }
            at += Character.charCount(codePoint);
        }
        return at;
    }
}
