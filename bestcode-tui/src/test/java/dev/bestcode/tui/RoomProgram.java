package dev.bestcode.tui;

import dev.bestcode.api.control.SystemControl;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.security.ApprovalAnswer;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The Control Room as a process of its own, at a desk that plays a short run: each task asks for
/// an approval and says what came of it. The task `crash` breaks the program.
final class RoomProgram implements Desk {
    private final Events run = new Events();
    private Consumer<BestCodeEvent> watcher = _ -> {};

    private RoomProgram() {}

    public static void main(String... args) throws Exception {
        var info = new RoomInfo("test", "coding", "", Theme.PLAIN, true, false, Optional.empty());
        ControlRoom.show(new RoomProgram(), info);
        System.out.println("left");
    }

    @Override
    public RunId submit(String task) {
        if (task.equals("crash")) {
            Runtime.getRuntime().halt(3);
        }
        watcher.accept(run.task(task));
        watcher.accept(run.asked(9, "rm", "-rf", "build"));
        return Events.RUN;
    }

    @Override
    public void followUp(RunId id, String text) {
        submit(text);
    }

    @Override
    public void stop(RunId id) {
        watcher.accept(run.said("Stopped."));
        watcher.accept(run.finished());
    }

    @Override
    public boolean approve(MessageId question, ApprovalAnswer answer) {
        watcher.accept(run.said(answer.allowed() ? "Allowed \u001b[2J." : "Denied."));
        watcher.accept(run.finished());
        return true;
    }

    @Override
    public SystemControl.Subscription watch(Consumer<BestCodeEvent> someone) {
        watcher = someone;
        return () -> watcher = _ -> {};
    }

    @Override
    public List<BestCodeEvent> older(RunId id, ThreadId thread, long before, int count) {
        return List.of();
    }

    @Override
    public List<SegmentRow> context(ThreadId thread) {
        return List.of();
    }

    @Override
    public String name(ThreadId thread) {
        return "root.coder";
    }
}
