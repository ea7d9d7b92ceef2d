package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The segments of a log that somebody else may be writing to, all open, so that what is read of
/// them belongs together; and what else lies beside them. Nothing is changed, and nothing thrown
/// for what is wrong: it is found.
/// @param segments in order, the newest copy of each
record LogSurvey(List<SurveyedSegment> segments) implements AutoCloseable {
    /// @throws java.nio.file.NoSuchFileException when a file goes while this looks; look again
    static LogSurvey of(KernelStorage storage, Findings findings) throws IOException {
        var opened = new ArrayList<SurveyedSegment>();
        try {
            for (var name : storage.list(LogNames.DIRECTORY)) {
                var names = LogNames.parse(name);
                if (names.isPresent()) {
                    opened.add(SurveyedSegment.open(storage, names.get(), findings));
                } else if (!LogNames.isDerived(name)) {
                    findings.add(
                            Finding.Kind.FOREIGN,
                            LogNames.DIRECTORY + "/" + name,
                            0,
                            0,
                            "the name is not one of a kernel's log");
                }
            }
            var survey = new LogSurvey(newest(opened, findings));
            survey.nameLeftovers(storage, findings);
            return survey;
        } catch (IOException | RuntimeException | Error e) {
            closeAll(opened);
            throw e;
        }
    }

    private static List<SurveyedSegment> newest(List<SurveyedSegment> opened, Findings findings)
            throws IOException {
        var copies = NewestCopies.of(opened, SurveyedSegment::range);
        for (var replaced : copies.replaced()) {
            leftover(findings, replaced.path(), "a copy has taken its place");
            replaced.close();
        }
        return copies.newest();
    }

    private void nameLeftovers(KernelStorage storage, Findings findings) throws IOException {
        var indexes = segments.stream().map(segment -> segment.names().index()).toList();
        for (var name : storage.list(LogNames.DIRECTORY)) {
            var path = LogNames.DIRECTORY + "/" + name;
            if (LogNames.isDerived(name) && !indexes.contains(path)) {
                leftover(
                        findings,
                        path,
                        name.endsWith(LogNames.IN_MAKING)
                                ? "a file in making"
                                : "an index without its segment");
            }
        }
    }

    private static void leftover(Findings findings, String path, String what) {
        findings.add(Finding.Kind.LEFTOVER, path, 0, 0, what);
    }

    /// Whether no segment is missing, as far as headers tell.
    boolean hangsTogether() {
        for (int i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            if (segment.whole() && segment.isCopy() && !isFollowed(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isFollowed(int number) {
        return number + 1 < segments.size()
                && segments.get(number + 1).firstLsn()
                        == segments.get(number).header().lastLsn() + 1;
    }

    /// As the first segment says; 0 when there is none.
    long kernelId() {
        return segments.isEmpty() ? 0 : segments.getFirst().header().kernelId();
    }

    /// Those that hold transactions from this one on.
    List<SurveyedSegment> from(long lsn) {
        int first = 0;
        for (int i = 1; i < segments.size(); i++) {
            first = segments.get(i).firstLsn() <= lsn ? i : first;
        }
        return segments.subList(first, segments.size());
    }

    @Override
    public void close() throws IOException {
        closeAll(segments);
    }

    private static void closeAll(List<SurveyedSegment> opened) throws IOException {
        for (var segment : opened) {
            segment.close();
        }
    }
}
