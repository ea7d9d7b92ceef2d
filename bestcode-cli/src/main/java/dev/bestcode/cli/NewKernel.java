package dev.bestcode.cli;

import java.nio.file.Path;

/// The place for a kernel that is made from another one.
final class NewKernel {
    private NewKernel() {}

    /// What is made must not become a file of what it is made from.
    static void requireOutside(Path source, Path target, KernelChoice choice) {
        var from = source.toAbsolutePath().normalize();
        if (target.toAbsolutePath().normalize().startsWith(from)) {
            throw choice.usage(
                    "%s lies in the kernel %s; name a directory outside it"
                            .formatted(target, from));
        }
    }
}
