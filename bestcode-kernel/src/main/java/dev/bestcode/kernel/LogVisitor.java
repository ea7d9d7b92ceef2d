package dev.bestcode.kernel;

import java.io.IOException;
import java.util.List;

/// Sees the log as [LogWalk] goes through it.
interface LogVisitor {
    /// A segment begins.
    default void begin(SurveyedSegment segment) throws IOException {}

    /// A whole transaction, in its place.
    /// @param ops without their content
    void transaction(RecordWindow.Found found, List<LoggedOp> ops) throws IOException;

    /// Transactions that are not there, or cannot be read.
    default void lost(Lost lost) throws IOException {}

    /// The segment ends here.
    /// @param position behind its last whole record
    default void end(SurveyedSegment segment, long position) throws IOException {}
}
