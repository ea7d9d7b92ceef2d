package dev.bestcode.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The fenced blocks of the pages that people read.
final class PageBlocks {
    private static final Pattern BLOCK =
            Pattern.compile("(?ms)(<!-- capture: [^>]*-->\n)?^ *```([a-z]*)\n(.*?)^ *```$");

    /// What a block of commands begins with.
    private static final Pattern COMMANDS =
            Pattern.compile(
                    "((\\./)?bestcode|[A-Z_]+=\\S+ bestcode|mvn|java|scripts/|\\./format|groupadd|chgrp) ?.*");

    /// Where the words that explain a command begin.
    private static final Pattern REMARK = Pattern.compile("\\s{2,}\\S.*$");

    private PageBlocks() {}

    /// @param page below the root, with slashes
    /// @param language empty for none
    record Block(String page, String language, String text) {
        /// Without remarks; empty when it is no block of commands.
        List<String> commands() {
            return language.isEmpty()
                            && COMMANDS.matcher(text.lines().findFirst().orElse("")).matches()
                    ? text.lines()
                            .map(line -> REMARK.matcher(line).replaceFirst("").strip())
                            .filter(line -> !line.isEmpty())
                            .toList()
                    : List.of();
        }
    }

    /// Those that no test writes as a whole.
    static List<Block> all() {
        var blocks = new ArrayList<Block>();
        for (var page : pages()) {
            var found = BLOCK.matcher(SourceTree.read(page));
            while (found.find()) {
                if (found.group(1) == null) {
                    var name = SourceTree.ROOT.relativize(page).toString();
                    blocks.add(new Block(name, found.group(2), found.group(3)));
                }
            }
        }
        return blocks;
    }

    private static List<Path> pages() {
        try (var top = Files.list(SourceTree.ROOT);
                var docs = Files.walk(SourceTree.ROOT.resolve("docs"));
                var examples = Files.walk(SourceTree.ROOT.resolve("examples"))) {
            return Stream.of(top, docs, examples)
                    .flatMap(paths -> paths)
                    .filter(path -> path.toString().endsWith(".md"))
                    .filter(
                            path ->
                                    !path.endsWith(
                                            "docs/failures.md")) // FailuresPageTest writes it
                    .filter(path -> !path.toString().contains("node_modules"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("the pages cannot be listed", e);
        }
    }
}
