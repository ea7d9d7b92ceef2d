package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Pages, and parts of pages, that the program itself has written. With `-Dbestcode.write=true` a
/// test writes what it would otherwise compare.
final class Published {
    private static final String ADVICE =
            "%s is as the program says; write it with -Dbestcode.write=true";

    private Published() {}

    static void page(Path file, String content) throws IOException {
        if (Boolean.getBoolean("bestcode.write")) {
            Files.writeString(file, content);
        }
        assertThat(Files.readString(file)).as(ADVICE, file.getFileName()).isEqualTo(content);
    }

    /// The block of a page behind the comment `capture: NAME`.
    static void capture(Path file, String name, String screen) throws IOException {
        var text = Files.readString(file);
        var begin = "<!-- capture: %s; a test writes it -->\n```\n".formatted(name);
        int from = text.indexOf(begin) + begin.length();
        assertThat(from).as("%s has the capture %s", file, name).isGreaterThan(begin.length() - 1);
        int to = text.indexOf("```\n", from);
        page(file, text.substring(0, from) + screen.strip() + "\n" + text.substring(to));
    }

    /// The part of a page between the comment `part: NAME` and the next one.
    static void part(Path file, String name, String content) throws IOException {
        var text = Files.readString(file);
        var begin = "<!-- part: %s; a test writes it -->\n\n".formatted(name);
        int from = text.indexOf(begin) + begin.length();
        assertThat(from).as("%s has the part %s", file, name).isGreaterThan(begin.length() - 1);
        int to = text.indexOf("\n<!-- end -->", from);
        page(file, text.substring(0, from) + content + text.substring(to));
    }
}
