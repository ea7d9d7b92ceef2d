package dev.bestcode.kernel;

import java.util.ArrayList;
import java.util.List;

/// Counts what each segment holds of content, and what of that a state has dropped.
final class ContentFigures implements LogVisitor {
    private final State state;
    private final List<KernelFigures.Segment> segments = new ArrayList<>();
    private long lastLsn;
    private long live;
    private long dropped;

    ContentFigures(State state) {
        this.state = state;
    }

    List<KernelFigures.Segment> segments() {
        return segments;
    }

    @Override
    public void begin(SurveyedSegment segment) {
        lastLsn = segment.firstLsn() - 1;
        live = 0;
        dropped = 0;
    }

    @Override
    public void transaction(RecordWindow.Found found, List<LoggedOp> ops) {
        lastLsn = found.header().lsn();
        for (var op : ops) {
            var frame = op.frame();
            boolean gone = state.dropped(op, lastLsn);
            if (frame.form() == ContentForm.DROPPED || gone) {
                dropped += frame.contentLength();
            } else if (frame.form() == ContentForm.INLINE) {
                live += frame.contentLength();
            }
        }
    }

    @Override
    public void end(SurveyedSegment segment, long position) {
        segments.add(
                new KernelFigures.Segment(
                        segment.path(),
                        segment.firstLsn(),
                        lastLsn,
                        segment.names().generation(),
                        segment.size(),
                        position,
                        live,
                        dropped));
    }
}
