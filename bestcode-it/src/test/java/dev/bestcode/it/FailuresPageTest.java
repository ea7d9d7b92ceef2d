package dev.bestcode.it;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Each failure that a person can cause has one message that says what happened and what to do. The
/// page of them is what the program said.
class FailuresPageTest {
    private static final Path PAGE = SourceTree.ROOT.resolve("docs/failures.md");
    private static final Map<Integer, String> STATUS =
            Map.of(
                    2, "usage",
                    3, "configuration",
                    4, "a limit was reached",
                    5, "refused",
                    6, "the model's provider",
                    7, "the kernel");

    private static final int AT_ONCE = 3;

    @TempDir private Path folder;

    /// One that was carried out.
    private record Tried(FailureCase failure, int exit, String said) {}

    @Test
    void eachSaysWhatHappenedAndWhatToDoAndThePageIsOfThem() throws Exception {
        var softly = new SoftAssertions();
        var sections = new TreeMap<Integer, StringBuilder>();
        for (var tried : all()) {
            var failure = tried.failure();
            softly.assertThat(tried.exit())
                    .as(failure.situation() + ":\n" + tried.said())
                    .isEqualTo(failure.exit());
            softly.assertThat(tried.said())
                    .as(failure.situation())
                    .contains(failure.advice())
                    .doesNotContain("Exception", "Optional", "\tat ", "null");
            sections.computeIfAbsent(failure.exit(), _ -> new StringBuilder())
                    .append(section(failure, tried.said()));
        }
        softly.assertAll();
        Published.page(PAGE, page(sections));
    }

    /// Some at a time: one of them waits for a network as long as the program does.
    private List<Tried> all() throws Exception {
        try (var workers = Executors.newFixedThreadPool(AT_ONCE)) {
            var trying = new ArrayList<Future<Tried>>();
            for (var failure : FailureCases.all()) {
                var home = Files.createDirectory(folder.resolve("home" + trying.size()));
                trying.add(workers.submit(() -> tried(failure, home.toRealPath())));
            }
            var all = new ArrayList<Tried>();
            for (var tried : trying) {
                all.add(tried.get());
            }
            return all;
        }
    }

    private static Tried tried(FailureCase failure, Path home) throws Exception {
        var workspace = Files.createDirectory(home.resolve("workspace"));
        var result = failure.attempt().in(home, workspace);
        return new Tried(failure, result.exit(), FailureCase.said(result, home, workspace));
    }

    private static String section(FailureCase failure, String said) {
        return """

        %s

        ```
        $ bestcode %s
        %s
        ```
        """
                .formatted(sentence(failure.situation()), failure.command(), said);
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ":";
    }

    private static String page(Map<Integer, StringBuilder> sections) {
        var page =
                new StringBuilder(
                        """
                        # Failures

                        What a person can do wrong, or find in their way; what is said then, and the exit status. A test runs each of
                        these as it stands here, and has written this page (`-Dbestcode.write=true`); places are replaced. A folder that
                        is no git repository is none of them: nothing needs one.
                        """);
        sections.forEach(
                (status, text) ->
                        page.append("\n## Status %d: %s\n".formatted(status, STATUS.get(status)))
                                .append(text));
        return page.toString();
    }
}
