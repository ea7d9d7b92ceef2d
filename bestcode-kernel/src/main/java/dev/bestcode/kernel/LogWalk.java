package dev.bestcode.kernel;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Goes through a log from segment to segment, without an owner's rights: what does not hold is
/// found, what is whole behind it is gone on with.
final class LogWalk {
    private final List<SurveyedSegment> segments;
    private final Findings findings;
    private final LogVisitor visitor;
    private final Runnable pause;
    private final RecordSequence sequence;

    /// Of a whole log.
    /// @param segments in order
    /// @param pause between two looks at a record that may be under an owner's pen
    LogWalk(List<SurveyedSegment> segments, Findings findings, LogVisitor visitor, Runnable pause) {
        this(segments, findings, visitor, pause, new RecordSequence(0, Optional.of(Chain.START)));
    }

    private LogWalk(
            List<SurveyedSegment> segments,
            Findings findings,
            LogVisitor visitor,
            Runnable pause,
            RecordSequence sequence) {
        this.segments = segments;
        this.findings = findings;
        this.visitor = visitor;
        this.pause = pause;
        this.sequence = sequence;
    }

    /// Of the segments that hold transactions from this one on.
    static LogWalk from(
            long lsn, LogSurvey survey, Findings findings, LogVisitor visitor, Runnable pause) {
        var segments = survey.from(lsn);
        if (segments.isEmpty() || segments.equals(survey.segments())) {
            return new LogWalk(segments, findings, visitor, pause);
        }
        var first = segments.getFirst();
        var chain = Optional.of(first.header().chain()).filter(_ -> first.whole());
        return new LogWalk(
                segments,
                findings,
                visitor,
                pause,
                new RecordSequence(first.firstLsn() - 1, chain));
    }

    void run() throws IOException {
        for (int i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            boolean last = i == segments.size() - 1;
            enter(segment, last);
            visitor.begin(segment);
            long end = new SegmentWalk(segment, last, findings, visitor, pause, sequence).run();
            visitor.end(segment, end);
            if (!last) {
                requireEnd(segment, segments.get(i + 1).firstLsn() - 1, end);
            }
        }
    }

    private void enter(SurveyedSegment segment, boolean last) {
        var header = segment.header();
        if (segment.firstLsn() <= sequence.lsn()) {
            damage(segment, "it begins in the middle of the segment before it");
        }
        if (segment.whole() && header.kernelId() != segments.getFirst().header().kernelId()) {
            damage(segment, "it is of another kernel");
        }
        if (segment.whole()
                && segment.firstLsn() == sequence.lsn() + 1
                && !sequence.chain().map(header.chain()::equals).orElse(true)) {
            damage(segment, "its header has another chain value than the transaction before it");
        }
        if (last && segment.isCopy()) {
            damage(segment, "the segment behind it is missing; a copy is never the last");
        }
    }

    private void damage(SurveyedSegment segment, String what) {
        findings.damage(segment.path(), 0, segment.firstLsn(), what);
    }

    /// What is missing at a segment's end shows when the next begins.
    private void requireEnd(SurveyedSegment segment, long expected, long end) throws IOException {
        if (sequence.lsn() < expected) {
            long first = sequence.lsn() + 1;
            var what =
                    "the segment ends at LSN %d, and the next one begins at LSN %d"
                            .formatted(sequence.lsn(), expected + 1);
            findings.damage(segment.path(), end, first, what);
            visitor.lost(new Lost(first, expected, segment.path(), end, what, List.of()));
            sequence.lose(expected);
        }
    }
}
