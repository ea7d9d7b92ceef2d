package dev.bestcode.kernel;

import java.io.IOException;
import java.util.List;

/// Several visitors on one walk.
record LogVisitors(List<LogVisitor> visitors) implements LogVisitor {
    @Override
    public void begin(SurveyedSegment segment) throws IOException {
        for (var visitor : visitors) {
            visitor.begin(segment);
        }
    }

    @Override
    public void transaction(RecordWindow.Found found, List<LoggedOp> ops) throws IOException {
        for (var visitor : visitors) {
            visitor.transaction(found, ops);
        }
    }

    @Override
    public void lost(Lost lost) throws IOException {
        for (var visitor : visitors) {
            visitor.lost(lost);
        }
    }

    @Override
    public void end(SurveyedSegment segment, long position) throws IOException {
        for (var visitor : visitors) {
            visitor.end(segment, position);
        }
    }
}
