package dev.bestcode.cli;

import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.WalInspector;
import dev.bestcode.runtime.KernelDirectories;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The options that say which kernel directories are meant. The data directory may be one itself.
final class KernelChoice {
    @Mixin private StateOptions state = new StateOptions();

    @Option(
            names = "--kernel",
            paramLabel = "kN",
            description = "Which kernel directory of the workspace.")
    private @Nullable String kernel;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /// Those that were asked for, or all.
    /// @throws IllegalArgumentException when there is none
    List<Path> all() throws IOException {
        var directory = state.place(System.getenv());
        if (isKernel(directory)) {
            return List.of(directory);
        }
        var there = below(directory);
        if (kernel != null) {
            there = List.of(named(kernel, there));
        }
        if (there.isEmpty()) {
            throw new IllegalArgumentException(
                    "no kernel here: %s. Name a kernel directory or a workspace's state with --data-dir, or a workspace with --workspace."
                            .formatted(directory));
        }
        return there;
    }

    /// @throws ParameterException naming the choices when there are several
    Path one() throws IOException {
        var there = all();
        if (there.size() > 1) {
            throw usage("there are several kernels; say which with --kernel: " + names(there));
        }
        return there.getFirst();
    }

    private Path named(String name, List<Path> there) {
        return there.stream()
                .filter(path -> path.endsWith(name))
                .findFirst()
                .orElseThrow(
                        () -> usage("there is no " + name + " here; there are: " + names(there)));
    }

    private static List<Path> below(Path directory) {
        return KernelDirectories.paths(directory).stream().filter(KernelChoice::isKernel).toList();
    }

    static boolean isKernel(Path directory) {
        return Files.isDirectory(directory)
                && WalInspector.of(FileStorage.at(directory)).isKernel();
    }

    private static String names(List<Path> there) {
        return there.stream()
                .map(path -> path.getFileName().toString())
                .collect(Collectors.joining(", "));
    }

    /// A mistake in the arguments.
    RuntimeException usage(String message) {
        return command == null
                ? new IllegalArgumentException(message)
                : new ParameterException(command.commandLine(), message);
    }
}
