package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.message.MessageId;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;

/// Everything that can be read of a state, one line a fact, but for its hash: two kernels that took
/// the same transactions give the same text.
final class StateText {
    /// Most numbers are asked for as what they are alone, some as everything.
    private static final int WRONG_KIND_ONE_IN = 8;

    private static final int DIFFERENCES_MAX = 5;

    private final KernelState state;
    private final List<String> lines = new ArrayList<>();

    private StateText(KernelState state) {
        this.state = state;
    }

    /// @param about says which numbers, runs and times there are to ask for; a few that are not
    /// there are asked for too
    static List<String> of(KernelState state, Model about) {
        var text = new StateText(state);
        text.addTotals();
        var numbers = new TreeSet<>(about.used);
        numbers.addAll(List.of(about.nextId(), about.nextId() + 1, Long.MAX_VALUE - 1));
        for (long id : numbers) {
            boolean thread = about.runOfThread.containsKey(id) || id % WRONG_KIND_ONE_IN == 0;
            text.addNumber(id, thread, about);
        }
        about.runs.keySet().forEach(text::addRun);
        text.addRun(new RunId("nobody"));
        text.addJournal(about);
        return text.lines;
    }

    private void add(String what, Object value) {
        lines.add(what + ": " + value);
    }

    /// Where a state says something else than the model: the first few lines of each that the other
    /// does not have.
    static List<String> difference(KernelState state, Model model) {
        var expected = of(model, model);
        var actual = of(state, model);
        var lines = new ArrayList<String>();
        lacking(expected, actual).forEach(line -> lines.add("expected " + line));
        lacking(actual, expected).forEach(line -> lines.add("but was  " + line));
        return lines;
    }

    private static List<String> lacking(List<String> some, List<String> others) {
        var left = new LinkedHashSet<>(some);
        others.forEach(left::remove);
        return left.stream().limit(DIFFERENCES_MAX).toList();
    }

    private void addTotals() {
        add("lsn", state.lsn());
        add("next id", state.nextId());
        add("root", state.threads().root());
        add("count", state.threads().count());
        add("runs", state.runs().all());
        for (var status : ThreadStatus.values()) {
            add(status.name(), state.threads().withStatus(status));
        }
    }

    private void addNumber(long id, boolean asThread, Model about) {
        if (asThread) {
            addThread(new ThreadId(id), about);
        }
        addUnlessEmpty(
                "message " + id,
                state.journal().get(new MessageId(id)).stream().map(StateText::text).toList());
        addSegment(new SegmentId(id));
    }

    private void addThread(ThreadId id, Model about) {
        var threads = state.threads();
        addUnlessEmpty("thread " + id, threads.get(id).stream().toList());
        addUnlessEmpty("children of " + id, threads.children(id));
        add("path of " + id, threads.path(id));
        add("usage of " + id, state.usage(id));
        for (var listener : OpGenerator.LISTENERS) {
            addUnlessEmpty(
                    "state of " + listener + " on " + id,
                    state.handlerState(id, listener).stream().map(StateText::text).toList());
            addUnlessEmpty(
                    "since, of " + listener + " on " + id,
                    state.handlerStateLsn(id, listener).stream().boxed().toList());
        }
        about.everSet.keySet().stream()
                .filter(set -> set.key().thread().equals(id))
                .forEach(set -> addEverSet(id, set.key().listener(), set.lsn()));
        addUnlessEmpty("segments of " + id, state.contexts().segments(id));
        addUnlessEmpty("last of " + id, ids(state.journal().last(id, Integer.MAX_VALUE)));
        addUnlessEmpty("last 3 of " + id, ids(state.journal().last(id, 3)));
        long middle = state.lsn() / 2;
        addUnlessEmpty("2 of %s before".formatted(id), ids(state.journal().before(id, middle, 2)));
    }

    private void addEverSet(ThreadId id, String listener, long lsn) {
        addUnlessEmpty(
                "state of %s on %s at %d".formatted(listener, id, lsn),
                state.handlerState(id, listener, lsn).stream().map(StateText::text).toList());
    }

    private void addUnlessEmpty(String what, List<?> values) {
        if (!values.isEmpty()) {
            add(what, values);
        }
    }

    private void addSegment(SegmentId id) {
        var contexts = state.contexts();
        addUnlessEmpty("segment " + id, contexts.get(id).stream().toList());
        addUnlessEmpty(
                "content of " + id, contexts.content(id).stream().map(StateText::text).toList());
        addUnlessEmpty(
                "summary of " + id, contexts.summary(id).stream().map(StateText::text).toList());
    }

    private void addRun(RunId run) {
        add("run " + run, state.runs().get(run));
        add("first of " + run, state.threads().ofRun(run));
    }

    private void addJournal(Model about) {
        var journal = state.journal();
        var all = journal.from(0, Integer.MAX_VALUE);
        add("journal", ids(all));
        all.forEach(entry -> add("in the journal", text(entry)));
        add("undelivered", ids(journal.undelivered()));
        journal.undelivered().forEach(entry -> add("undelivered", text(entry)));
        long middle = about.lsn() / 2;
        add("from " + middle, ids(journal.from(middle, 7)));
        add("from the end", ids(journal.from(about.lsn(), 7)));
        add("from beyond", ids(journal.from(about.lsn() + 1, 7)));
        var entries = about.journal().from(middle, 2);
        for (var entry : entries) {
            var time = entry.time();
            add("before " + time, ids(journal.between(time.minusSeconds(9), time, 50)));
            add("since " + time, ids(journal.between(time, time.plusSeconds(9), 5)));
            add("all before " + time, ids(journal.between(time.minusSeconds(99_999), time, 9999)));
        }
    }

    private static List<Long> ids(Collection<JournalEntry> entries) {
        return entries.stream().map(entry -> entry.message().id().value()).toList();
    }

    private static String text(JournalEntry entry) {
        return entry + " of " + text(entry.message().payload());
    }

    private static String text(Bytes bytes) {
        return bytes.size() + " bytes " + bytes.sha256();
    }
}
