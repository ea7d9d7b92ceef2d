package dev.bestcode.librarian;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.symbol.FileSymbols;
import dev.bestcode.api.symbol.SymbolSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Symbols by tree-sitter, in native code, under limits of size and time. Safe from any worker.
///
/// Where a language's library is missing, and for content that a process died on, the answer is an
/// outline made in Java, and its caveat says so.
public final class TreeSitterSymbols implements SymbolSource, AutoCloseable {
    /// What is larger was generated; the outline costs a hundredth.
    static final int FILE_BYTES_MAX = 2 * 1024 * 1024;

    /// Distinct names of one file.
    private static final int MENTIONS_MAX = 20_000;

    /// A file of two megabytes takes a tenth of it; a busy machine takes its own share.
    private static final Duration FILE_TIME = Duration.ofSeconds(15);

    /// Goes up whenever definitions come out otherwise.
    private static final int EXTRACTION = 1;

    private final CrashMemory crashes;
    private final Grammars grammars;
    private final long fileNanos;

    private TreeSitterSymbols(CrashMemory crashes, Grammars grammars, Duration fileTime) {
        this.crashes = crashes;
        this.grammars = grammars;
        this.fileNanos = fileTime.toNanos();
    }

    /// @param environment says where the user's cache is: `XDG_CACHE_HOME`, `HOME`
    public static TreeSitterSymbols of(Map<String, String> environment) {
        var libraries = NativeLibraries.of(environment);
        return in(folder(libraries), libraries, FILE_TIME);
    }

    static TreeSitterSymbols in(Path folder, NativeLibraries libraries, Duration fileTime) {
        try {
            makeFolder(folder);
            return new TreeSitterSymbols(CrashMemory.in(folder), new Grammars(libraries), fileTime);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot use the cache folder '" + folder + "'; it must be yours and writable",
                    e);
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /// Let content that a process ended on be parsed again, by instances that are made afterwards.
    /// @param environment as for [#of]
    /// @return how many were remembered
    public static int forgetCrashes(Map<String, String> environment) throws IOException {
        return CrashMemory.forget(folder(NativeLibraries.of(environment)));
    }

    private static Path folder(NativeLibraries libraries) {
        return libraries.folder().resolveSibling("parsing");
    }

    @Override
    public Optional<String> language(String fileName) {
        return SourceLanguage.of(fileName).map(SourceLanguage::word);
    }

    /// Says which languages have their grammars too: an outline is void once there is more.
    @Override
    public String version() {
        var words = new TreeSet<String>();
        for (var language : SourceLanguage.values()) {
            if (grammars.isPacked(language)) {
                words.add(language.word());
            }
        }
        return "tree-sitter " + EXTRACTION + " " + String.join(",", words);
    }

    @Override
    public FileSymbols symbols(String fileName, byte[] content) throws InterruptedException {
        var language = known(fileName);
        var source = SourceText.of(content);
        var reading = read(language, content, source);
        return new FileSymbols(
                language.word(),
                reading.definitions(source, language),
                counts(source, reading),
                reading.caveat());
    }

    private static Map<String, Integer> counts(SourceText source, Reading reading) {
        var counts = new HashMap<String, Integer>();
        reading.identifiers(
                source,
                (name, _) -> {
                    if (counts.size() < MENTIONS_MAX || counts.containsKey(name)) {
                        counts.merge(name, 1, Integer::sum);
                    }
                });
        return counts;
    }

    @Override
    public List<Integer> mentions(String fileName, byte[] content, String name)
            throws InterruptedException {
        var source = SourceText.of(content);
        var lines = new TreeSet<Integer>();
        read(known(fileName), content, source)
                .identifiers(
                        source,
                        (found, at) -> {
                            if (found.equals(name)) {
                                lines.add(source.line(at));
                            }
                        });
        return List.copyOf(lines);
    }

    private static SourceLanguage known(String fileName) {
        return SourceLanguage.of(fileName)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "'%s' is of no known language; ask language() first"
                                                .formatted(fileName)));
    }

    private Reading read(SourceLanguage language, byte[] content, SourceText source)
            throws InterruptedException {
        if (content.length > FILE_BYTES_MAX) {
            return Reading.outline("it is larger than %,d bytes".formatted(FILE_BYTES_MAX));
        }
        var limit = ScannerLimits.exceeded(language, source.text());
        if (limit.isPresent()) {
            return Reading.outline(limit.get());
        }
        var digest = Sha256.of(content);
        if (crashes.skips(digest)) {
            return Reading.outline("an earlier process ended while it parsed this content");
        }
        try {
            var grammar = grammars.of(language);
            try (var _ = crashes.begin(digest)) {
                return Reading.tree(TreeMatches.of(source, grammar, System.nanoTime() + fileNanos));
            }
        } catch (Grammar.UnavailableException e) {
            return Reading.outline(String.valueOf(e.getMessage()));
        }
    }

    /// Forget what is being parsed: whoever closes has no parse under way.
    @Override
    public void close() throws IOException {
        crashes.close();
    }
}
