package dev.bestcode.benchmarks;

import dev.bestcode.librarian.TreeSitterSymbols;
import dev.bestcode.tools.CodebaseIndex;
import dev.bestcode.tools.Workspace;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;

/// What the codebase index costs on a real tree: all of it, then nothing changed, then from disk.
@Command(
        name = "symbol-throughput",
        description =
                "CPU, wall and memory of the codebase index; run ctags under time(1) beside it.",
        mixinStandardHelpOptions = true)
final class SymbolThroughput implements Runnable {
    private static final Duration TIME = Duration.ofHours(1);

    @Mixin private DataOption data = new DataOption();

    @Option(
            names = "--tree",
            required = true,
            description = "Folder to index, such as the JDK's src.zip unpacked.")
    private Path tree = Path.of(".");

    @Override
    public void run() {
        Machine.print(System.out, tree);
        try (var folder = data.folder()) {
            var table =
                    new Table(
                            "Codebase index of " + tree.getFileName(),
                            "what",
                            "wall s",
                            "CPU s",
                            "heap MiB");
            var index = index(folder.path());
            measure("all files", table, index);
            measure("again, nothing changed", table, index);
            measure("a new index, from what was kept", table, index(folder.path()));
            table.print(System.out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private CodebaseIndex index(Path folder) {
        return CodebaseIndex.of(
                Workspace.at(tree),
                () -> TreeSitterSymbols.of(System.getenv()),
                folder.resolve("index"));
    }

    private static void measure(String what, Table table, CodebaseIndex index)
            throws IOException, InterruptedException {
        long cpu = Vitals.cpuNanos();
        long start = System.nanoTime();
        System.out.print(index.update(TIME));
        table.row(
                what,
                Figures.decimal((System.nanoTime() - start) / 1e9),
                Figures.decimal((Vitals.cpuNanos() - cpu) / 1e9),
                Figures.mebibytes(Vitals.heapAfterGc()));
    }
}
