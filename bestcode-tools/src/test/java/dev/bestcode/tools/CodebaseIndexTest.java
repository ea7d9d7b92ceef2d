package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.testkit.NoRights;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

class CodebaseIndexTest {
    private static final Duration TIME = Duration.ofMinutes(4);

    @TempDir private Path root;
    @TempDir private Path cache;
    private final WordSymbols symbols = new WordSymbols("1");

    private CodebaseIndex index() {
        return CodebaseIndex.of(Workspace.at(root), () -> symbols, cache.resolve("index"));
    }

    /// Old enough for its stamp to be trusted.
    private void write(String path, String text) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    }

    private static String ask(CodebaseIndex index, String arguments) throws Exception {
        var tool = (CodebaseIndexTool) index.peer();
        var call =
                new ToolCall(
                        Json.parseObject(arguments),
                        new RunId("test"),
                        "coding",
                        new NoRights(),
                        _ -> {});
        return tool.call(call).text();
    }

    @Test
    void definitionsBelowFoldersAreFoundAndIgnoredOnesAreNot() throws Exception {
        write("a/b/one.w", "def first\n");
        write(".gitignore", "out/\n");
        write("out/two.w", "def second\n");
        write("a/three.txt", "def third\n");
        assertThat(ask(index(), "{\"action\":\"search\",\"query\":\"\"}"))
                .contains("query is empty");
        assertThat(ask(index(), "{\"action\":\"search\",\"query\":\"ir\"}"))
                .isEqualTo("a/b/one.w:1 function first: def first — Says first.\n");
    }

    @Test
    void onlyWhatChangedIsReadAgainAndWhatIsGoneIsForgotten() throws Exception {
        write("one.w", "def first\n");
        write("two.w", "def second\n");
        var index = index();
        assertThat(index.update(TIME))
                .startsWith("2 files (words 2), 2 definitions; 2 files read, 0 gone");
        assertThat(index.update(TIME)).contains("0 files read, 0 gone");

        write("one.w", "def changed\n");
        Files.setLastModifiedTime(
                root.resolve("two.w"), FileTime.from(Instant.EPOCH)); // content as it was
        assertThat(index.update(TIME)).contains("1 files read, 0 gone");
        assertThat(symbols.extractions).hasValue(3);

        Files.delete(root.resolve("two.w"));
        assertThat(index.update(TIME))
                .startsWith("1 files (words 1), 1 definitions; 0 files read, 1 gone");
        assertThat(ask(index, "{\"action\":\"search\",\"query\":\"second\"}"))
                .startsWith("[no definition");
    }

    @Test
    void aFileRewrittenWithinAClockTickIsSeenAllTheSame() throws Exception {
        var file = root.resolve("one.w");
        Files.writeString(file, "def aaaa\n");
        var index = index();
        index.update(TIME);
        var modified = Files.getLastModifiedTime(file);
        Files.writeString(file, "def bbbb\n"); // as long as before
        Files.setLastModifiedTime(file, modified);
        assertThat(ask(index, "{\"action\":\"search\",\"query\":\"bbbb\"}")).startsWith("one.w:1 ");
    }

    @Test
    void theNextProcessTakesWhatWasKeptAndAnotherVersionDoesNot() throws Exception {
        write("one.w", "def first\n");
        index().update(TIME);
        assertThat(index().update(TIME)).contains("1 definitions; 0 files read");
        var newer = new WordSymbols("2");
        var other = CodebaseIndex.of(Workspace.at(root), () -> newer, cache.resolve("index"));
        assertThat(other.update(TIME)).contains("1 files read");
    }

    @Test
    void whatIsKeptIsForThisUserAloneAndDamageMeansToBeginAnew() throws Exception {
        write("one.w", "def first\n");
        index().update(TIME);
        var kept = cache.resolve("index/symbols.index");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.getParent())))
                .isEqualTo("rwx------");
        var whole = Files.readAllBytes(kept);
        for (int at = 0; at < whole.length; at++) {
            var damaged = whole.clone();
            damaged[at] ^= 0x55;
            Files.write(kept, damaged);
            assertThat(ask(index(), "{\"action\":\"search\",\"query\":\"first\"}"))
                    .as("byte %d", at)
                    .startsWith("one.w:1 function first");
            Files.write(kept, Arrays.copyOf(whole, at));
            assertThat(ask(index(), "{\"action\":\"search\",\"query\":\"first\"}"))
                    .as("cut at %d", at)
                    .startsWith("one.w:1 function first");
        }
    }

    @Test
    void referencesComeFromTheFilesAsTheyAre() throws Exception {
        write("one.w", "def first\nuses first\n");
        write("two.w", "no\nfirst again\n");
        assertThat(ask(index(), "{\"action\":\"references\",\"query\":\"first\"}"))
                .isEqualTo(
                        """
                        defined one.w:1 function first: def first — Says first.
                        one.w:2: uses first
                        two.w:2: first again
                        """);
        assertThat(ask(index(), "{\"action\":\"references\",\"query\":\"absent\"}"))
                .startsWith("[no code mentions");
        assertThat(ask(index(), "{\"action\":\"references\",\"query\":\"first\",\"limit\":1}"))
                .contains("[1 mentions in 1 of 2 files");
    }

    @Test
    void theMapShowsWhatIsReferredToMostWithinItsTokens() throws Exception {
        write("core.w", "def Core\n");
        write("leaf.w", "def Leaf\nCore\n");
        for (int i = 0; i < 50; i++) {
            write("user%d.w".formatted(i), "def User%d\nCore Core\n".formatted(i));
        }
        var map = ask(index(), "{\"action\":\"map\",\"tokens\":100}");
        assertThat(map).startsWith("core.w\n  1: def Core\n").contains(" of 52 definitions");
        assertThat(map.length()).isLessThanOrEqualTo(300);
        assertThat(ask(index(), "{\"action\":\"map\",\"path\":\"leaf.w\"}"))
                .startsWith("leaf.w\n  1: def Leaf\n[1 of 1 definitions");
    }

    @Test
    void anOutlineIsOfAFileWithCaveatOrOfAFolder() throws Exception {
        write("a/one.w", "def first\npartly\n");
        write("a/two.w", "def second\n");
        assertThat(ask(index(), "{\"action\":\"outline\",\"path\":\"a/one.w\"}"))
                .isEqualTo("a/one.w [read in part]\n1-1 function first: def first — Says first.\n");
        assertThat(ask(index(), "{\"action\":\"outline\",\"path\":\"a\"}"))
                .contains("a/one.w", "a/two.w");
        assertThat(ask(index(), "{\"action\":\"outline\",\"path\":\"absent\"}"))
                .contains("no such file or folder");
        assertThat(ask(index(), "{\"action\":\"outline\",\"path\":\"../x\"}"))
                .doesNotContain("function");
    }

    @Test
    void whatWasReadInPartIsReadAgainWhenAsked() throws Exception {
        write("one.w", "def first\npartly\n");
        var index = index();
        assertThat(index.update(TIME)).contains("[one.w: read in part]");
        assertThat(index.update(TIME)).contains("0 files read");
        assertThat(index.retry(TIME)).contains("1 files read");
    }

    @Test
    void timeThatIsUpKeepsWhatIsDoneAndTheNextUpdateGoesOn() throws Exception {
        write("one.w", "def first\n");
        var index = index();
        assertThat(index.update(Duration.ofNanos(1))).contains("[time was up after 0 files");
        assertThat(index.update(TIME)).contains("1 files read");
        write("two.w", "def second\n");
        index.update(Duration.ofNanos(1)); // what is known stays
        assertThat(index.state().files()).containsKey("one.w");
    }

    @Test
    void aTreeThatChangesUnderManyQuestionsIsAnsweredEachTime() throws Exception {
        int rounds = Boolean.getBoolean("bestcode.long") ? 500 : 50;
        System.out.println(rounds + " rounds");
        var index = index();
        write("fixed.w", "def fixed\n");
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked =
                    IntStream.range(0, 4)
                            .mapToObj(
                                    n ->
                                            pool.submit(
                                                    () -> {
                                                        for (int i = 0; i < rounds; i++) {
                                                            assertThat(
                                                                            ask(
                                                                                    index,
                                                                                    "{\"action\":\"search\",\"query\":\"fixed\"}"))
                                                                    .startsWith("fixed.w:1 ");
                                                        }
                                                        return n;
                                                    }))
                            .toList();
            for (int i = 0; i < rounds; i++) {
                write("moving.w", "def moving%d\n".formatted(i));
                Files.deleteIfExists(root.resolve("moving.w"));
            }
            for (Future<Integer> one : asked) {
                one.get();
            }
        }
    }
}
