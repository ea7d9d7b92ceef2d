package dev.bestcode.cli;

import dev.bestcode.api.control.Run;

/// Gives the agent what is said to it, and sees each of its turns to an end.
final class ReplTasks {
    private final Conversation conversation;
    private final TurnView view;
    private final boolean waits;

    /// @param waits whether the next line is read only when the turn has ended
    ReplTasks(Conversation conversation, TurnView view, boolean waits) {
        this.conversation = conversation;
        this.view = view;
        this.waits = waits;
    }

    /// @throws IllegalStateException while a turn is under way
    static void requireRest(TurnView view) {
        if (view.isWorking()) {
            throw new IllegalStateException("a turn is under way; stop it first, with Ctrl-C");
        }
    }

    /// Go on with a run; the newest that was left open, where none is named.
    void resume(String named) throws InterruptedException {
        requireRest(view);
        var task = conversation.resume(named);
        view.line(
                "run %s %s"
                        .formatted(
                                conversation.run().orElseThrow(),
                                task.isPresent() ? "goes on" : "is at rest; say what is next"));
        if (task.isPresent()) {
            begun(task.get());
        }
    }

    /// @throws IllegalStateException when the run takes no words now
    void say(String text) throws InterruptedException {
        if (conversation.isPruned()) {
            view.line("This profile keeps nothing of a finished task; a new conversation begins.");
            conversation.begin();
        }
        boolean before = view.isWorking();
        try {
            view.working(true); // before: its end may come at once
            begun(conversation.say(text));
        } catch (RuntimeException refused) {
            view.notBegun(before);
            throw refused;
        }
    }

    private void begun(Run task) throws InterruptedException {
        view.working(true);
        Thread.ofVirtual().name("bestcode-worst").start(() -> watchForTheWorst(task));
        if (waits) {
            view.awaitRest();
        }
    }

    private void watchForTheWorst(Run task) {
        try {
            task.await();
        } catch (RuntimeException e) {
            view.broke(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What is under way is stopped in order, so that its run can go on another day.
    void end() throws InterruptedException {
        var task = conversation.underWay();
        if (task.isPresent()) {
            view.line("stopping what is under way");
            task.get().stop();
            task.get().await();
        }
    }
}
