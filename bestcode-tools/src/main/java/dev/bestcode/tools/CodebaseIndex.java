package dev.bestcode.tools;

import dev.bestcode.api.symbol.SymbolSource;
import dev.bestcode.api.tool.ToolPeer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The definitions of a workspace, kept up to date by the content of its files and from one process
/// to the next. Safe from any worker; nothing is read or loaded before the first use.
///
/// Readers see the index as of the last update; one update runs at a time, and whoever wants
/// another meanwhile waits for it as long as its own time allows.
public final class CodebaseIndex {
    /// Writing a large index costs more than finding a few files' symbols again.
    private static final int SAVE_PART = 50;

    private final Workspace workspace;
    private final Supplier<SymbolSource> sources;
    private final Path folder;
    private final ReentrantLock updating = new ReentrantLock();
    private volatile Opened opened = Opened.NOTHING;
    private volatile Optional<Ranked> ranked = Optional.empty();

    /// Set once, under the lock.
    private record Opened(Optional<Parts> parts, IndexState state) {
        private static final Opened NOTHING = new Opened(Optional.empty(), IndexState.EMPTY);
    }

    private record Parts(SymbolSource source, IndexStore store) {}

    private record Ranked(long generation, FileRanks ranks) {}

    private CodebaseIndex(Workspace workspace, Supplier<SymbolSource> sources, Path folder) {
        this.workspace = workspace;
        this.sources = sources;
        this.folder = folder;
    }

    /// @param sources asked once, at the first use
    /// @param folder where the index is kept, for this user alone: outside every workspace, and
    /// free to be deleted at any time
    public static CodebaseIndex of(
            Workspace workspace, Supplier<SymbolSource> sources, Path folder) {
        return new CodebaseIndex(workspace, sources, folder);
    }

    /// The tool `codebase-index` over it.
    public ToolPeer peer() {
        return new CodebaseIndexTool(this);
    }

    /// Bring it up to the tree as it is now, and keep it.
    /// @param time after which it stops, to be gone on with by the next update
    /// @return what was done and what was left out, as lines of text
    /// @throws IOException when the tree cannot be walked, or the index not be kept
    public String update(Duration time) throws IOException, InterruptedException {
        try {
            return IndexReport.of(refresh(time, true), state());
        } catch (ToolFailedException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// As [#update], reading again what could not be read in full before: it may have been the
    /// machine's fault.
    public String retry(Duration time) throws IOException, InterruptedException {
        updating.lockInterruptibly();
        try {
            var parts = parts();
            opened = new Opened(Optional.of(parts), state().withoutCaveats());
        } finally {
            updating.unlock();
        }
        return update(time);
    }

    /// The definitions that the tree leans on most, as text.
    /// @param tokens that it takes at most
    public String map(int tokens) {
        return CodebaseMap.of(state(), ranks(), ".", tokens);
    }

    /// @param keep whether to write it down whatever it costs
    IndexUpdate.Result refresh(Duration time, boolean keep)
            throws IOException, InterruptedException, ToolFailedException {
        long deadline = System.nanoTime() + time.toNanos();
        if (!updating.tryLock(time.toNanos(), TimeUnit.NANOSECONDS)) {
            return new IndexUpdate.Result(
                    state(),
                    0,
                    0,
                    false,
                    "[another call is still indexing; this is what it has kept]\n");
        }
        try {
            var parts = parts();
            var before = state();
            var result =
                    new IndexUpdate(
                                    workspace,
                                    parts.source,
                                    InstantSource.system(),
                                    before,
                                    deadline)
                            .run();
            opened = new Opened(Optional.of(parts), result.state());
            int changed = result.read() + result.gone();
            if (changed > 0 && (keep || changed > result.state().files().size() / SAVE_PART)) {
                parts.store.save(result.state());
            }
            return result;
        } finally {
            updating.unlock();
        }
    }

    private Parts parts() {
        if (opened.parts().isEmpty()) {
            var source = sources.get();
            var store = new IndexStore(folder, source.version());
            opened = new Opened(Optional.of(new Parts(source, store)), store.load());
        }
        return opened.parts().orElseThrow();
    }

    Workspace workspace() {
        return workspace;
    }

    /// After the first update.
    SymbolSource source() {
        return opened.parts().orElseThrow().source;
    }

    IndexState state() {
        return opened.state();
    }

    /// Of the index as it is; worked out once for each.
    FileRanks ranks() {
        var state = state();
        var known = ranked;
        if (known.isPresent() && known.get().generation == state.generation()) {
            return known.get().ranks;
        }
        var fresh = new Ranked(state.generation(), FileRanks.of(state));
        ranked = Optional.of(fresh);
        return fresh.ranks;
    }
}
