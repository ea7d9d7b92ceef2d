package dev.bestcode.acp;

import dev.bestcode.api.kernel.RunId;

import java.nio.file.Path;
import java.util.List;

/// Assembles the systems that sessions work in. Called from several threads at once.
public interface SessionHost {
    /// A system for a session whose run is to begin.
    /// @throws SessionRefusedException with what stands in the way and what to do about it, such as
    ///     that the workspace is not trusted
    Seat open(SessionPlace place) throws SessionRefusedException, InterruptedException;

    /// A system that has a run.
    /// @throws SessionRefusedException as [#open], or when there is no such run, or another process
    ///     works on it
    Seat reopen(RunId run, SessionPlace place) throws SessionRefusedException, InterruptedException;

    /// The runs of a workspace, the newest first.
    /// @throws SessionRefusedException when they cannot be read
    List<KnownSession> sessions(Path workspace) throws SessionRefusedException;
}
