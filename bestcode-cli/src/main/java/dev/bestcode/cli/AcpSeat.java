package dev.bestcode.cli;

import dev.bestcode.acp.Seat;
import dev.bestcode.api.control.Run;
import dev.bestcode.api.control.SystemControl;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.ThreadStatus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A session of an editor's at a system of this process.
/// @param profile that the run has, or begins with
record AcpSeat(HeldSystems.Held held, RunId run, List<String> profiles, String profile)
        implements Seat {
    @Override
    public SystemControl system() {
        return held.os();
    }

    @Override
    public Path workspace() {
        return held.workspace();
    }

    @Override
    public Run say(String chosen, String text) {
        var os = held.os();
        var thread = os.state().threads().ofRun(run);
        if (os.state().runs().get(run).flatMap(RunRow::pruned).isPresent()) {
            throw new IllegalStateException(
                    "this profile keeps nothing of a finished task; begin a new session");
        }
        if (thread.isEmpty()) {
            return os.submit(run, Task.of(chosen, text));
        }
        if (isLeftOpen(thread.get())) {
            os.resume(run);
        }
        return os.followUp(run, text);
    }

    private boolean isLeftOpen(ThreadRow thread) {
        return thread.status() == ThreadStatus.ACTIVE && held.os().underWay(run).isEmpty();
    }

    @Override
    public Optional<String> before(Path file, Sha256 after) {
        try {
            return file.startsWith(workspace())
                    ? held.os().before(run, file, after).flatMap(AcpSeat::text)
                    : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty(); // the change is shown without what was before
        }
    }

    private static Optional<String> text(Bytes content) {
        try {
            var bytes = ByteBuffer.wrap(content.toByteArray());
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        held.close();
    }
}
