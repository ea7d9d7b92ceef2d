package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the documents lead to and name is there: files, headings, types, tests. Commands that they
/// name are looked at in `CommandsOfPagesTest`.
class DocumentsTest {
    private static final Path ROOT = SourceTree.ROOT;

    /// `Type`, `Type.java`, `Type.member`, `Type#member`, `Type.method(…)`.
    private static final Pattern TYPE =
            Pattern.compile(
                    "([A-Z]\\w*[a-z]\\w*(?:[.#][a-z]\\w*|\\.[A-Z]\\w*)*?)(?:\\.java|\\(.*)?");

    private static final Pattern FILE =
            Pattern.compile("((?:bestcode-[a-z]+|docs|examples|scripts)/[^\\s`]+)");

    /// Types of the JDK and one of jtreesitter, two that a reader is to write, a key.
    private static final Set<String> OTHERS =
            Set.of(
                    "FileCount",
                    "HttpClient",
                    "NameCommand",
                    "Tab",
                    "AsynchronousFileChannel",
                    "FileChannel",
                    "InterruptedException",
                    "List",
                    "Optional",
                    "ProcessBuilder",
                    "QueryCursor.findMatches",
                    "RandomAccessFile",
                    "SecureDirectoryStream",
                    "String",
                    "System.Logger");

    /// It says what was.
    private static final Path HISTORY = ROOT.resolve("CHANGELOG.md");

    private static final JavaNames NAMES = JavaNames.below(ROOT);

    @TempDir private Path folder;

    private static List<MarkdownPage> pages() {
        return Stream.of(
                        MarkdownPage.in(ROOT, false),
                        MarkdownPage.in(ROOT.resolve("docs"), true),
                        MarkdownPage.in(ROOT.resolve("examples"), true))
                .flatMap(List::stream)
                .filter(page -> !page.file().equals(HISTORY))
                .toList();
    }

    private static List<String> wrong(
            List<MarkdownPage> pages, Function<MarkdownPage, Stream<MarkdownPage.Piece>> wrong) {
        return pages.stream()
                .flatMap(wrong)
                .map(piece -> piece.toString().replace(ROOT + "/", ""))
                .toList();
    }

    @Test
    void linksLeadToFilesAndHeadings() {
        assertThat(wrong(pages(), DocumentsTest::deadLinks)).isEmpty();
    }

    private static Stream<MarkdownPage.Piece> deadLinks(MarkdownPage page) {
        return page.links().stream()
                .filter(link -> !link.text().matches("[a-z]+:.*"))
                .filter(link -> !leads(page, link.text()));
    }

    private static boolean leads(MarkdownPage page, String target) {
        var parts = target.split("#", 2);
        var file = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]);
        return Files.exists(file)
                && (parts.length == 1 || MarkdownPage.of(file).anchors().contains(parts[1]));
    }

    @Test
    void typesAndTestsThatAreNamedAreInTheSources() {
        assertThat(wrong(pages(), DocumentsTest::unknownTypes)).isEmpty();
    }

    private static Stream<MarkdownPage.Piece> unknownTypes(MarkdownPage page) {
        return page.spans().stream()
                .filter(
                        span -> {
                            var type = TYPE.matcher(span.text());
                            return type.matches()
                                    && !OTHERS.contains(type.group(1))
                                    && !NAMES.have(type.group(1));
                        });
    }

    @Test
    void filesThatAreNamedAreThere() {
        assertThat(wrong(pages(), DocumentsTest::missingFiles)).isEmpty();
    }

    private static Stream<MarkdownPage.Piece> missingFiles(MarkdownPage page) {
        return page.spans().stream()
                .filter(
                        span -> {
                            var file = FILE.matcher(span.text());
                            return file.matches() && !isThere(file.group(1));
                        });
    }

    /// An ellipsis stands for folders; a folder ends in a slash.
    private static boolean isThere(String path) {
        var name = path.replaceFirst("/$", "");
        int gap = name.indexOf("/…/");
        if (gap < 0) return Files.exists(ROOT.resolve(name));
        try (var files = Files.walk(ROOT.resolve(name.substring(0, gap)).resolve("src"))) {
            return files.anyMatch(file -> file.toString().endsWith(name.substring(gap + 2)));
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aWordHasOneLineInTheVocabulary() {
        assertThat(repeated(SourceTree.read(ROOT.resolve("docs/vocabulary.md")))).isEmpty();
    }

    /// The words in the first column of a table that stand in two rows.
    private static List<String> repeated(String table) {
        var words =
                table.lines()
                        .filter(line -> line.startsWith("| "))
                        .map(line -> line.split("\\|", -1)[1].replace("*", ""))
                        .flatMap(cell -> Stream.of(cell.split(",", -1)))
                        .map(String::strip)
                        .toList();
        return words.stream().filter(word -> Collections.frequency(words, word) > 1).toList();
    }

    @Test
    void aMistakeOfEachKindIsFound() throws Exception {
        var planted =
                Files.writeString(
                        folder.resolve("planted.md"),
                        """
                        # A page, with a heading

                        [here](#a-page-with-a-heading), [there](planted.md), [not](nowhere.md),
                        [nor](planted.md#elsewhere). `DocumentsTest.aMistakeOfEachKindIsFound` and
                        `MarkdownPage#links()`, but no `MarkdownPage#sleeps`, no `NoSuchThing`.
                        `docs/vocabulary.md`, not `docs/nonsense.md`; `bestcode-it/…/it/JavaNames.java`,
                        not `bestcode-it/…/it/NoNames.java`.

                        ```
                        $ bestcode run "x" [no link](nowhere.md)
                        ```
                        """);
        var page = MarkdownPage.of(planted);

        assertThat(deadLinks(page))
                .extracting(MarkdownPage.Piece::text)
                .containsExactly("nowhere.md", "planted.md#elsewhere");
        assertThat(unknownTypes(page))
                .extracting(MarkdownPage.Piece::text)
                .containsExactly("MarkdownPage#sleeps", "NoSuchThing");
        assertThat(missingFiles(page))
                .extracting(MarkdownPage.Piece::text)
                .containsExactly("docs/nonsense.md", "bestcode-it/…/it/NoNames.java");
        assertThat(repeated("| word | one |\n| **term**, word | two |")).contains("word");
    }
}
