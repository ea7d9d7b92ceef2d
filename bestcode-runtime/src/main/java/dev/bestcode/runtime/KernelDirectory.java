package dev.bestcode.runtime;

import java.nio.file.Path;

/// A kernel directory of a workspace, and what is known of whoever holds it.
public record KernelDirectory(Path path, Owner owner) {
    /// Who holds it.
    public sealed interface Owner {}

    /// A live process, which answers on its socket.
    public record Live(OwnerInfo info) implements Owner {}

    /// A process that holds the lock and does not answer: it begins, ends, is suspended, or opened
    /// the directory as storage of its own.
    /// @param holder what it wrote about itself
    public record Silent(String holder) implements Owner {}

    /// Nobody, and the last owner died without closing: its socket is still there.
    public record Dead() implements Owner {}

    /// Nobody.
    public record Free() implements Owner {}

    /// Its name in the workspace's state, such as `k0`.
    public String name() {
        return String.valueOf(path.getFileName());
    }
}
