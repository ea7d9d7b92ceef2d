package dev.bestcode.cli;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.runtime.ControlException;
import dev.bestcode.runtime.KernelDirectories;
import dev.bestcode.runtime.KernelDirectory;
import dev.bestcode.runtime.RunState;
import dev.bestcode.runtime.RunSummary;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds the kernel directory that a command means.
final class RunPlace {
    private final Path workspaceState;
    private final List<KernelDirectory> directories;

    private RunPlace(Path workspaceState) {
        this.workspaceState = workspaceState;
        this.directories = KernelDirectories.list(workspaceState);
    }

    static RunPlace in(Path workspaceState) {
        return new RunPlace(workspaceState);
    }

    boolean isEmpty() {
        return directories.isEmpty();
    }

    /// @throws IllegalArgumentException when there is none of that name
    KernelDirectory named(String kernel) {
        return directories.stream()
                .filter(directory -> directory.name().equals(kernel))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no %s in %s; there are: %s"
                                                .formatted(kernel, workspaceState, names())));
    }

    /// @throws IllegalArgumentException when no directory has the run
    /// @throws KernelException when it may be in one that cannot be read
    /// @throws ControlException when it may be in one whose owner does not answer
    KernelDirectory of(RunId run) {
        var unread = new ArrayList<RuntimeException>();
        for (var directory : answering()) {
            try {
                if (KernelDirectories.has(directory, run)) {
                    return directory;
                }
            } catch (KernelException | ControlException e) {
                unread.add(e);
            }
        }
        throw unread.isEmpty() ? notFound(run) : unread.getFirst();
    }

    private List<KernelDirectory> answering() {
        return directories.stream()
                .filter(directory -> !(directory.owner() instanceof KernelDirectory.Silent))
                .toList();
    }

    private RuntimeException notFound(RunId run) {
        for (var directory : directories) {
            if (directory.owner() instanceof KernelDirectory.Silent(var holder)) {
                return new ControlException(
                        "%s is in use by %s, which does not answer; wait for it, or end it"
                                .formatted(directory.path(), holder));
            }
        }
        return new IllegalArgumentException(
                "there is no run %s here; 'bestcode runs' lists those of this workspace"
                        .formatted(run));
    }

    /// The run that was left open last, and that no process works on.
    /// @throws IllegalArgumentException when there is none
    /// @throws KernelException when there may be one in a directory that cannot be read
    RunId newestInterrupted() {
        var unread = new ArrayList<RuntimeException>();
        var interrupted = new ArrayList<RunSummary>();
        for (var directory : answering()) {
            try {
                KernelDirectories.runs(directory).stream()
                        .filter(row -> isInterrupted(row, directory.owner()))
                        .forEach(interrupted::add);
            } catch (KernelException | ControlException e) {
                unread.add(e);
            }
        }
        if (interrupted.isEmpty() && !unread.isEmpty()) {
            throw unread.getFirst();
        }
        unread.forEach(e -> System.err.println(Printable.of("not looked at: " + e.getMessage())));
        return interrupted.stream()
                .max(Comparator.comparing(RunSummary::last))
                .map(RunSummary::run)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no run in %s was interrupted; 'bestcode runs' lists them all"
                                                .formatted(workspaceState)));
    }

    /// Whose call waits for a person is under way where its process lives.
    private static boolean isInterrupted(RunSummary row, KernelDirectory.Owner owner) {
        return row.state() == RunState.INTERRUPTED
                || (row.state() == RunState.NEEDS_APPROVAL
                        && !(owner instanceof KernelDirectory.Live));
    }

    /// The only directory, or the only one with a live owner.
    /// @throws IllegalArgumentException when it is not clear which is meant
    KernelDirectory only() {
        var live =
                directories.stream()
                        .filter(directory -> directory.owner() instanceof KernelDirectory.Live)
                        .toList();
        return onlyOf(directories)
                .or(() -> onlyOf(live))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there are %s; say which one with --kernel"
                                                .formatted(names())));
    }

    private static Optional<KernelDirectory> onlyOf(List<KernelDirectory> some) {
        return some.size() == 1 ? Optional.of(some.getFirst()) : Optional.empty();
    }

    private String names() {
        return directories.stream().map(KernelDirectory::name).collect(Collectors.joining(", "));
    }
}
