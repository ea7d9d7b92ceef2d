package dev.bestcode.cli;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.WalInspector;
import dev.bestcode.runtime.KernelDirectories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The files of the kernel that has a run, to be read and not owned: whoever works on them is
/// neither asked nor disturbed.
record RunFiles(RunId run, List<Path> kernels) {
    static RunFiles of(RunId run, StateOptions state) throws IOException {
        return new RunFiles(run, KernelDirectories.paths(state.directory(System.getenv())));
    }

    /// What is done with a state and content by its hash.
    interface Reading<T> {
        T of(KernelState state, Function<Sha256, Optional<Bytes>> content) throws IOException;
    }

    /// @param reading may be done once more, when an owner has replaced files meanwhile
    /// @throws IllegalArgumentException when no kernel of the workspace has the run
    /// @throws KernelException when it may be in one that cannot be read
    <T> T read(Reading<T> reading) throws IOException {
        return first(kernel -> read(WalInspector.of(FileStorage.at(kernel)), reading));
    }

    /// The kernel that has the run.
    /// @throws IllegalArgumentException and [KernelException] as [#read]
    Path kernel() throws IOException {
        return first(kernel -> read(WalInspector.of(FileStorage.at(kernel)), (_, _) -> kernel));
    }

    private interface Look<T> {
        Optional<T> in(Path kernel) throws IOException;
    }

    private <T> T first(Look<T> look) throws IOException {
        var unread = new ArrayList<KernelException>();
        for (var kernel : kernels) {
            try {
                var found = look.in(kernel);
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (KernelException e) {
                unread.add(e);
            }
        }
        if (!unread.isEmpty()) {
            throw unread.getFirst();
        }
        throw new IllegalArgumentException(
                "there is no run %s here; 'bestcode runs' lists those of this workspace"
                        .formatted(run));
    }

    private <T> Optional<T> read(WalInspector files, Reading<T> reading) throws IOException {
        try {
            return files.read(
                    state ->
                            state.runs().get(run).isPresent()
                                    ? Optional.of(done(state, files, reading))
                                    : Optional.empty());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static <T> T done(KernelState state, WalInspector files, Reading<T> reading) {
        try {
            return reading.of(state, files::content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
