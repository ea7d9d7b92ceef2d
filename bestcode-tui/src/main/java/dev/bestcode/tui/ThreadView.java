package dev.bestcode.tui;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadId;

import java.util.List;

/// One thread as the Control Room shows it.
final class ThreadView {
    /// Progress of tools that is worth keeping: the last line of each is what is shown.
    private static final int OUTPUT_CHARS_MAX = 2_000;

    private static final Stream NOTHING = new Stream();

    final ThreadId id;
    final RunId run;
    final History history = new History();
    final Stream stream = new Stream();
    final Scroll scroll = new Scroll();
    String name;
    String state = "works";
    List<SegmentRow> segments = List.of();
    private String output = "";

    ThreadView(ThreadId id, RunId run) {
        this.id = id;
        this.run = run;
        this.name = "thread " + id;
    }

    /// Take what has happened.
    void add(Item item) {
        history.add(item, scroll.follows());
    }

    /// What streams, if the end of the history is here for it to stand behind.
    Stream shownStream() {
        return history.isLatest() ? stream : NOTHING;
    }

    /// Go to the end and stay there.
    /// @return what is to be read for it
    List<Effect> follow() {
        scroll.follow();
        if (history.isLatest()) {
            return List.of();
        }
        history.restart();
        return List.of(readOlder());
    }

    Effect readOlder() {
        return new Effect.ReadOlder(run, id, history.oldestSeq());
    }

    Effect readNewer() {
        return new Effect.ReadNewer(run, id, history.newestSeq());
    }

    void printed(String text) {
        var all = output + text;
        output = all.substring(Math.max(0, all.length() - OUTPUT_CHARS_MAX));
    }

    void quiet() {
        output = "";
    }

    /// The last line that a tool under way has printed; empty text for none.
    String lastOutput() {
        var text = output.stripTrailing();
        return text.substring(text.lastIndexOf('\n') + 1);
    }
}
