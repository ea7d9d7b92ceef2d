package dev.bestcode.security;

import dev.bestcode.api.security.Sandbox.Started;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/// Ends what an earlier process of this system left behind.
///
/// A session's number is not given to a new process while a member of the session is left. So if
/// the noted number now belongs to a process that started at another time, the noted session is
/// gone; and whoever bears the mark is the noted child's in any case.
final class Sweep {
    private Sweep() {}

    /// @return how many processes were ended
    static int of(LinuxKernel kernel, Started earlier) {
        var groups =
                earlier.cgroups().stream()
                        .map(Path::of)
                        .filter(path -> path.endsWith(ControlGroups.name(earlier.mark())))
                        .filter(Files::isDirectory)
                        .toList();
        int ended = 0;
        if (!groups.isEmpty()) {
            var group =
                    new ControlGroup(
                            groups, Files.exists(groups.getFirst().resolve("cgroup.kill")));
            ended += tree(kernel, earlier, Optional.of(group)).kill();
            group.remove();
        }
        if (Boot.isOfThisBoot(earlier.mark())) {
            ended += tree(kernel, earlier, Optional.empty()).kill();
        }
        return ended;
    }

    private static ChildTree tree(
            LinuxKernel kernel, Started earlier, Optional<ControlGroup> group) {
        return new ChildTree(kernel, earlier, OptionalInt.empty(), group, false);
    }
}
