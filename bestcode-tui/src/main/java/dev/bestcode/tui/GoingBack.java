package dev.bestcode.tui;

import dev.bestcode.api.kernel.RunId;

import java.io.IOException;
import java.util.List;

/// Undo, redo, another future, and why it went as it did, for a desk whose runs can be gone back
/// in. Safe from any thread. Whatever cannot be done throws a [RuntimeException] whose message is
/// for the person.
public interface GoingBack {
    /// What was done.
    /// @param run that goes on from there
    /// @param lines for the person
    record Gone(RunId run, List<String> lines) {
        public Gone {
            lines = List.copyOf(lines);
        }
    }

    /// Set the files back and go on from before a message.
    /// @param message its number; empty text for the last task
    /// @throws IOException when the workspace or its past cannot be read
    Gone rewind(RunId run, String message) throws IOException, InterruptedException;

    /// Undo the newest rewind.
    /// @throws IOException as [#rewind]
    Gone forward(RunId run) throws IOException, InterruptedException;

    /// Go on from before a message; the files stay.
    /// @param message its number; empty text for all that was said
    /// @throws IOException as [#rewind]
    Gone fork(RunId run, String message) throws IOException;

    /// Say why a call was made or refused.
    /// @param call its number, or the model's id of it
    /// @return lines, safe for a terminal
    List<String> explain(RunId run, String call);
}
