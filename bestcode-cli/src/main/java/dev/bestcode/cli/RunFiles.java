package dev.bestcode.cli;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.WalInspector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;

/// The files of the kernel that has a run, to be read and not owned: whoever works on them is not
/// disturbed.
record RunFiles(WalInspector files) {
    /// @throws IllegalArgumentException when no kernel of the workspace has the run
    static RunFiles of(RunId run, StateOptions state) throws IOException {
        var place = RunPlace.in(state.directory(System.getenv())).of(run);
        return new RunFiles(WalInspector.of(FileStorage.at(place.path())));
    }

    /// What is done with a state and content by its hash.
    interface Reading<T> {
        T of(KernelState state, Function<Sha256, Optional<Bytes>> content) throws IOException;
    }

    <T> T read(Reading<T> reading) throws IOException {
        try {
            return files.read(
                    state -> {
                        try {
                            return reading.of(state, files::content);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
