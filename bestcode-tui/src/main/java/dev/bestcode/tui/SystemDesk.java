package dev.bestcode.tui;

import dev.bestcode.api.control.Run;
import dev.bestcode.api.control.SystemControl;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.security.ApprovalAnswer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The system of this process.
/// @param task makes one of what was typed
record SystemDesk(SystemControl control, Function<String, Task> task, Optional<GoingBack> goingBack)
        implements Desk {
    /// Entries of all threads that are looked at in one go; no transaction has as many.
    private static final int LOOK = 1_000;

    /// What is shown at once of a run that is taken up; the rest when someone scrolls there.
    private static final int PAST_ENTRIES = 500;

    @Override
    public RunId submit(String text) {
        return control.submit(task.apply(text)).id();
    }

    @Override
    public void followUp(RunId run, String text) {
        control.followUp(run, text);
    }

    @Override
    public Optional<RunId> leftOpen() {
        return control.state().runs().all().stream()
                .filter(run -> run.endedAt().isEmpty() && run.pruned().isEmpty())
                .map(RunRow::id)
                .filter(run -> control.underWay(run).isEmpty())
                .reduce((_, later) -> later);
    }

    @Override
    public List<BestCodeEvent> past(RunId run) {
        return older(run, first(run).id(), Long.MAX_VALUE, PAST_ENTRIES).stream()
                .filter(event -> !(event instanceof BestCodeEvent.ApprovalAsked))
                .toList();
    }

    @Override
    public boolean resume(RunId run) {
        if (first(run).status() != ThreadStatus.ACTIVE) {
            return false;
        }
        control.resume(run);
        return true;
    }

    private ThreadRow first(RunId run) {
        return control.state()
                .threads()
                .ofRun(run)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "this process has no run %s; leave, and 'bestcode resume %s' finds it"
                                                .formatted(run, run)));
    }

    @Override
    public void stop(RunId run) {
        control.underWay(run).ifPresent(Run::stop);
    }

    @Override
    public boolean approve(MessageId question, ApprovalAnswer answer) {
        return control.approve(question, answer);
    }

    @Override
    public SystemControl.Subscription watch(Consumer<BestCodeEvent> watcher) {
        return control.watch(
                event -> {
                    if (!isLate(event)) {
                        watcher.accept(besideItsCaller(event));
                    }
                });
    }

    /// What streams of a call that has ended: its answer is committed, and nobody is beside it.
    private boolean isLate(BestCodeEvent event) {
        return event instanceof BestCodeEvent.Provisional
                && control.state().threads().get(event.thread()).isEmpty();
    }

    /// What a model says and a tool prints, and the question whether it may run, happen on a thread
    /// of that call; people look for it beside what the caller says.
    private BestCodeEvent besideItsCaller(BestCodeEvent event) {
        var caller =
                control.state()
                        .threads()
                        .get(event.thread())
                        .flatMap(ThreadRow::parent)
                        .filter(
                                parent ->
                                        control.state()
                                                .threads()
                                                .get(parent)
                                                .flatMap(ThreadRow::run)
                                                .isPresent())
                        .orElse(event.thread());
        return switch (event) {
            case BestCodeEvent.Provisional(var run, var _, var progress) ->
                    new BestCodeEvent.Provisional(run, caller, progress);
            case BestCodeEvent.ApprovalAsked asked ->
                    new BestCodeEvent.ApprovalAsked(
                            asked.run(),
                            caller,
                            asked.seq(),
                            asked.question(),
                            asked.tool(),
                            asked.preview());
            case BestCodeEvent.ApprovalAnswered answered ->
                    new BestCodeEvent.ApprovalAnswered(
                            answered.run(),
                            caller,
                            answered.seq(),
                            answered.question(),
                            answered.answer());
            case BestCodeEvent.Committed committed -> committed;
        };
    }

    @Override
    public List<BestCodeEvent> older(RunId run, ThreadId thread, long before, int count) {
        var entries = control.state().journal().before(thread, before, count);
        int from = entries.size() < count ? 0 : wholeFrom(entries);
        return events(run, entries.subList(from, entries.size()));
    }

    /// Behind the oldest transaction, of which some entries may be missing; all if it is the only
    /// one.
    private static int wholeFrom(List<JournalEntry> entries) {
        int from = 1;
        while (from < entries.size() && entries.get(from).lsn() == entries.getFirst().lsn()) {
            from++;
        }
        return from == entries.size() ? 0 : from;
    }

    @Override
    public List<BestCodeEvent> newer(RunId run, ThreadId thread, long after, int count) {
        var journal = control.state().journal();
        var newer = new ArrayList<JournalEntry>();
        long from = after + 1;
        while (newer.size() < count) {
            var entries = journal.from(from, LOOK);
            entries.stream()
                    .filter(entry -> entry.message().thread().equals(thread))
                    .forEach(newer::add);
            if (entries.isEmpty()) {
                break;
            }
            from = entries.getLast().lsn() + 1;
        }
        return events(run, newer);
    }

    private static List<BestCodeEvent> events(RunId run, List<JournalEntry> entries) {
        return entries.stream()
                .flatMap(entry -> JournalReading.events(run, entry).stream())
                .toList();
    }

    @Override
    public List<SegmentRow> context(ThreadId thread) {
        return control.state().contexts().segments(thread);
    }

    @Override
    public String name(ThreadId thread) {
        return control.state().threads().path(thread);
    }
}
