package dev.bestcode.organism;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Bytes to text to nodes. Nothing is constructed from a tag, and the costs are bounded before
/// anything is built.
final class YamlText {
    /// Size of a file.
    static final int BYTES_MAX = 1 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private YamlText() {}

    /// @throws StopReading when it is too large or not UTF-8, which is reported
    static String decode(byte[] bytes, Problems problems) {
        if (bytes.length > BYTES_MAX) {
            throw tooLarge(problems);
        }
        var out = CharBuffer.allocate(bytes.length);
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        var result = decoder.decode(ByteBuffer.wrap(bytes), out, true);
        var text = out.flip().toString();
        if (result.isError()) {
            throw problems.fatal(Position.after(text), "is not UTF-8 here; save the file as UTF-8");
        }
        return text;
    }

    /// @throws StopReading when text would be too large as a file, which is reported
    static void checkSize(String text, Problems problems) {
        if (text.length() > BYTES_MAX || text.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            throw tooLarge(problems);
        }
    }

    /// The root of the one document; empty when there is none.
    /// @throws StopReading when it is not YAML, passes a limit, or has tags, which is reported
    static Optional<Node> compose(String textWithMark, Problems problems) {
        boolean marked = !textWithMark.isEmpty() && textWithMark.charAt(0) == BYTE_ORDER_MARK;
        var text = marked ? textWithMark.substring(1) : textWithMark;
        checkPrintable(text, problems);
        try {
            new YamlGuard(problems).check(parser(text));
            var options = options();
            var composer = new Composer(parser(text), new Resolver(), options);
            return composer.checkNode() ? Optional.of(composer.getNode()) : Optional.empty();
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw problems.fatal(
                    mark == null ? Position.START : Position.of(mark),
                    "is not YAML: " + Shown.text(e.getProblem()));
        } catch (YAMLException e) {
            throw problems.fatal(
                    Position.START, "is not YAML: " + Shown.text(String.valueOf(e.getMessage())));
        }
    }

    private static Parser parser(String text) {
        return new ParserImpl(new StreamReader(text), options());
    }

    private static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setCodePointLimit(BYTES_MAX);
        options.setNestingDepthLimit(YamlGuard.DEPTH_MAX);
        options.setMaxAliasesForCollections(YamlGuard.ALIASES_MAX);
        return options;
    }

    private static void checkPrintable(String text, Problems problems) {
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            if (!StreamReader.isPrintable(text.codePointAt(at))) {
                throw problems.fatal(
                        Position.after(text.substring(0, at)),
                        "character U+%04X is not allowed in YAML; save the file as plain UTF-8 text"
                                .formatted(text.codePointAt(at)));
            }
        }
    }

    private static StopReading tooLarge(Problems problems) {
        return problems.fatal(
                Position.START,
                "is larger than %,d bytes; put long prompts into files of their own (file:…)"
                        .formatted(BYTES_MAX));
    }
}
