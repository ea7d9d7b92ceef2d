package dev.bestcode.security;

import dev.bestcode.api.security.Sandbox.Limits;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Limits of the kernel for one process and those it starts, each by itself: less than a control
/// group, where none may be made. A program in the child sets them before it becomes the program
/// that is meant, so that they never hold us.
///
/// Not the size of the address space, which Java, Node and Go reserve freely; what a process may
/// write is limited instead. The number of processes is that of all of the user's.
final class ResourceLimits {
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    private ResourceLimits() {}

    static boolean canBeSet() {
        return Files.isExecutable(PRLIMIT);
    }

    /// @param program to run under the limits, with its arguments
    /// @return what to start in its place
    static List<String> around(Path program, List<String> arguments, Limits limits) {
        var words = new ArrayList<String>();
        if (canBeSet()) {
            words.add(PRLIMIT.toString());
            words.add("--data=" + limits.memoryBytes());
            words.add("--nproc=" + (ProcessEntry.count() + limits.processes()));
            words.add("--");
        }
        words.add(program.toString());
        words.addAll(arguments.subList(1, arguments.size()));
        return words;
    }
}
