package dev.bestcode.tui;

import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadId;

import java.util.List;

/// Something that the Control Room takes note of.
sealed interface Input {
    enum Key {
        ENTER,
        NEWLINE,
        TAB,
        BACK_TAB,
        ESCAPE,
        BACKSPACE,
        DELETE,
        UP,
        DOWN,
        LEFT,
        RIGHT,
        HOME,
        END,
        PAGE_UP,
        PAGE_DOWN,
        F1,
        F2,
        INTERRUPT,
        END_OF_FILE,
        CLEAR_LINE,
        SAVE,
        REDRAW
    }

    record Pressed(Key key) implements Input {}

    record Typed(String text) implements Input {}

    /// Text from the clipboard: no key of it does anything.
    record Pasted(String text) implements Input {}

    record Clicked(int x, int y) implements Input {}

    /// @param lines downward
    record Wheeled(int lines) implements Input {}

    record Resized(int columns, int rows) implements Input {}

    record Happened(BestCodeEvent event) implements Input {}

    /// A run was taken up.
    /// @param underWay whether its task goes on
    record Resumed(RunId run, boolean underWay) implements Input {}

    /// Somebody went back, or forward again.
    /// @param run that goes on from there
    /// @param lines what was done
    record WentBack(RunId run, List<String> lines) implements Input {}

    /// Why a call was made or refused.
    record Explained(List<String> lines) implements Input {}

    /// More events than the inbox holds came at once; provisional ones were left out.
    record Missed(int count) implements Input {}

    /// What the journal has from before the oldest item.
    record OlderRead(ThreadId thread, List<BestCodeEvent> events) implements Input {}

    /// What it has from behind the newest one.
    record NewerRead(ThreadId thread, List<BestCodeEvent> events) implements Input {}

    record ContextRead(ThreadId thread, List<SegmentRow> segments) implements Input {}

    record ThreadNamed(ThreadId thread, String name) implements Input {}

    /// Something that was asked for went wrong, or is worth a word.
    record Noted(String text) implements Input {}

    /// A text was not taken by whoever it was said to.
    /// @param typed to be typed on
    record Refused(String typed, String reason) implements Input {}

    /// The organism file has this text now.
    record Saved(String text) implements Input {}

    record Diagnosed(List<String> problems) implements Input {}
}
