package dev.bestcode.librarian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Sha256;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// What a process was parsing when it ended is outlined by the next one.
class CrashMemoryTest {
    private static final byte[] CONTENT = "class Fatal {}".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path cache;

    @Test
    void contentThatAProcessEndedOnIsOutlinedByTheNextUntilForgotten() throws Exception {
        runInAChild();

        var environment = Map.of("XDG_CACHE_HOME", cache.toString());
        for (int start = 0; start < 2; start++) { // what is remembered outlives its first reader
            try (var symbols = TreeSitterSymbols.of(environment)) {
                assertThat(symbols.symbols("Fatal.java", CONTENT).caveat())
                        .hasValue(
                                "outline only: an earlier process ended while it parsed this content");
                assertThat(symbols.symbols("Other.java", new byte[] {'\n'}).caveat()).isEmpty();
            }
        }

        assertThat(TreeSitterSymbols.forgetCrashes(environment)).isEqualTo(1);
        try (var symbols = TreeSitterSymbols.of(environment)) {
            assertThat(symbols.symbols("Fatal.java", CONTENT).caveat()).isEmpty();
        }
        assertThat(cache.resolve("bestcode/parsing")).isEmptyDirectory();
    }

    @Test
    void whatALivingProcessParsesIsNotTakenFromIt() throws Exception {
        var digest = Sha256.of(CONTENT);
        try (var living = CrashMemory.in(cache);
                var _ = living.begin(digest);
                var other = CrashMemory.in(cache)) {
            assertThat(other.skips(digest)).isFalse();
            assertThat(living.skips(digest)).isFalse();
        }
    }

    @Test
    void aTornListOfOldNamesIsReadAsFarAsItIsWhole() throws Exception {
        var digest = Sha256.of(CONTENT);
        Files.writeString(cache.resolve("ended-parsing"), digest.hex() + "\nabc");
        try (var memory = CrashMemory.in(cache)) {
            assertThat(memory.skips(digest)).isTrue();
        }
    }

    /// A process that is gone in the middle of a parse, as native code takes it down.
    private void runInAChild() throws Exception {
        var child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                DyingParser.class.getName(),
                                Files.createDirectories(cache.resolve("bestcode/parsing"))
                                        .toString(),
                                new String(CONTENT, StandardCharsets.UTF_8))
                        .inheritIO()
                        .start();
        assertThat(child.waitFor()).isEqualTo(DyingParser.STATUS);
    }
}
