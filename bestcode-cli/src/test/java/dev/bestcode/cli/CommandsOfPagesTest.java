package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every `bestcode …` that a page names, also in the middle of a sentence, is a command that there
/// is, with options that it has. Those that stand by themselves are run elsewhere
/// (`PageCommandsTest`).
class CommandsOfPagesTest {
    private static final Path ROOT = Path.of(System.getProperty("bestcode.root"));

    /// Its commands are wrong on purpose; `FailuresPageTest` runs them.
    private static final String FAILURES = "failures.md";

    private static final CommandSpec ALL = Main.commandLine("all").getCommandSpec();
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");
    /// What stands two spaces behind a command explains it.
    private static final Pattern LINE =
            Pattern.compile("(?m)^(?:\\./)?bestcode (.*?)(?: {2,}.*)?$");
    private static final Pattern SPAN = Pattern.compile("(?s)`(?:\\./)?bestcode ([^`]+)`");
    private static final Pattern WORD = Pattern.compile("[a-z][a-z-]*");

    @Test
    void whatPagesNameIsThere() throws IOException {
        var checked = new ArrayList<String>();
        var wrong = new ArrayList<String>();
        for (var page : pages()) {
            for (var words : commands(Files.readString(page))) {
                checked.add(words);
                problem(words).ifPresent(it -> wrong.add(page.getFileName() + ": " + it));
            }
        }
        System.out.println(checked.size() + " commands in pages");
        assertThat(checked).hasSizeGreaterThan(100);
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThat(problem("runs --output json")).isEmpty();
        assertThat(problem("kernel stats|verify RUN")).isEmpty();
        assertThat(problem("runns")).contains("bestcode runns: there is no 'runns'");
        assertThat(problem("kernel stats|look"))
                .contains("bestcode kernel stats|look: there is no 'look'");
        assertThat(problem("run --modle opus"))
                .contains("bestcode run --modle opus: there is no '--modle'");
    }

    private static List<Path> pages() throws IOException {
        try (var top =
                        Stream.of(
                                        "README.md",
                                        "ARCHITECTURE.md",
                                        "CONTRIBUTING.md",
                                        "examples/README.md")
                                .map(ROOT::resolve);
                var docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .filter(page -> !page.endsWith(FAILURES))
                    .toList();
        }
    }

    /// The words behind `bestcode`, of lines in blocks and of code in sentences.
    private static List<String> commands(String page) {
        var blocks = FENCED.matcher(page).results().map(MatchResult::group).toList();
        var sentences = FENCED.matcher(page).replaceAll("");
        return Stream.concat(
                        blocks.stream().flatMap(block -> LINE.matcher(block).results()),
                        SPAN.matcher(sentences).results())
                .map(found -> found.group(1))
                .toList();
    }

    /// What is wrong with the words behind `bestcode`.
    private static Optional<String> problem(String words) {
        var specs = List.of(ALL);
        var names = true;
        for (var word : words.strip().split("\\s+", -1)) {
            var alternatives = List.of(word.split("\\|", -1));
            if (word.startsWith("-")) {
                names = false;
                for (var option : alternatives) {
                    var name = option.replaceFirst("[=,.;)].*", "");
                    if (specs.stream().allMatch(spec -> spec.findOption(name) == null)) {
                        return Optional.of(unknown(words, name));
                    }
                }
            } else if (names && isName(specs, alternatives)) {
                var next = new ArrayList<CommandSpec>();
                for (var name : alternatives) {
                    var found = next(specs, name);
                    if (found.isEmpty()) {
                        return Optional.of(unknown(words, name));
                    }
                    next.add(found.get());
                }
                specs = next;
            } else {
                names = false;
            }
            if (word.matches(".*['\"].*")) {
                return Optional.empty(); // what follows is text
            }
        }
        return Optional.empty();
    }

    /// A word where only a command can stand.
    private static boolean isName(List<CommandSpec> specs, List<String> alternatives) {
        return specs.stream()
                        .anyMatch(
                                spec ->
                                        !spec.subcommands().isEmpty()
                                                && spec.positionalParameters().isEmpty())
                && alternatives.stream().allMatch(name -> WORD.matcher(name).matches());
    }

    private static Optional<CommandSpec> next(List<CommandSpec> specs, String name) {
        return specs.stream()
                .flatMap(spec -> Stream.ofNullable(spec.subcommands().get(name)))
                .map(CommandLine::getCommandSpec)
                .findFirst();
    }

    private static String unknown(String words, String name) {
        return "bestcode %s: there is no '%s'"
                .formatted(words.strip().replaceAll("\\s+", " "), name);
    }
}
