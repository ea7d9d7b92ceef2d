package dev.bestcode.kernel;

import java.util.Optional;
import java.util.regex.Pattern;

/// Names of the files in `log/`: `FIRST_LSN.log` for a segment that is or was written to,
/// `FIRST_LSN.gN.log` for its Nth copy, `.idx` in place of `.log` for the index of either, and
/// `.new` behind either for a file in making.
/// @param firstLsn of the segment
/// @param generation 0 for no copy
record LogNames(long firstLsn, int generation) {
    static final String DIRECTORY = "log";

    /// A segment in making; left by a crash, it is deleted.
    static final String IN_MAKING = ".new";

    /// The next segment, zeros as yet.
    static final String NEXT = DIRECTORY + "/next" + IN_MAKING;

    private static final String STEM = "([1-9][0-9]{0,17})(?:\\.g([1-9][0-9]{0,8}))?";

    private static final Pattern SEGMENT = Pattern.compile(STEM + "\\.log");

    private static final Pattern DERIVED =
            Pattern.compile(STEM + "\\.(?:idx|log\\.new)|next\\.new");

    private static final String INDEX = ".idx";

    static LogNames of(SegmentHeader header) {
        return new LogNames(header.firstLsn(), header.generation());
    }

    /// Empty for a name that is no segment's.
    static Optional<LogNames> parse(String name) {
        var match = SEGMENT.matcher(name);
        return match.matches()
                ? Optional.of(
                        new LogNames(
                                Long.parseLong(match.group(1)),
                                match.group(2) == null ? 0 : Integer.parseInt(match.group(2))))
                : Optional.empty();
    }

    /// Whether a file beside the segments may be there, and may be deleted.
    static boolean isDerived(String name) {
        return DERIVED.matcher(name).matches();
    }

    String segment() {
        return stem() + ".log";
    }

    String index() {
        return stem() + INDEX;
    }

    private String stem() {
        var generationPart = generation == 0 ? "" : ".g" + generation;
        return DIRECTORY + "/" + firstLsn + generationPart;
    }
}
