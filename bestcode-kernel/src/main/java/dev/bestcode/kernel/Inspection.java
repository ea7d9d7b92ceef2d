package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.RunId;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One look at all of a kernel's files, which stay open for reading if they are sound.
record Inspection(
        KernelStorage storage,
        LogSurvey survey,
        ReplayCheck replay,
        LogHead head,
        long transactions,
        Findings findings,
        Runnable pause)
        implements AutoCloseable {
    /// Snapshots are listed before the log is read, so that none is ahead of it.
    static Inspection of(KernelStorage storage, Optional<KeptHead> kept, Runnable pause)
            throws IOException {
        var findings = new Findings();
        var snapshots = new Snapshots(storage).newestFirst();
        var survey = LogSurvey.of(storage, findings);
        try {
            var replay = new ReplayCheck(storage, findings, new HashSet<>(snapshots));
            var inspection = walk(storage, survey, replay, kept, findings, pause);
            long last = inspection.head.lsn();
            var files = new FileChecks(storage, findings, replay, pause);
            files.indexes(survey.segments());
            files.snapshots(snapshots, survey.kernelId(), last);
            files.blobs();
            if (findings.anyBad()) {
                survey.close();
            }
            return inspection;
        } catch (IOException | RuntimeException | Error e) {
            survey.close();
            throw e;
        }
    }

    private static Inspection walk(
            KernelStorage storage,
            LogSurvey survey,
            ReplayCheck replay,
            Optional<KeptHead> kept,
            Findings findings,
            Runnable pause)
            throws IOException {
        if (survey.segments().isEmpty()) {
            findings.damage(LogNames.DIRECTORY, 0, 1, "there is no log");
        }
        var head = new HeadVisitor();
        var visitors = new ArrayList<LogVisitor>(List.of(replay, head));
        var check = kept.map(KeptHeadCheck::new);
        check.ifPresent(visitors::add);
        new LogWalk(survey.segments(), findings, new LogVisitors(visitors), pause).run();
        check.ifPresent(kh -> kh.conclude(head.lsn, findings));
        return new Inspection(
                storage,
                survey,
                replay,
                new LogHead(head.lsn, head.chain.toSha256()),
                head.transactions,
                findings,
                pause);
    }

    private static final class HeadVisitor implements LogVisitor {
        private long lsn;
        private long transactions;
        private Digest chain = Chain.START;

        @Override
        public void transaction(RecordWindow.Found found, List<LoggedOp> ops) {
            lsn = found.header().lsn();
            chain = found.header().chain();
            transactions++;
        }
    }

    boolean isSound() {
        return !findings.anyBad();
    }

    KernelState state() {
        return replay.state();
    }

    Verification verification() {
        return new Verification(kernelId(), head, transactions, findings.all());
    }

    String kernelId() {
        return "%016x".formatted(survey.kernelId());
    }

    KernelFigures figures() throws IOException {
        var content = new ContentFigures(replay.state());
        new LogWalk(survey.segments(), new Findings(), content, pause).run();
        return KernelFigures.of(this, content.segments());
    }

    /// @return what was wrong by the time it was read
    Findings journal(long from, long to, Optional<RunId> run, Consumer<InspectedEntry> consumer)
            throws IOException {
        var journal = new JournalWalk(replay.state(), from, to, run, consumer);
        var met = new Findings();
        LogWalk.from(from, survey, met, journal, pause).run();
        return met;
    }

    @Override
    public void close() throws IOException {
        survey.close();
    }
}
