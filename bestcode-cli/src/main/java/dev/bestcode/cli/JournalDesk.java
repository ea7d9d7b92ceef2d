package dev.bestcode.cli;

import dev.bestcode.api.control.SystemControl;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.runtime.JournalLine;
import dev.bestcode.runtime.JournalQuery;
import dev.bestcode.runtime.KernelDirectories;
import dev.bestcode.runtime.KernelDirectory;
import dev.bestcode.tui.Callers;
import dev.bestcode.tui.Desk;
import dev.bestcode.tui.GoingBack;
import dev.bestcode.tui.JournalReading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A run whose process has ended: its journal, to look at.
record JournalDesk(KernelDirectory directory, RunId run) implements Desk {
    @Override
    public RunId submit(String task) {
        throw ended();
    }

    @Override
    public void followUp(RunId id, String text) {
        throw ended();
    }

    @Override
    public Optional<RunId> leftOpen() {
        return Optional.empty();
    }

    @Override
    public List<BestCodeEvent> past(RunId id) {
        return List.of();
    }

    @Override
    public boolean resume(RunId id) {
        throw new IllegalStateException("'bestcode resume " + id + "' goes on with it");
    }

    @Override
    public Optional<GoingBack> goingBack() {
        return Optional.empty();
    }

    @Override
    public void stop(RunId id) {
        throw ended();
    }

    @Override
    public boolean approve(MessageId question, ApprovalAnswer answer) {
        throw ended();
    }

    private IllegalStateException ended() {
        return new IllegalStateException(
                "the process of run " + run + " has ended; this is its journal");
    }

    @Override
    public SystemControl.Subscription watch(Consumer<BestCodeEvent> watcher) {
        var callers = new Callers();
        KernelDirectories.journal(
                directory, query(run), line -> events(run, line, callers).forEach(watcher));
        return () -> {};
    }

    @Override
    public List<BestCodeEvent> older(RunId id, ThreadId thread, long before, int count) {
        return older(directory, id, thread, before, count);
    }

    @Override
    public List<BestCodeEvent> newer(RunId id, ThreadId thread, long after, int count) {
        return newer(directory, id, thread, after, count);
    }

    @Override
    public List<SegmentRow> context(ThreadId thread) {
        return List.of();
    }

    @Override
    public String name(ThreadId thread) {
        return "thread " + thread;
    }

    static JournalQuery query(RunId run) {
        return new JournalQuery(new JournalQuery.Last(JournalQuery.LAST_MAX), Optional.of(run));
    }

    static List<BestCodeEvent> events(RunId run, JournalLine line, Callers callers) {
        return JournalReading.events(
                run,
                new JournalEntry(
                        line.lsn(),
                        line.time(),
                        line.message(),
                        line.payloadHash(),
                        line.status(),
                        line.reason(),
                        line.pruned()),
                callers);
    }

    static List<BestCodeEvent> older(
            KernelDirectory directory, RunId run, ThreadId thread, long before, int count) {
        var older = new TreeMap<Long, List<BestCodeEvent>>();
        read(
                directory,
                run,
                thread,
                event -> {
                    if (event.seq() < before) {
                        older.computeIfAbsent(event.seq(), _ -> new ArrayList<>()).add(event);
                    }
                    if (older.size() > count) {
                        older.pollFirstEntry();
                    }
                });
        return older.values().stream().flatMap(List::stream).toList();
    }

    static List<BestCodeEvent> newer(
            KernelDirectory directory, RunId run, ThreadId thread, long after, int count) {
        var newer = new TreeMap<Long, List<BestCodeEvent>>();
        read(
                directory,
                run,
                thread,
                event -> {
                    boolean room = newer.size() < count || newer.containsKey(event.seq());
                    if (event.seq() > after && room) {
                        newer.computeIfAbsent(event.seq(), _ -> new ArrayList<>()).add(event);
                    }
                });
        return newer.values().stream().flatMap(List::stream).toList();
    }

    private static void read(
            KernelDirectory directory,
            RunId run,
            ThreadId thread,
            Consumer<BestCodeEvent.Committed> reader) {
        var callers = new Callers();
        KernelDirectories.journal(
                directory,
                query(run),
                line ->
                        events(run, line, callers).stream()
                                .filter(event -> event.thread().equals(thread))
                                .flatMap(JournalDesk::committed)
                                .forEach(reader));
    }

    private static Stream<BestCodeEvent.Committed> committed(BestCodeEvent event) {
        return switch (event) {
            case BestCodeEvent.Committed committed -> Stream.of(committed);
            case BestCodeEvent.Provisional _ -> Stream.empty();
        };
    }
}
