package dev.bestcode.acp;

import dev.bestcode.api.control.Run;
import dev.bestcode.api.control.SystemControl;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One session's place at a system. Safe from any thread.
public interface Seat extends AutoCloseable {
    /// The session's run, whether it has begun or not. Its id is the session's.
    RunId run();

    SystemControl system();

    /// The workspace's real path.
    Path workspace();

    /// The profiles that a run can begin with.
    List<String> profiles();

    /// The one that it has, or begins with unless another one is chosen.
    String profile();

    /// Give the run a task: its first, another one, or a word after it was left open, with which it
    /// goes on where it stood.
    /// @param profile that it has, or begins with
    /// @throws IllegalArgumentException when the task cannot be given, with the reason
    /// @throws IllegalStateException when the run cannot go on, with the reason
    Run say(String profile, String text);

    /// The text that a file had before a call of the run made it what is named.
    /// @return empty when that is not kept, when there was no such file, or when it was no text
    Optional<String> before(Path file, Sha256 after);

    /// Leave. What is under way is stopped by then.
    @Override
    void close();
}
