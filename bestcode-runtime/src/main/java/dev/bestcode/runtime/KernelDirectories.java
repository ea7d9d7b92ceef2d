package dev.bestcode.runtime;

import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelLockedException;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.WalInspector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The kernel directories `k0`, `k1`, … of one workspace: a process takes the first that it can
/// lock, so two systems side by side never wait for each other. Here they are read together.
public final class KernelDirectories {
    /// More systems than a person runs side by side in one workspace; a runaway loop ends here.
    private static final int DIRECTORIES_MAX = 100;

    private KernelDirectories() {}

    /// A damaged one is not passed over: its runs would be missing without a word.
    /// @throws KernelException when the first free one cannot be opened, or none is free
    static OwnedKernel openFirstFree(Path workspaceState) {
        for (int number = 0; number < DIRECTORIES_MAX; number++) {
            try {
                return OwnedKernel.at(workspaceState.resolve("k" + number));
            } catch (KernelLockedException taken) {
                // Its owner works beside us.
            } catch (KernelDamagedException e) {
                throw damaged(workspaceState.resolve("k" + number), e);
            }
        }
        throw new KernelException(
                "%s: all of %d kernel directories are in use; end a process that holds one"
                        .formatted(workspaceState, DIRECTORIES_MAX));
    }

    private static KernelException damaged(Path path, KernelDamagedException e) {
        var whatToDo =
                "No run begins here until %1$s is moved away; 'bestcode kernel repair --data-dir %1$s --to NEWDIR' saves what can be saved, and NEWDIR may then take its place."
                        .formatted(path);
        var said =
                new KernelDamagedException(
                        e.getMessage() + " " + whatToDo, e.file(), e.offset(), e.lsn());
        said.initCause(e);
        return said;
    }

    /// Those that are there, by number, with who holds them now. Waits for nobody for long.
    /// @throws KernelException when the directory cannot be read, or a lock cannot be looked at
    public static List<KernelDirectory> list(Path workspaceState) {
        return paths(workspaceState).stream()
                .map(path -> new KernelDirectory(path, owner(path)))
                .toList();
    }

    /// The same without a look at who holds them, for whoever reads their files.
    /// @throws KernelException when the directory cannot be read
    public static List<Path> paths(Path workspaceState) {
        requireReadable(workspaceState);
        return IntStream.range(0, DIRECTORIES_MAX)
                .mapToObj(number -> workspaceState.resolve("k" + number))
                .filter(Files::isDirectory)
                .toList();
    }

    /// What may not be looked into would seem to be empty.
    private static void requireReadable(Path workspaceState) {
        try (var _ = Files.newDirectoryStream(workspaceState)) {
            // What can be opened can be listed.
        } catch (NoSuchFileException nothingThere) {
            // Nothing has run.
        } catch (IOException e) {
            throw new KernelException(
                    "%s cannot be read; check that it is a directory, who owns it, and its mode"
                            .formatted(workspaceState),
                    e);
        }
    }

    private static KernelDirectory.Owner owner(Path path) {
        var client = ControlClient.connect(path);
        if (client.isPresent()) {
            try (var live = client.get()) {
                return new KernelDirectory.Live(live.owner());
            }
        }
        var holder = holder(path);
        if (holder.isPresent()) {
            return new KernelDirectory.Silent(holder.get());
        }
        return ControlSocket.isLeftIn(path)
                ? new KernelDirectory.Dead()
                : new KernelDirectory.Free();
    }

    private static Optional<String> holder(Path path) {
        try {
            return FileStorage.holder(path);
        } catch (IOException e) {
            throw new KernelException("%s: its lock cannot be read: %s".formatted(path, e), e);
        }
    }

    private static WalInspector files(KernelDirectory directory) {
        return WalInspector.of(FileStorage.at(directory.path()));
    }

    /// The runs of a kernel, in the order they began, from its owner or its files.
    /// @throws ControlException when its owner does not answer
    /// @throws KernelException when it cannot be read
    public static List<RunSummary> runs(KernelDirectory directory) {
        return switch (directory.owner()) {
            case KernelDirectory.Live _ -> {
                try (var client = connect(directory)) {
                    yield client.runs();
                }
            }
            case KernelDirectory.Silent(var holder) -> throw silent(directory, holder);
            case KernelDirectory.Dead _, KernelDirectory.Free _ ->
                    files(directory).read(state -> new RunSummaries(state, _ -> false).all());
        };
    }

    /// Whether a kernel has a run, as its owner or its files say.
    /// @throws ControlException when its owner does not answer
    /// @throws KernelException when it cannot be read
    public static boolean has(KernelDirectory directory, RunId run) {
        return switch (directory.owner()) {
            case KernelDirectory.Dead _, KernelDirectory.Free _ ->
                    files(directory).read(state -> state.runs().get(run).isPresent());
            case KernelDirectory.Live _, KernelDirectory.Silent _ ->
                    runs(directory).stream().anyMatch(row -> row.run().equals(run));
        };
    }

    /// The questions of a kernel that wait for an answer, from its owner or its files.
    /// @throws ControlException when its owner does not answer
    /// @throws KernelException when it cannot be read
    public static List<PendingApproval> approvals(KernelDirectory directory) {
        return switch (directory.owner()) {
            case KernelDirectory.Live _ -> {
                try (var client = connect(directory)) {
                    yield client.approvals();
                }
            }
            case KernelDirectory.Silent(var holder) -> throw silent(directory, holder);
            case KernelDirectory.Dead _, KernelDirectory.Free _ ->
                    files(directory).read(PendingApproval::of);
        };
    }

    /// Show journal entries of a kernel, from its owner or its files, each once and in order.
    /// @throws ControlException when its owner does not answer
    /// @throws KernelException when it cannot be read
    public static void journal(
            KernelDirectory directory, JournalQuery query, Consumer<JournalLine> show) {
        switch (directory.owner()) {
            case KernelDirectory.Live _ -> {
                try (var client = connect(directory)) {
                    if (client.tail(query, false, show) == ControlClient.End.BROKEN) {
                        throw gone(directory);
                    }
                }
            }
            case KernelDirectory.Silent(var holder) -> throw silent(directory, holder);
            case KernelDirectory.Dead _, KernelDirectory.Free _ ->
                    files(directory)
                            .read(
                                    state -> {
                                        query.forEach(state, show);
                                        return state;
                                    });
        }
    }

    private static ControlClient connect(KernelDirectory directory) {
        return ControlClient.connect(directory.path()).orElseThrow(() -> gone(directory));
    }

    private static ControlException silent(KernelDirectory directory, String holder) {
        return new ControlException(
                "%s is in use by %s, which does not answer; wait for it, or end it"
                        .formatted(directory.path(), holder));
    }

    private static ControlException gone(KernelDirectory directory) {
        return new ControlException(
                "%s: its owner ended while it was asked; ask again".formatted(directory.path()));
    }
}
