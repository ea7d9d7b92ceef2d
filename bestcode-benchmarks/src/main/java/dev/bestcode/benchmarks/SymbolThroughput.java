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
import java.util.List;

/// What the codebase index costs on a real tree: all of it, then nothing changed, then from disk.
@Command(
        name = "symbol-throughput",
        description = "CPU, wall and memory of the codebase index, beside ctags on the same tree.",
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
            ctags(folder.path(), table);
            table.print(System.out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// The same languages as far as both know them; it reads every file that it takes for one.
    private void ctags(Path folder, Table table) {
        var command =
                List.of("ctags", "-R", "--fields=+n", "-f", folder.resolve("tags").toString(), ".");
        var peer = TimedPeer.cheapest(1, tree, command);
        table.row(
                "ctags, all files",
                peer.map(run -> Figures.decimal(run.wallNanos() / 1e9)).orElse("not here"),
                peer.map(run -> Figures.decimal(run.cpuNanos() / 1e9)).orElse("not here"),
                Figures.NONE);
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
